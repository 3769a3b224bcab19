import Plant
import Telemetry

/// What a field may be.
enum Role {
    case time(TimeField.Unit)
    case state(StateTable)
    case mode([String: UnitMode])
    case counter(CountKind, Counter.ReadingType)
    /// Counts what goes in, not what comes out.
    case material
    case product, order, reason
    case meter(unit: String)
    case measurement(unit: String)
    case command, feedback

    /// Its kind in the plant file, or the nearest word.
    var word: String {
        switch self {
        case .time: "time"
        case .state: "state"
        case .mode: "mode"
        case .counter(let kind, let type): "\(kind) (\(type))"
        case .material: "material"
        case .product: "product"
        case .order: "order"
        case .reason: "reason"
        case .meter: "meter"
        case .measurement: "measurement"
        case .command: "command"
        case .feedback: "feedback"
        }
    }
}

/// A role with how sure it is, 0 to 100, and why.
struct Candidate {
    var role: Role
    var confidence: Int
    var why: [Why]

    /// From here on a candidate is proposed; below, it is named among what could not be placed.
    static let proposed = 40
}

/// One field of one topic within its work unit.
struct Subject {
    let topic: TopicRecord
    let field: FieldRecord
    /// The name of the field itself: its last key, or the topic's last level.
    let name: Name
    /// What stands around it: outer keys, topic levels below the work unit.
    let context: Name
    /// In order of confidence.
    var candidates: [Candidate] = []
    /// Why there is no candidate.
    var refusal: Why?

    init(topic: TopicRecord, field: FieldRecord, below prefix: Int) {
        self.topic = topic
        self.field = field
        var parts = Array(topic.levels.dropFirst(prefix))
        for case .key(let key) in field.path?.steps ?? [] { parts.append(key) }
        // A payload that is the topic's one value may stand right on the work unit's topic.
        if parts.isEmpty { parts = Array(topic.levels.suffix(1)) }
        let last = parts.removeLast()
        name = Name([last])
        context = Name(parts.filter { part in !part.utf8.allSatisfy { (48...57).contains($0) } })
    }

    /// Its name, for identifiers and comments.
    var title: String {
        let text = field.path.map(\.description) ?? topic.levels.last ?? ""
        return text
    }

    /// The best candidate, where it is good enough to be proposed.
    var best: Candidate? {
        candidates.first.flatMap { $0.confidence >= Candidate.proposed ? $0 : nil }
    }
}
