public import Telemetry

/// What somebody says of a work unit's figures against what its source said.
///
/// Facts are never edited: a correction is a record of its own, applied wherever figures are asked
/// for. What it speaks of is named by time and by the plant file's identifiers, so that it outlives
/// facts that are folded again and a plant file that changes.
public struct CorrectionDraft: Hashable, Sendable {
    /// The work unit, `line/unit`.
    public var unit: String
    /// Who says it; never empty.
    public var by: String
    /// Why; never empty.
    public var why: String
    /// The correction that it replaces or withdraws.
    public var supersedes: Int64?
    /// What is said.
    public var content: Content

    /// What a correction says.
    public enum Content: Hashable, Sendable {
        /// Why a stop was.
        case reason(StopPart, reason: String?)
        /// That a stop is two. A reason that is nil stays as it was.
        case split(StopPart, at: Timestamp, first: String?, second: String?)
        /// What the unit did, and why where it stood.
        case state(TimeSpan, UnitState, reason: String?)
        /// Pieces that counters took as good and people found bad: `scrap` or `rework`, in
        /// millionths. Without a product they are of the one that ran.
        case scrap(at: Timestamp, kind: CountKind, product: String?, quantity: Int64)
        /// What a discontinuity of a counter was, and what it counted, in the signal's fixed point.
        case counter(CounterFinding, CounterClass, credit: Int64)
        /// The planned run time of a product from an instant on: `itemTime` nanoseconds for `items`
        /// items.
        case rate(product: String, itemTime: Int64, items: Int64, from: Timestamp)
        /// That what it supersedes was wrong.
        case withdrawal
    }

    /// Makes a draft; nothing is checked.
    public init(
        unit: String, by: String, why: String, supersedes: Int64? = nil, content: Content
    ) {
        self.unit = unit
        self.by = by
        self.why = why
        self.supersedes = supersedes
        self.content = content
    }
}

/// The stop of which somebody speaks, as it looked.
public struct StopPart: Hashable, Sendable {
    /// From its beginning to its end.
    public var span: TimeSpan
    /// Whether it had not ended: then what is said holds for as long as it lasts.
    public var isOpen: Bool

    /// Makes one.
    public init(_ span: TimeSpan, isOpen: Bool = false) {
        self.span = span
        self.isOpen = isOpen
    }
}

/// A correction as it was recorded.
public struct Correction: Hashable, Sendable {
    /// Grows from one record to the next.
    public var id: Int64
    /// When it was recorded, by our clock.
    public var recordedAt: Timestamp
    /// What was said, by whom and why.
    public var draft: CorrectionDraft

    /// Makes a record.
    public init(id: Int64, recordedAt: Timestamp, draft: CorrectionDraft) {
        self.id = id
        self.recordedAt = recordedAt
        self.draft = draft
    }

    /// What was said.
    public var content: CorrectionDraft.Content { draft.content }
}

/// What a correction is about: of two about the same, the second speaker must know of the first.
public struct CorrectionTarget: Hashable, Sendable {
    /// Stops, states, pieces entered by hand, one counter, or the rate of one product.
    public var family: String
    /// The time that it speaks of.
    public var span: TimeSpan

    /// Makes a target.
    public init(family: String, span: TimeSpan) {
        self.family = family
        self.span = span
    }

    /// One that covers both.
    public func joined(with other: Self) -> Self {
        Self(
            family: family,
            span: TimeSpan(
                from: min(span.from, other.span.from), to: max(span.to, other.span.to)))
    }
}

extension CorrectionDraft.Content {
    /// What it is about; nil of a withdrawal, which is about what it withdraws.
    public var target: CorrectionTarget? {
        switch self {
        case .reason(let stop, _), .split(let stop, _, _, _):
            CorrectionTarget(family: "stop", span: stop.span)
        case .state(let span, _, _): CorrectionTarget(family: "stop", span: span)
        case .scrap(let at, _, _, _): CorrectionTarget(family: "pieces", span: at.instant)
        case .counter(let finding, _, _):
            CorrectionTarget(family: "counter \(finding.signal)", span: finding.at.instant)
        case .rate(let product, _, _, let from):
            CorrectionTarget(
                family: "rate \(product)", span: TimeSpan(from: from, to: .distantFuture))
        case .withdrawal: nil
        }
    }
}

extension CorrectionDraft.Content {
    /// Whether what is said holds for as long as a stop lasts.
    var speaksOfOpenStop: Bool {
        switch self {
        case .reason(let stop, _), .split(let stop, _, _, _): stop.isOpen
        case .state, .scrap, .counter, .rate, .withdrawal: false
        }
    }
}

extension Timestamp {
    /// The span that holds this instant alone.
    fileprivate var instant: TimeSpan { TimeSpan(from: self, to: self + 1) }
}

extension [Correction] {
    /// Those of the records of one work unit that hold: recorded before an instant, where one is
    /// given, and not superseded by one that holds.
    ///
    /// In order of their identifiers: where two speak of the same time, the later one wins. A
    /// withdrawal that is itself withdrawn brings back what it had withdrawn.
    public func inForce(asOf instant: Timestamp? = nil) -> [Correction] {
        var gone: Set<Int64> = []
        var held: [Correction] = []
        for correction in sorted(by: { $0.id > $1.id }) {
            if let instant, correction.recordedAt >= instant { continue }
            guard !gone.contains(correction.id) else { continue }
            if let superseded = correction.draft.supersedes { gone.insert(superseded) }
            held.append(correction)
        }
        return held.reversed()
    }
}
