/// Things to draw from, each with its share.
struct Shares<Value: Sendable>: Sendable {
    private let entries: [(value: Value, share: Int64)]
    private let total: Int64

    /// Shares are above 0; there is at least one thing.
    init(_ entries: [(value: Value, share: Int64)]) {
        precondition(!entries.isEmpty, "there is something to draw from")
        self.entries = entries
        total = entries.reduce(0) { $0 + $1.share }
    }

    /// Where there is only one thing, nothing is drawn.
    func draw(_ random: inout SplitMix64) -> Value {
        guard entries.count > 1 else { return entries[0].value }
        var drawn = random.below(total)
        for (value, share) in entries {
            if drawn < share { return value }
            drawn -= share
        }
        preconditionFailure("a draw is below the sum of the shares")
    }
}
