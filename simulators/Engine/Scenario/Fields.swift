import Yams

/// What is wrong with a scenario file, and where.
public struct ScenarioError: Error, CustomStringConvertible {
    let line: Int
    let message: String

    /// `LINE: what is wrong`.
    public var description: String { "\(line): \(message)" }

    init(_ node: Node, _ message: String) {
        line = node.mark?.line ?? 1
        self.message = message
    }
}

/// The keys of one mapping, each to be read once; a key that nobody reads is a mistake.
struct Fields {
    /// The mapping itself, for messages.
    let node: Node
    /// Keys and values as they are written.
    let entries: [(key: String, value: Node)]
    private var read: Set<String> = []

    init(_ node: Node) throws {
        guard let mapping = node.mapping else {
            throw ScenarioError(node, "keys and values are expected")
        }
        self.node = node
        entries = try mapping.map { key, value in
            guard let name = key.scalar?.string else {
                throw ScenarioError(key, "a key is a text")
            }
            return (name, value)
        }
    }

    /// The value of a key, or nil.
    mutating func optional(_ key: String) -> Node? {
        read.insert(key)
        return entries.first { $0.key == key }?.value
    }

    /// The value of a key that must be there.
    mutating func required(_ key: String) throws -> Node {
        guard let value = optional(key) else { throw ScenarioError(node, "`\(key)` is missing") }
        return value
    }

    /// The mapping of a key; none where the key is not there.
    mutating func entries(_ key: String) throws -> [(key: String, value: Node)] {
        guard let node = optional(key) else { return [] }
        return try Fields(node).entries
    }

    /// Refuses keys that nobody has read.
    func finish() throws {
        for (key, value) in entries where !read.contains(key) {
            throw ScenarioError(value, "`\(key)` is not known here")
        }
    }
}

extension Node {
    /// A plain value as it is written.
    func text() throws -> String {
        guard let text = scalar?.string else { throw ScenarioError(self, "a text is expected") }
        return text
    }

    /// A whole number from 0 up.
    func number() throws -> Int64 { try decimal(places: 0) }

    /// True or false.
    func flag() throws -> Bool {
        switch try text() {
        case "true": true
        case "false": false
        default: throw ScenarioError(self, "true or false is expected")
        }
    }

    /// A number with at most so many decimal places, in units of the last one.
    func decimal(places: Int) throws -> Int64 {
        guard let value = Quantity.decimal(try text(), places: places) else {
            throw ScenarioError(self, "a number with at most \(places) decimals is expected")
        }
        return value
    }

    /// `2..7.5`, or one number, in units of the last decimal place.
    func range(places: Int) throws -> ClosedRange<Int64> {
        guard let range = Quantity.range(try text(), read: { Quantity.decimal($0, places: places) })
        else { throw ScenarioError(self, "a range like 2..7 is expected") }
        return range
    }

    /// A length of time, `250 ms`, in nanoseconds.
    func nanoseconds() throws -> Int64 {
        guard let time = Quantity.nanoseconds(try text()) else {
            throw ScenarioError(self, "a time like 250 ms is expected")
        }
        return time
    }

    /// A length of time in whole milliseconds.
    func milliseconds() throws -> Milliseconds {
        let time = try nanoseconds()
        guard time % 1_000_000 == 0 else {
            throw ScenarioError(self, "whole milliseconds are expected")
        }
        return time / 1_000_000
    }

    /// A length of time above 0 in whole milliseconds.
    func period() throws -> Milliseconds {
        let time = try milliseconds()
        guard time > 0 else { throw ScenarioError(self, "a time above 0 is expected") }
        return time
    }

    /// A whole number above 0.
    func share() throws -> Int64 {
        let share = try number()
        guard share > 0 else { throw ScenarioError(self, "a number above 0 is expected") }
        return share
    }

    /// `5..25 min` in milliseconds; the unit stands once.
    func timeRange() throws -> ClosedRange<Milliseconds> {
        guard let range = Quantity.timeRange(try text()) else {
            throw ScenarioError(self, "a range of times like 5..25 min is expected")
        }
        return range
    }
}
