public import Telemetry

/// What became of one message.
public enum Verdict: Hashable, Sendable {
    /// It was understood and gave this many samples; 0 where every bound field was null.
    case decoded(samples: Int)
    /// No signal is bound to its topic.
    case unbound
    /// It was refused as a whole and gave no sample.
    case quarantined(QuarantineReason)
}

/// Why a message was refused as a whole.
public struct QuarantineReason: Hashable, Sendable {
    /// The kinds of refusal; the raw value is stored and must not change.
    public enum Kind: UInt8, CaseIterable, Sendable {
        /// The payload is no well-formed JSON, or something follows it.
        case notJSON = 1
        /// Objects and arrays nest deeper than 64 levels.
        case tooDeep = 2
        /// The payload holds none of the fields that are bound to its topic.
        case noBoundField = 3
        /// The field is of a form that the signal cannot have: an object for a state.
        case wrongType = 4
        /// A text stands where a number should, and is none.
        case notNumber = 5
        /// The number is beyond what the signal can hold.
        case outOfRange = 6
        /// A total is below zero.
        case negativeCount = 7
        /// The event time cannot be read, lies outside 1980 to 2100, or is missing where the
        /// convention demands it.
        case time = 8
        /// Nothing stands where a value should.
        case empty = 9
        /// The bytes are no UTF-8 text.
        case notText = 10
        /// The payload is longer than MQTT allows.
        case tooLong = 11
        /// The payload is JSON, but not of the one form that its convention allows.
        case nonconforming = 12
    }

    /// The kind of refusal.
    public var kind: Kind
    /// The signal whose value could not be read; nil where the message as a whole is at fault.
    public var signal: SignalIndex?

    /// Makes a reason.
    public init(_ kind: Kind, signal: SignalIndex? = nil) {
        self.kind = kind
        self.signal = signal
    }

    /// A stable word for programs.
    public var code: String {
        switch kind {
        case .notJSON: "not_json"
        case .tooDeep: "too_deep"
        case .noBoundField: "no_bound_field"
        case .wrongType: "wrong_type"
        case .notNumber: "not_number"
        case .outOfRange: "out_of_range"
        case .negativeCount: "negative_count"
        case .time: "time"
        case .empty: "empty"
        case .notText: "not_text"
        case .tooLong: "too_long"
        case .nonconforming: "nonconforming"
        }
    }

    /// A sentence for people.
    public var text: String {
        switch kind {
        case .notJSON: "the payload is not well-formed JSON"
        case .tooDeep: "the payload nests deeper than \(JSONReader.depthLimit) levels"
        case .noBoundField: "no bound field is in the payload"
        case .wrongType: "the value is of a form that the signal cannot have"
        case .notNumber: "the text is not a number"
        case .outOfRange: "the number is out of range"
        case .negativeCount: "a cumulative count is negative"
        case .time: "the event time is missing or cannot be read"
        case .empty: "nothing stands where a value should"
        case .notText: "the value is not UTF-8 text"
        case .tooLong: "the payload is longer than MQTT allows"
        case .nonconforming: "the payload is not of the form that its convention allows"
        }
    }
}
