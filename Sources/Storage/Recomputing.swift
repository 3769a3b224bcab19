public import Production

/// A store in which facts can be replaced by those that another configuration gives.
public protocol RecomputingStore: Store {
    /// Replaces facts by those of another store, in one transaction.
    ///
    /// Where a replaced part begins and ends, what held on either side holds on: a condition says
    /// so where the two differ. What late events are folded again from comes along with a part that
    /// has no end; of one with an end, and of all before it, nothing is kept.
    ///
    /// Called while no lane writes.
    ///
    /// - Throws: ``StoreError``; nothing is changed then.
    func replace(_ replacement: Replacement) throws(StoreError)
}

/// Facts that are to be replaced, and by what.
public struct Replacement: Sendable {
    /// One work unit or meter.
    public struct Unit: Sendable {
        /// `line/unit` or `line/unit/signal`.
        public var path: String
        /// Facts known by events of these seconds are replaced; apart from each other, in order.
        ///
        /// One that ends with `Int64.max` takes everything that the fold knows with it: the lane
        /// resumes from the other store's checkpoint.
        public var seconds: [ClosedRange<Int64>]
        /// What it changes, to be noted.
        public var changes: [FactChange]

        /// Makes one.
        public init(path: String, seconds: [ClosedRange<Int64>], changes: [FactChange]) {
            self.path = path
            self.seconds = seconds
            self.changes = changes
        }
    }

    /// The file of the other store.
    public var store: String
    /// Whose facts.
    public var units: [Unit]
    /// Who asked for it.
    public var by: String
    /// What for.
    public var why: String

    /// Makes one.
    public init(store: String, units: [Unit], by: String, why: String) {
        self.store = store
        self.units = units
        self.by = by
        self.why = why
    }
}
