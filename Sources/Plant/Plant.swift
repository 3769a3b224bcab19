public import Telemetry

/// A plant as its file describes it, checked and resolved: every reference is an index into a list
/// of this value.
///
/// Made by ``Plant/read(yaml:file:)`` only. Durations are nanoseconds.
public struct Plant: Sendable {
    /// Identifier, `[a-z0-9-]+`; never changes.
    public var id: String
    /// Name per language.
    public var name: LocalizedText
    /// IANA name of the time zone in which calendars are written and days are cut.
    public var timeZone: String
    /// How minor stops are counted.
    public var convention: Convention
    /// How far ahead of its receive time an event time may be.
    public var clockTolerance: Int64
    /// How old an event may be when it arrives.
    public var lateness: Int64
    /// How long facts are kept, and how finely.
    public var retention = Retention()
    /// In order of the file.
    public var brokers: [Broker]
    /// In order of the file.
    public var calendars: [Calendar]
    /// In order of the file.
    public var products: [Product]
    /// In order of the file.
    public var reasons: [StopReason]
    /// In order of the file.
    public var lines: [Line]
    /// All work units of all lines, in order of the file.
    public var workUnits: [WorkUnit]
    /// All signals of all work units, in order of the file; a ``Telemetry/SignalIndex`` is a place
    /// in this list.
    public var signals: [Signal]
    /// What a careful reader should look at, though the file is valid.
    public var warnings: [Diagnostic]

    /// The meters, as indices into ``signals``.
    public var meters: [Int] {
        signals.indices.filter { if case .meter = signals[$0].meaning { true } else { false } }
    }

    /// Whatever has facts of its own, by path: the work units, then the ``meters``.
    public var subjects: [String] {
        workUnits.map(\.path) + meters.map { signals[$0].path }
    }
}

/// A text in the two languages of the product.
public struct LocalizedText: Hashable, Sendable {
    /// English.
    public var english: String
    /// Traditional Chinese.
    public var traditionalChinese: String

    /// Makes a text in both languages.
    public init(english: String, traditionalChinese: String) {
        self.english = english
        self.traditionalChinese = traditionalChinese
    }

    /// Texts one after the other, set apart; those that are empty are left out.
    package static func joined(_ parts: [LocalizedText]) -> LocalizedText {
        LocalizedText(
            english: parts.map(\.english).filter { !$0.isEmpty }.joined(separator: " · "),
            traditionalChinese: parts.map(\.traditionalChinese).filter { !$0.isEmpty }
                .joined(separator: "　"))
    }
}

/// How minor stops are counted, `production.md` section 3.
public enum Convention: String, CaseIterable, Sendable {
    /// A minor stop is delay.
    case iso22400
    /// A minor stop is production time, and so a performance loss.
    case tpm
}

/// An MQTT broker and the session towards it.
public struct Broker: Hashable, Sendable {
    /// Identifier.
    public var id: String
    /// Whether the connection is encrypted (`mqtts`).
    public var usesTLS: Bool
    /// Host name or address.
    public var host: String
    /// TCP port.
    public var port: UInt16
    /// Client identifier, which names the persistent session.
    public var clientID: String
    /// User name, where the broker wants one.
    public var username: String?
    /// File that holds the password; passwords never stand in the plant file.
    public var passwordFile: String?
    /// Files of the certification authority, the client's certificate and its key.
    public var caFile: String?
    /// The client's certificate.
    public var certificateFile: String?
    /// The key of the client's certificate.
    public var keyFile: String?
}

/// A product and the unit in which it is counted.
public struct Product: Hashable, Sendable {
    /// Identifier.
    public var id: String
    /// Name per language.
    public var name: LocalizedText
    /// What one count is: `piece` or `m`, for example.
    public var unit: String
}

/// A reason why a work unit stands.
public struct StopReason: Hashable, Sendable {
    /// Identifier.
    public var id: String
    /// Name per language.
    public var name: LocalizedText
    /// One of the six big losses' classes, as the file says: `breakdown`, `setup`, `minor`, …;
    /// another one is kept.
    public var lossClass: String?
}

/// A production line.
public struct Line: Hashable, Sendable {
    /// Identifier.
    public var id: String
    /// Name per language.
    public var name: LocalizedText
    /// Index into ``Plant/brokers``.
    public var broker: Int
    /// Index into ``Plant/calendars``; nil: always scheduled.
    public var calendar: Int?
    /// The work units whose sums are the line's, as indices into ``Plant/workUnits``.
    public var constraint: [Int]
    /// The work units whose good pieces are the line's output.
    public var output: [Int]
    /// Index into ``Plant/products``: made where no product signal says otherwise.
    public var product: Int?
    /// The OEE that it should reach, in millionths, above 0 to 1,000,000; nil: none is declared.
    public var targetOEE: Int64?
    /// Its work units, as indices into ``Plant/workUnits``.
    public var workUnits: [Int]
}

/// A machine or station whose time and pieces are counted.
public struct WorkUnit: Hashable, Sendable {
    /// Identifier, unique within its line.
    public var id: String
    /// `line/unit`.
    public var path: String
    /// Name per language.
    public var name: LocalizedText
    /// Index into ``Plant/lines``.
    public var line: Int
    /// The work units it delivers to, as indices into ``Plant/workUnits``.
    public var feeds: [Int]
    /// Below which length a stop is minor.
    public var minorStop: MinorStop
    /// Declared time between two signs of life; nil: silence is not judged.
    public var heartbeat: Int64?
    /// Silent when strictly more than this has passed; nil where no heartbeat is declared.
    public var staleAfter: Int64?
    /// Which two counts win where made, good and scrap contradict each other.
    public var prefer: [CountKind]
    /// Effective-dated planned run times, in order of the file.
    public var rates: [Rate]
    /// Its signals, as indices into ``Plant/signals``.
    public var signals: [Int]
}

/// Below which length a stop is minor.
public enum MinorStop: Hashable, Sendable {
    /// Below a time in nanoseconds.
    case time(Int64)
    /// Below this many times the planned run time per item.
    case items(Int64)
}

/// The planned run time per item (PRI) of one product on one work unit, from an instant on.
public struct Rate: Hashable, Sendable {
    /// Index into ``Plant/products``.
    public var product: Int
    /// Nanoseconds for ``items`` items: an exact fraction.
    public var itemTime: Int64
    /// How many items ``itemTime`` is for; 1 unless the file gives a fraction.
    public var items: Int64
    /// From when it holds.
    public var from: Timestamp
    /// Who set it.
    public var author: String
    /// Why.
    public var reason: String

    /// Makes a rate; nothing is checked.
    public init(
        product: Int, itemTime: Int64, items: Int64, from: Timestamp, author: String,
        reason: String
    ) {
        self.product = product
        self.itemTime = itemTime
        self.items = items
        self.from = from
        self.author = author
        self.reason = reason
    }
}
