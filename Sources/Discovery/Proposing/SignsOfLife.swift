public import Telemetry

/// How long each work unit of a proposal was silent at most.
public struct SignsOfLife {
    private struct Unit {
        var messages = 0
        var last: Timestamp?
        var longest: Int64 = 0
    }

    private var units: [Unit] = []
    private var places: [String: [Int]] = [:]

    /// Begins to listen for the work units of a proposal.
    public init(_ proposal: Proposal) {
        for unit in proposal.lines.flatMap(\.units) {
            for topic in Set(unit.signals.map(\.topic)) {
                places[topic, default: []].append(units.count)
            }
            units.append(Unit())
        }
    }

    /// Notes a message.
    public mutating func note(_ topic: String, at instant: Timestamp) {
        for place in places[topic] ?? [] {
            if let last = units[place].last {
                units[place].longest = max(units[place].longest, instant - last)
            }
            units[place].messages += 1
            units[place].last = instant
        }
    }

    /// The longest silence of each work unit, the end of listening included; nil where it is no
    /// rule yet: fewer than ten messages, or a third of the time without any.
    func longest(until end: TimeSpan) -> [Int64?] {
        units.map { unit in
            guard let last = unit.last, unit.messages >= 10 else { return nil }
            let longest = max(unit.longest, end.to - last)
            return longest <= end.duration / 3 && longest > 0 ? longest : nil
        }
    }
}

extension Proposal {
    /// Takes over how long the work units were silent.
    public mutating func apply(_ signs: SignsOfLife, heard span: TimeSpan) {
        var longest = signs.longest(until: span)[...]
        for line in lines.indices {
            for unit in lines[line].units.indices {
                lines[line].units[unit].longestGap = longest.popFirst() ?? nil
            }
        }
    }

    /// Takes over the rates of a work unit.
    public mutating func setRates(_ rates: [ProposedRate], line: Int, unit: Int) {
        lines[line].units[unit].rates = rates
    }
}
