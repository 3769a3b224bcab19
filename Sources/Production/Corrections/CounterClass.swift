public import Telemetry

/// A discontinuity of a counter as it was found: names the finding, whatever becomes of it.
public struct CounterFinding: Hashable, Sendable {
    /// The counter, `line/unit/signal`.
    public var signal: String
    /// Event time of the reading.
    public var at: Timestamp
    /// What it was taken for.
    public var kind: FindingKind
    /// The accepted value before, in the signal's fixed point.
    public var before: Int64
    /// The value that was read.
    public var after: Int64

    /// Names a finding.
    public init(
        signal: String, at: Timestamp, kind: FindingKind, before: Int64, after: Int64
    ) {
        self.signal = signal
        self.at = at
        self.kind = kind
        self.before = before
        self.after = after
    }

    /// The findings that can be taken for something else.
    public static let kinds: Set<FindingKind> = [
        .counterBaseline, .counterReset, .counterRollover, .counterJitter, .counterSpike,
        .counterJump,
    ]
}

/// What a discontinuity of a counter can be.
public enum CounterClass: String, CaseIterable, Sendable {
    /// A new beginning: no piece.
    case baseline
    /// It began again from zero: the new count was produced.
    case reset
    /// It ran over: what lacked to the modulus, and the new count, were produced.
    case rollover
    /// It rose in truth: the whole rise was produced.
    case jump
    /// A wrong reading: no piece.
    case spike
    /// It trembled: no piece.
    case jitter

    /// What it counts for, in the signal's fixed point; nil where the values cannot mean this.
    public func credit(of finding: CounterFinding, modulus: Int64?) -> Int64? {
        switch self {
        case .baseline, .spike, .jitter: return 0
        case .reset: return finding.after >= 0 ? finding.after : nil
        case .rollover:
            guard let modulus, finding.before < modulus, (0..<modulus).contains(finding.after),
                finding.after < finding.before
            else { return nil }
            return Self.limited(Int128(modulus) + Int128(finding.after) - Int128(finding.before))
        case .jump:
            guard finding.after > finding.before else { return nil }
            return Self.limited(Int128(finding.after) - Int128(finding.before))
        }
    }

    /// No more than the fold takes from one reading.
    private static func limited(_ credit: Int128) -> Int64? {
        credit <= Int128(UnitFold.readingLimit) ? Int64(credit) : nil
    }
}
