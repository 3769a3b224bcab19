/// The kinds of facts under a seal, in the order in which they are leaves of the tree.
///
/// Within a kind lines stand in the order of the columns in ``order``: text by its bytes, numbers
/// by value.
public enum FactKind: String, CaseIterable, Sendable {
    /// A member of the manifest: its name and value; see ``Manifest/claims``.
    case claim
    /// How far a lane had come.
    case lane
    /// From an instant on, this holds for a work unit.
    case condition
    /// Pieces counted at an instant.
    case pieces
    /// Pieces between two readings with unknown time in between.
    case gap
    /// Something that a person should look at.
    case finding
    /// Sums of a measured signal's values in a minute.
    case minute
    /// A command to an actuator and what became of it.
    case command
    /// How often a signal spoke in an hour.
    case activity
    /// What people said against the facts; authors are numbered, not named.
    case correction
    /// That settled facts were changed before the seal: before, after, why.
    case change
    /// A line of a declared file.
    case declared

    /// What a value may be.
    public enum Form: Sendable {
        /// An instant that facts can have, in nanoseconds since the epoch.
        case time
        /// A number of which many can be added up.
        case count
        /// Any whole number.
        case integer
        /// A number of floating point.
        case real
        /// Text.
        case text
    }

    /// A column of a line.
    public struct Column: Sendable {
        /// Its name, as in the pack's tables.
        public var name: String
        /// What it holds.
        public var form: Form
        /// Whether it may hold nothing.
        public var isOptional: Bool

        init(_ name: String, _ form: Form, optional isOptional: Bool = false) {
            (self.name, self.form, self.isOptional) = (name, form, isOptional)
        }
    }

    // What is provisional is known by no event yet: until the end of time.
    private static let key = [
        Column("path", .text), Column("at", .time), Column("known_by", .integer),
        Column("seq", .count),
    ]

    /// The columns of a line, in their order.
    public var columns: [Column] {
        switch self {
        case .claim: [Column("name", .text), Column("value", .text)]
        case .lane:
            [
                Column("name", .text), Column("position", .count), Column("now", .time),
                Column("connected", .count), Column("balanced", .count), Column("samples", .text),
                Column("messages", .text), Column("mapping", .text),
            ]
        case .condition:
            Self.key + [
                Column("state", .count), Column("mode", .count),
                Column("product", .text, optional: true), Column("reason", .text, optional: true),
                Column("order_hash", .integer), Column("retained", .count), Column("stop", .count),
            ]
        case .pieces:
            Self.key + [
                Column("kind", .count), Column("quantity", .count),
                Column("product", .text, optional: true), Column("known", .count),
            ]
        case .gap:
            Self.key + [
                Column("kind", .count), Column("since", .time), Column("quantity", .count),
                Column("unknown", .count), Column("grain", .count),
                Column("product", .text, optional: true), Column("bridged", .count),
            ]
        case .finding:
            Self.key + [
                Column("kind", .text), Column("signal", .text, optional: true),
                Column("before", .integer), Column("after", .integer),
                Column("credited", .count),
            ]
        default: otherColumns
        }
    }

    private var otherColumns: [Column] {
        switch self {
        case .minute:
            [
                Column("path", .text), Column("hour", .count), Column("minute", .count),
                Column("count", .count), Column("bad", .count), Column("low", .real),
                Column("high", .real), Column("sum_high", .count), Column("sum_low", .integer),
                Column("squares_high", .count), Column("squares_low", .integer),
                Column("last", .real), Column("last_at", .integer),
            ]
        case .command:
            [
                Column("path", .text), Column("at", .time), Column("value", .real),
                Column("verdict", .count), Column("delay", .integer),
            ]
        case .activity: [Column("path", .text), Column("hour", .count), Column("count", .count)]
        case .correction:
            [
                Column("id", .count), Column("unit", .text), Column("family", .text),
                Column("since", .integer), Column("until", .integer),
                Column("recorded_at", .time), Column("author", .text), Column("why", .text),
                Column("supersedes", .count, optional: true), Column("content", .text),
            ]
        case .change:
            [
                Column("number", .count), Column("path", .text), Column("since", .integer),
                Column("until", .integer), Column("at", .integer), Column("cause", .text),
                Column("person", .text), Column("why", .text), Column("late", .count),
                Column("before", .text), Column("after", .text),
            ]
        default: [Column("file", .text), Column("line", .count), Column("text", .text)]
        }
    }

    /// How many of the first columns give a line its place.
    public var order: Int {
        switch self {
        case .claim, .lane, .correction, .change: 1
        case .condition, .pieces, .gap, .finding: 4
        case .minute: 3
        case .command, .activity, .declared: 2
        }
    }
}

extension FactKind.Form {
    /// The greatest magnitude of a count: a thousand of its kind add up within 64 bits.
    public static let greatestCount = Int64(1) << 53
    /// Instants lie between 1970 and 2225, so that no difference of two leaves 64 bits.
    public static let instants = 0...(Int64.max - Int64.max / 8)

    /// Whether a value is what a column may hold.
    public func admits(_ value: FactValue) -> Bool {
        switch (self, value) {
        case (.time, .integer(let instant)): Self.instants.contains(instant)
        case (.count, .integer(let number)): number.magnitude <= Self.greatestCount.magnitude
        case (.integer, .integer), (.real, .real), (.text, .text): true
        default: false
        }
    }
}

extension FactLine {
    /// The first column whose value is not what it may hold; nil: all are.
    public var badColumn: String? {
        zip(kind.columns, values).first { column, value in
            value == .null ? !column.isOptional : !column.form.admits(value)
        }?.0.name
    }

    /// What people are told of which fact it is: its kind and the columns that give it its place.
    public var name: String {
        let named = values.prefix(kind.order).map { FactLine.text($0) }
        return ([kind.rawValue] + named).joined(separator: " ")
    }

    private static func text(_ value: FactValue) -> String {
        var bytes: [UInt8] = []
        value.write(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}
