public import Telemetry

/// What decoding takes and remembers at most.
public enum DecodingLimits {
    /// A payload that nests deeper is quarantined.
    public static let depth = Limit("json_depth", JSONReader.depthLimit, .levels)
    /// Beyond it the oldest message is forgotten: redelivered later still, it would count.
    public static let redeliveryMemory = Limit(
        "redelivery_memory", RedeliveryMemory.capacity, .messages)

    /// All of them.
    public static let all = [depth, redeliveryMemory]
}
