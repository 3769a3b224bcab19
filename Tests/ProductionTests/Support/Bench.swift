import Plant
import Telemetry

@testable import Production

/// A fold of one work unit, fed by hand; times are seconds after ``Fixtures/start``.
struct Bench {
    let plant: Plant
    var fold: Fold
    private var record: UInt64 = 0
    private var stored = StoredFacts()
    private var flushesBefore: [SignalFlush] = []

    init(_ plant: Plant) {
        self.plant = plant
        fold = Fold(plant: plant, broker: 0)
    }

    /// Takes a raw value of a signal, received at once unless said.
    mutating func say(
        _ signal: String, _ value: Int64, at second: Int64, received: Int64? = nil,
        flags: SampleFlags = [.ownTime, .acknowledged]
    ) {
        record += 1
        fold.take(
            Sample(
                record: record, signal: index(of: signal), value: value,
                eventTime: Fixtures.at(second), receiveTime: Fixtures.at(received ?? second),
                flags: flags))
    }

    mutating func state(
        _ state: UnitState, at second: Int64, received: Int64? = nil,
        flags: SampleFlags = [.ownTime, .acknowledged]
    ) {
        say("state", Int64(state.rawValue), at: second, received: received, flags: flags)
    }

    /// Takes a reading in whole pieces within a second, received at its end.
    mutating func count(_ signal: String, _ pieces: Int64, at second: Int64, milliseconds: Int64) {
        record += 1
        fold.take(
            Sample(
                record: record, signal: index(of: signal), value: pieces.pieces,
                eventTime: Fixtures.at(second) + milliseconds * 1_000_000,
                receiveTime: Fixtures.at(second + 1), flags: [.ownTime, .acknowledged]))
    }

    /// Takes a reading in whole pieces.
    mutating func count(
        _ signal: String, _ pieces: Int64, at second: Int64, received: Int64? = nil,
        flags: SampleFlags = [.ownTime, .acknowledged]
    ) {
        say(signal, pieces * quantityScale, at: second, received: received, flags: flags)
    }

    /// Takes a measured value, or an actuator's feedback.
    mutating func measure(
        _ signal: String, _ value: Double, at second: Int64, received: Int64? = nil,
        flags: SampleFlags = [.ownTime, .acknowledged]
    ) {
        let bits = Int64(bitPattern: value.bitPattern)
        say(signal, bits, at: second, received: received, flags: flags)
    }

    /// Takes what an actuator is told.
    mutating func command(
        _ signal: String, _ value: Double, at second: Int64, received: Int64? = nil,
        flags: SampleFlags = [.ownTime, .acknowledged]
    ) {
        measure(
            signal, value, at: second, received: received, flags: flags.union(.command))
    }

    mutating func event(_ kind: SampleKind, at second: Int64, value: Int64 = 0) {
        record += 1
        fold.take(Sample(event: kind, record: record, at: Fixtures.at(second), value: value))
    }

    /// Time goes on to a second, where everything is a flush's mark.
    mutating func tick(at second: Int64) { event(.tick, at: second) }

    /// Stores what changed, as a lane does; returns it.
    @discardableResult
    mutating func flush() -> [Fold.UnitFlush] {
        let flushes = fold.takeFlush()
        stored.take(flushes)
        return flushes
    }

    /// All facts so far, with what holds at the live edge.
    var facts: [Fact] {
        var copy = self
        copy.flush()
        return copy.stored.facts(unit: 0)
    }

    /// All facts of a work unit or meter so far.
    func facts(subject: Int) -> [Fact] {
        var copy = self
        copy.flush()
        return copy.stored.facts(unit: subject)
    }

    /// What was found so far that no event in the track stands for.
    var added: [Fact] {
        var copy = self
        copy.flush()
        return copy.stored.late
    }

    /// Stores the minutes so far, as a lane does.
    mutating func keepMinutes() { flushesBefore += fold.takeSignals() }

    /// All minutes of signals so far, in order.
    func minutes() -> [MinuteSummary] { minutes { $0 < plant.signals.count } }

    /// The ages of a class so far, by seconds from the start to the beginning of their hour.
    func hours(_ age: SampleAge) -> [Int64: SignalSummary] {
        let hours = minutes { $0 == plant.series(of: age, unit: 0) }
        return Dictionary(
            uniqueKeysWithValues: hours.map { ($0.minute * 60 - Fixtures.start, $0.summary) })
    }

    private func minutes(_ isWanted: (Int) -> Bool) -> [MinuteSummary] {
        var copy = self
        copy.keepMinutes()
        let minutes = copy.flushesBefore.filter { isWanted($0.signal) }.flatMap(\.minutes)
        return Dictionary(grouping: minutes, by: \.minute).map { minute, parts in
            MinuteSummary(
                minute: minute, summary: parts.reduce(into: SignalSummary()) { $0 += $1.summary })
        }.sorted { $0.minute < $1.minute }
    }

    /// All commands so far with their latest verdicts, in order.
    func commands() -> [CommandFact] {
        var copy = self
        let told = copy.fold.takeSignals().flatMap(\.commands)
        let latest = Dictionary(told.map { ($0.at, $0) }) { _, later in later }
        return latest.values.sorted { $0.at < $1.at }
    }

    /// The kinds of findings so far, in the order in which they became known.
    var findings: [FindingKind] { facts.compactMap(\.finding?.kind) }

    /// The figures of a span in seconds; what is planned: nil for always.
    func result(_ from: Int64, _ to: Int64, planned: Schedule? = nil) -> UnitResult {
        UnitDefinition(plant: plant, unit: 0).evaluate(
            Fixtures.span(from, to), horizon: fold.now, facts: UnitFacts(facts), schedule: planned)
    }

    private func index(of signal: String) -> SignalIndex {
        guard let index = plant.signals.firstIndex(where: { $0.id == signal }) else {
            preconditionFailure("the plant has no signal \(signal)")
        }
        return SignalIndex(rawValue: UInt32(index))
    }
}

extension Fact {
    var finding: Finding? { if case .finding(let finding) = content { finding } else { nil } }
    var pieces: PieceCount? { if case .pieces(let count) = content { count } else { nil } }
    var gap: GapCount? { if case .gap(let gap) = content { gap } else { nil } }
}

extension Schedule {
    /// Busy time, and planned down time within it, in seconds.
    init(
        busy: [(Int64, Int64)], down: [(Int64, Int64)] = [], maintenance: [(Int64, Int64)] = []
    ) {
        func all(_ times: [(Int64, Int64)], _ kind: ScheduledSpan.Kind) -> [ScheduledSpan] {
            times.map { ScheduledSpan(span: Fixtures.span($0, $1), kind: kind, shift: 0) }
        }
        let spans =
            all(busy, .busy) + all(down, .plannedBreak) + all(maintenance, .maintenance)
        self.init(spans: spans.sorted { $0.span.from < $1.span.from }, shifts: [])
    }
}

extension BinaryInteger {
    /// Nanoseconds of so many seconds.
    var seconds: Int64 { Int64(self) * nanosecondsPerSecond }
    /// Millionths of so many pieces.
    var pieces: Int64 { Int64(self) * quantityScale }
}
