public import Plant
import Production
public import Telemetry

/// A store whose facts grow old: what a plant's ``Plant/Retention`` asks for.
public protocol AgeingStore: Store {
    /// Merges old piece counts to minutes and removes what is too old, in one transaction of
    /// bounded size.
    ///
    /// A count is merged with others of its unit, kind, product and minute only, and never over a
    /// change of condition or an edge of the rule: sums over whole minutes do not change. Of
    /// conditions and commands the one that held when the kept time begins stays. Findings and
    /// minutes of signals go with the facts. The same again does nothing.
    ///
    /// Called by the thread that owns all writes.
    ///
    /// - Parameters:
    ///   - rule: what is old.
    ///   - limit: about how many rows are touched at most.
    /// - Returns: Whether there is more to do.
    /// - Throws: ``StoreError``; nothing is changed then.
    func age(_ rule: AgeRule, limit: Int) throws(StoreError) -> Bool
}

/// What is old in a store.
public struct AgeRule: Sendable {
    /// Piece counts before this instant are merged; a whole minute.
    public var mergesBefore: Timestamp
    /// Facts before this instant are removed.
    public var forgetsBefore: Timestamp
    /// Instants over which nothing of a path (`line/unit`) is merged within a span, besides whole
    /// minutes and changes of condition; in any order.
    public var edges: @Sendable (String, TimeSpan) -> [Timestamp]

    /// Makes a rule.
    public init(
        mergesBefore: Timestamp, forgetsBefore: Timestamp,
        edges: @escaping @Sendable (String, TimeSpan) -> [Timestamp] = { _, _ in [] }
    ) {
        self.mergesBefore = mergesBefore
        self.forgetsBefore = forgetsBefore
        self.edges = edges
    }

    /// What a plant's file says, seen from an instant.
    ///
    /// Cut to whole days (UTC), so that a store is gone through once a day; nothing before 1970
    /// grows old.
    /// What people corrected within a minute keeps its edges as well.
    ///
    /// - Throws: ``StoreError`` where the corrections cannot be read.
    public init(plant: Plant, now: Timestamp, store: any Store) throws(StoreError) {
        let day = 86_400 * nanosecondsPerSecond
        func before(_ age: Int64) -> Timestamp {
            let (instant, overflow) = now.nanoseconds.subtractingReportingOverflow(age)
            return Timestamp(nanoseconds: overflow ? 0 : max(0, instant - instant % day))
        }
        let units = Dictionary(
            uniqueKeysWithValues: plant.workUnits.enumerated().map { ($1.path, $0) })
        let mergesBefore = before(plant.retention.seconds)
        let old = TimeSpan(from: .distantPast, to: mergesBefore)
        var corrected: [String: [Timestamp]] = [:]
        for unit in plant.workUnits {
            corrected[unit.path] = try store.corrections(unit: unit.path, over: old)
                .flatMap(\.content.edges)
        }
        let edges = corrected
        self.init(
            mergesBefore: mergesBefore,
            forgetsBefore: before(plant.retention.facts),
            edges: { path, span in
                guard let unit = units[path] else { return [] }
                return plant.edges(unit: unit, over: span)
                    + edges[path, default: []].filter(span.contains)
            })
    }
}

extension Plant {
    /// Where what is planned for a work unit changes within a span, and its rates.
    fileprivate func edges(unit: Int, over span: TimeSpan) -> [Timestamp] {
        let planned = schedule(line: workUnits[unit].line, over: span).spans
        return planned.flatMap { [$0.span.from, $0.span.to] }
            + workUnits[unit].rates.map(\.from).filter(span.contains)
    }
}

extension CorrectionDraft.Content {
    /// Where it changes what a piece means.
    fileprivate var edges: [Timestamp] {
        switch self {
        case .state(let span, _, _): [span.from, span.to]
        case .rate(_, _, _, let from): [from]
        // What is judged stands beside the count of its second.
        case .counter(let finding, _, _):
            [finding.at.wholeSecond, finding.at.wholeSecond + nanosecondsPerSecond]
        case .reason, .split, .scrap, .withdrawal: []
        }
    }
}

extension Timestamp {
    /// The beginning of its second.
    fileprivate var wholeSecond: Timestamp {
        let rest = nanoseconds % nanosecondsPerSecond
        return self - (rest < 0 ? rest + nanosecondsPerSecond : rest)
    }
}
