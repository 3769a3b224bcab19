import Plant
import Telemetry

/// What one topic said.
struct TopicRecord {
    let topic: String
    /// The levels of the topic.
    let levels: [String]
    private(set) var messages = 0
    private(set) var retained = 0
    /// Payloads that are neither a JSON object nor one value.
    private(set) var opaque = 0
    private(set) var scalars = 0
    private(set) var fields: [FieldRecord] = []
    private(set) var examples: [String] = []
    private(set) var hasMoreFields = false
    private var places: [FieldPath?: Int] = [:]
    /// The field that seems to hold the event time.
    private var timePlace: FieldPath?

    init(topic: String) {
        self.topic = topic
        levels = topic.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    }

    /// Takes the next message; `room` is how many new fields there may be.
    mutating func take(_ payload: [UInt8], at instant: Timestamp, isRetained: Bool, room: Int) {
        messages += 1
        if isRetained { retained += 1 }
        note(payload)
        let most = min(fields.count + max(room, 0), ListeningLimits.fieldsPerTopic)
        switch PayloadFields(payload) {
        case .opaque: opaque += 1
        case .scalar(let value):
            scalars += 1
            take(
                value, at: nil, eventTime: instant, receiveTime: instant, isRetained, most: most)
        case .object(let found, let isWhole):
            if !isWhole { hasMoreFields = true }
            let time = eventTime(found) ?? instant
            for (path, value) in found {
                take(
                    value, at: path, eventTime: time, receiveTime: instant, isRetained,
                    most: most)
            }
        }
    }

    private mutating func take(
        _ value: FieldValue, at path: FieldPath?, eventTime: Timestamp, receiveTime: Timestamp,
        _ isRetained: Bool, most: Int
    ) {
        if places[path] == nil {
            guard fields.count < most else {
                hasMoreFields = true
                return
            }
            places[path] = fields.count
            fields.append(FieldRecord(path: path))
        }
        guard let place = places[path] else { return }
        fields[place].take(
            value, eventTime: eventTime, receiveTime: receiveTime, isBaseline: isRetained)
    }

    /// The instant that the payload itself gives, where a number with a name of time does.
    private mutating func eventTime(
        _ found: [(path: FieldPath, value: FieldValue)]
    ) -> Timestamp? {
        for (path, value) in found where timePlace == nil || timePlace == path {
            guard case .number(let number, _) = value, Name(path).says(Lexicon.time),
                let (_, instant) = TimeRecord.instant(number)
            else { continue }
            timePlace = path
            return instant
        }
        return nil
    }

    private mutating func note(_ payload: [UInt8]) {
        guard examples.count < ListeningLimits.examples else { return }
        let bytes = payload.prefix(4 * ListeningLimits.exampleLength)
        var text = ""
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            guard text.unicodeScalars.count < ListeningLimits.exampleLength else { break }
            text.unicodeScalars.append(Self.isPrintable(scalar) ? scalar : "·")
        }
        if payload.count > text.utf8.count { text += "…" }
        if !examples.contains(text) { examples.append(text) }
    }

    /// No control character, no direction mark, nothing that would end a comment's line.
    static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned,
            .privateUse:
            false
        default: true
        }
    }

    /// Believes every last change.
    mutating func settle() {
        for place in fields.indices { fields[place].settle() }
    }
}
