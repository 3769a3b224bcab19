/// Makes the counters of stations begin again at zero, or roll over, as their controllers would.
///
/// A counter begins again between two of its readings, the first of which said all that was made
/// until then. So every item is counted, and whoever reads the counter can know each.
struct CounterFaults: Sendable {
    /// Of one station.
    private struct Station: Sendable {
        var spells: Spells
        /// What had really been counted when it last began at zero.
        var base = Counts(made: 0, scrap: 0)
        var last: Counts?
    }

    private struct Counts: Sendable {
        var made: Int64
        var scrap: Int64

        static func - (left: Self, right: Self) -> Self {
            Counts(made: left.made - right.made, scrap: left.scrap - right.scrap)
        }
    }

    private var stations: [Station]
    private let resets: Bool
    private let modulus: Int64?

    private static let pattern = Spells.Pattern(
        pause: 20 * ShiftCalendar.minute...120 * ShiftCalendar.minute, length: 1...1, short: 0)

    init(_ plan: FaultPlan) {
        resets = plan.kinds.contains(.reset)
        modulus = plan.modulus
        stations = (0..<plan.stations).map { index in
            Station(
                spells: Spells(
                    Self.pattern, random: plan.random(.reset, index), start: plan.start))
        }
    }

    /// The message as the station's controller says it.
    mutating func said(_ message: Message) -> Message {
        guard case .status(let state, let word, let made, let scrap) = message.content else {
            return message
        }
        let now = Counts(made: made, scrap: scrap)
        let unit = message.unit
        if resets, stations[unit].spells.from <= message.time, let last = stations[unit].last,
            isClear(before: last - stations[unit].base, after: now - last)
        {
            stations[unit].base = last
            stations[unit].spells.next(after: message.time)
        }
        stations[unit].last = now
        let shown = now - stations[unit].base
        return Message(
            time: message.time, unit: unit,
            content: .status(
                state: state, word: word, made: rolled(shown.made), scrap: rolled(shown.scrap)))
    }

    private func rolled(_ count: Int64) -> Int64 { modulus.map { count % $0 } ?? count }

    private func isClear(before: Counts, after: Counts) -> Bool {
        isClear(before: rolled(before.made), after: rolled(after.made))
            && isClear(before: rolled(before.scrap), after: rolled(after.scrap))
    }

    /// Whether nobody can take the new beginning for a jitter of one, for a rollover, or for none.
    private func isClear(before: Int64, after: Int64) -> Bool {
        let isAtTop = modulus.map { before >= $0 - $0 / 10 } ?? false
        return !isAtTop && (after == 0 || before - after > 1)
    }
}
