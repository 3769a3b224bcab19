import LockFree
public import Production
public import Telemetry

/// What holds now, per work unit of a lane: written by the core, read by any thread without a lock.
public struct LiveBoard: Sendable {
    /// How far the lane has come.
    public struct Head: BitwiseCopyable, Sendable {
        /// The last journal record that was folded whole.
        public var position: UInt64
        /// Up to which receive time.
        public var now: Timestamp
        /// Whether the broker session is up.
        public var isConnected: Bool
        /// Whether all balances hold.
        public var isBalanced: Bool
        /// What its counters add up to.
        public var counters: Fold.CounterBalance
    }

    /// The lane: the broker's identifier.
    public let lane: String
    /// The work units, as indices into the plant's list.
    public let units: [Int]
    private let head: LatestCell<Head>
    private let conditions: [LatestCell<LiveCondition>]

    /// How far the lane has come.
    public var now: Head { head.load() }

    /// What holds for a work unit, or nil where it is not of this lane.
    public func condition(unit: Int) -> LiveCondition? {
        units.firstIndex(of: unit).map { conditions[$0].load() }
    }

    /// The writing end.
    struct Publisher {
        private final class Cell<Value: BitwiseCopyable & Sendable> {
            var writer: LatestCellWriter<Value>
            init(_ value: Value) { writer = LatestCellWriter(initial: value) }
        }

        private let head: Cell<Head>
        private let conditions: [Cell<LiveCondition>]

        init(_ fold: Fold) {
            head = Cell(Head(fold, isBalanced: true))
            conditions = fold.conditions().map { Cell($0) }
        }

        func publish(_ fold: Fold, isBalanced: Bool) {
            head.writer.store(Head(fold, isBalanced: isBalanced))
            for (index, condition) in fold.conditions().enumerated() {
                conditions[index].writer.store(condition)
            }
        }

        func board(lane: String, units: [Int]) -> LiveBoard {
            LiveBoard(
                lane: lane, units: units, head: head.writer.cell,
                conditions: conditions.map { $0.writer.cell })
        }
    }
}

extension LiveBoard.Head {
    fileprivate init(_ fold: Fold, isBalanced: Bool) {
        self.init(
            position: fold.position, now: fold.now, isConnected: fold.isConnected,
            isBalanced: isBalanced, counters: fold.counterBalance)
    }
}
