public import Telemetry

/// Listens: remembers of every topic and field what tells its meaning, in bounded memory.
///
/// Owned by one thread. Topics of the broker itself (`$SYS`) are left out.
///
/// ```swift
/// var hearing = Hearing()
/// hearing.hear(topic: "mask-1/body/status", payload: payload, at: now, isRetained: false)
/// let proposal = Proposal(hearing, settings: settings)
/// ```
public struct Hearing {
    /// What did not fit into ``ListeningLimits``, or has a topic that no plant file can name.
    public struct Beyond: Sendable {
        /// Messages of topics that were not remembered.
        public var messages = 0
        /// Some of these topics.
        public var topics: [String] = []
        /// Whether fields were left out.
        public var fields = false

        /// Whether anything was left out.
        public var isEmpty: Bool { messages == 0 && !fields }
    }

    /// Messages heard, those of the broker itself left out.
    public private(set) var messages = 0
    /// When the first and the last message came.
    public private(set) var span: TimeSpan?
    /// What did not fit.
    public private(set) var beyond = Beyond()
    var topics: [TopicRecord] = []
    private var places: [String: Int] = [:]
    private var fieldCount = 0

    /// Has heard nothing.
    public init() {}

    /// How many topics are remembered.
    public var topicCount: Int { topics.count }

    /// Takes the next message.
    public mutating func hear(
        topic: String, payload: [UInt8], at instant: Timestamp, isRetained: Bool
    ) {
        guard !topic.hasPrefix("$") else { return }
        messages += 1
        let begin = min(span?.from ?? instant, instant)
        span = TimeSpan(from: begin, to: max(span?.to ?? instant, instant))
        guard let place = place(of: topic) else { return }
        let room = ListeningLimits.fields - fieldCount
        let before = topics[place].fields.count
        topics[place].take(payload, at: instant, isRetained: isRetained, room: room)
        fieldCount += topics[place].fields.count - before
        if topics[place].hasMoreFields { beyond.fields = true }
    }

    private mutating func place(of topic: String) -> Int? {
        if let place = places[topic] { return place }
        guard topics.count < ListeningLimits.topics, Self.canBeNamed(topic) else {
            beyond.messages += 1
            let isNamed = beyond.topics.count < ListeningLimits.namedBeyond
            if isNamed, !beyond.topics.contains(topic) { beyond.topics.append(topic) }
            return nil
        }
        places[topic] = topics.count
        topics.append(TopicRecord(topic: topic))
        return topics.count - 1
    }

    /// Whether a plant file can name a topic: there braces enclose a name, and no wildcard may be.
    private static func canBeNamed(_ topic: String) -> Bool {
        !topic.isEmpty && topic != "sparkplug" && !topic.contains { "+#{}".contains($0) }
    }

    /// Topics with every last change believed, in order of their names.
    var settledTopics: [TopicRecord] {
        topics.map { topic in
            var topic = topic
            topic.settle()
            return topic
        }.sorted { $0.topic < $1.topic }
    }
}
