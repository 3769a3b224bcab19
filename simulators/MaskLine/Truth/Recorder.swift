/// Keeps what the messages of one line say, for the truth about them.
public struct Recorder: Sendable {
    /// A state that held over `[from, to)`.
    struct Interval: Equatable, Sendable {
        let from: Milliseconds
        var to: Milliseconds
        let state: UnitState
    }

    /// Pieces of one product counted within one second, which begins at `second`.
    struct PieceCount: Equatable, Sendable {
        let second: Milliseconds
        let product: Product
        var made: Int64
        var scrap: Int64
    }

    /// The record of one unit.
    struct Track: Sendable {
        var intervals: [Interval] = []
        var pieces: [PieceCount] = []
        var orders: [(time: Milliseconds, product: Product, number: Int)] = []
        var counters: (total: Int64, bad: Int64)?
    }

    private(set) var tracks: [Track]
    /// Messages seen.
    public private(set) var messages = 0

    /// An empty record.
    public init() {
        tracks = WorkUnit.allCases.map { _ in Track() }
    }

    /// Takes in the next message; they come in the order of their times.
    public mutating func record(_ message: Message) {
        messages += 1
        let index = message.unit.rawValue
        switch message.content {
        case .status(let state, let total, let bad):
            tracks[index].note(state, at: message.time)
            tracks[index].count(total: total, bad: bad, at: message.time)
        case .order(let product, let number):
            tracks[index].orders.append((message.time, product, number))
        case .alarm: break
        }
    }
}

extension Recorder.Track {
    mutating func note(_ state: UnitState, at time: Milliseconds) {
        if intervals.isEmpty {
            intervals.append(.init(from: time, to: time, state: state))
            return
        }
        let last = intervals.endIndex - 1
        intervals[last].to = time
        if intervals[last].state != state {
            intervals.append(.init(from: time, to: time, state: state))
        }
    }

    mutating func count(total: Int64, bad: Int64, at time: Milliseconds) {
        defer { counters = (total, bad) }
        guard let counters, counters.total != total else { return }
        guard let product = orders.last?.product else {
            preconditionFailure("an order is announced before its first piece")
        }
        let second = time - time % 1000
        let made = total - counters.total
        let scrap = bad - counters.bad
        let last = pieces.endIndex - 1
        if last >= 0, pieces[last].second == second, pieces[last].product == product {
            pieces[last].made += made
            pieces[last].scrap += scrap
        } else {
            pieces.append(.init(second: second, product: product, made: made, scrap: scrap))
        }
    }
}
