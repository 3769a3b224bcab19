/// Keeps what the messages of one line say, for the truth about them.
public struct Recorder: Sendable {
    /// A state that held over `[from, to)`.
    struct Interval: Equatable, Sendable {
        let from: Milliseconds
        var to: Milliseconds
        let state: UnitState
        /// Whether an order ran.
        let hasOrder: Bool
    }

    /// Counts of one product within one second, which begins at `second`.
    struct PieceCount: Equatable, Sendable {
        let second: Milliseconds
        let product: Int
        var made: Int64
        var scrap: Int64
    }

    /// What a signal said; of sensors and meters the value is the feedback.
    struct Sample: Equatable, Sendable {
        let time: Milliseconds
        let command: Int64
        let value: Int64
    }

    /// The record of one unit.
    struct Track: Sendable {
        var intervals: [Interval] = []
        var pieces: [PieceCount] = []
        var orders: [(time: Milliseconds, product: Int, number: Int?)] = []
        var counters: (made: Int64, scrap: Int64)?
        /// Signal by signal.
        var samples: [[Sample]]
    }

    private(set) var tracks: [Track]
    /// Messages seen.
    public private(set) var messages = 0

    /// An empty record of a line.
    public init(of scenario: Scenario) {
        tracks = scenario.stations.map { Track(samples: $0.signals.map { _ in [] }) }
    }

    /// Takes in the next message; they come in the order of their times.
    public mutating func record(_ message: Message) {
        messages += 1
        let unit = message.unit
        let time = message.time
        switch message.content {
        case .status(let state, _, let made, let scrap):
            tracks[unit].note(state, at: time)
            tracks[unit].count(made: made, scrap: scrap, at: time)
        case .order(let product, let number):
            tracks[unit].orders.append((time, product, number))
            if let last = tracks[unit].intervals.last { tracks[unit].note(last.state, at: time) }
        case .alarm: break
        case .reading(let signal, let value):
            tracks[unit].samples[signal].append(Sample(time: time, command: value, value: value))
        case .actuator(let signal, let command, let feedback):
            tracks[unit].samples[signal].append(
                Sample(time: time, command: command, value: feedback))
        }
    }
}

extension Recorder.Track {
    mutating func note(_ state: UnitState, at time: Milliseconds) {
        let hasOrder = orders.last?.number != nil
        let next = Recorder.Interval(from: time, to: time, state: state, hasOrder: hasOrder)
        guard let last = intervals.last else {
            intervals.append(next)
            return
        }
        intervals[intervals.endIndex - 1].to = time
        if last.state != state || last.hasOrder != hasOrder { intervals.append(next) }
    }

    mutating func count(made: Int64, scrap: Int64, at time: Milliseconds) {
        defer { counters = (made, scrap) }
        guard let counters, counters.made != made else { return }
        guard let product = orders.last?.product else {
            preconditionFailure("an order is announced before its first piece")
        }
        let second = time - time % 1000
        let newlyMade = made - counters.made
        let newlyLost = scrap - counters.scrap
        let last = pieces.endIndex - 1
        if last >= 0, pieces[last].second == second, pieces[last].product == product {
            pieces[last].made += newlyMade
            pieces[last].scrap += newlyLost
        } else {
            pieces.append(
                .init(second: second, product: product, made: newlyMade, scrap: newlyLost))
        }
    }
}
