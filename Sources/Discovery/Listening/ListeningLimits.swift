/// How much of what is heard is remembered, whatever the number of topics and messages.
///
/// A field takes at most about 4 KB, so that the memory is below 100 MB with these limits. What is
/// beyond is counted and said (``Hearing/beyond``).
public enum ListeningLimits {
    /// Topics; messages of others are counted only.
    public static let topics = 10_000
    /// Fields of all topics together.
    public static let fields = 20_000
    /// Fields of one topic.
    public static let fieldsPerTopic = 64
    /// Elements of an array that are looked at.
    public static let elements = 8
    /// Levels of a JSON payload.
    public static let depth = 8
    /// Different words of one field.
    public static let words = 32
    /// The longest word that is remembered, in characters.
    public static let wordLength = 64
    /// Payloads remembered of one topic as examples.
    public static let examples = 2
    /// Characters of an example.
    public static let exampleLength = 120
    /// The longest payload that is looked into, in bytes.
    public static let payload = 64 << 10
    /// Values of one field that are remembered for its quantiles.
    public static let quantileSamples = 64
    /// Falls of one field that are remembered.
    public static let falls = 16
    /// Topics beyond the limit that are named.
    public static let namedBeyond = 20
}
