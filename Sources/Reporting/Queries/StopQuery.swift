import Plant
public import Production
public import Storage
public import Telemetry

/// Which stops are asked for.
public struct StopFilter: Hashable, Sendable {
    /// Only those of this cause; nil: of any.
    public var cause: StopPareto.Cause?
    /// Only minor ones, or only longer ones; nil: both.
    public var isMinor: Bool?
    /// Only those of at least this length in planned busy time, in nanoseconds.
    public var shortest: Int64

    /// Makes a filter.
    public init(cause: StopPareto.Cause? = nil, isMinor: Bool? = nil, shortest: Int64 = 0) {
        self.cause = cause
        self.isMinor = isMinor
        self.shortest = shortest
    }

    /// Whether a stop is asked for.
    public func matches(_ stop: Stop) -> Bool {
        (cause == nil || stop.cause == cause) && (isMinor == nil || stop.isMinor == isMinor)
            && stop.length >= shortest
    }
}

/// Answers `stops`, its API and the Stops page.
public struct StopQuery: Sendable {
    private let figures: Figures

    /// Makes the query.
    public init(figures: Figures) {
        self.figures = figures
    }

    /// The stops of a work unit (`line/unit`), of a line's constraint (its identifier), of the
    /// plant (its identifier), or of every work unit.
    ///
    /// - Parameters:
    ///   - unit: nil: every work unit of the plant.
    ///   - from: nil: since the first fact.
    ///   - to: nil: until the time that has come.
    ///   - filter: which of them.
    /// - Returns: The stops that overlap the span.
    /// - Throws: ``QueryError`` with a stable code.
    public func report(
        unit: String?, from: Timestamp?, to: Timestamp?, filter: StopFilter
    ) throws(QueryError) -> StopReport {
        let subject = try unit.map { name throws(QueryError) in
            try figures.plant.subject(named: name)
        }
        let units = subject.map { figures.units($0) } ?? Array(figures.plant.workUnits.indices)
        let span = try figures.span(of: subject ?? .plant, from: from, to: to)
        return try report(
            units: units, over: span ?? TimeSpan(from: .distantPast, to: .distantPast),
            filter: filter)
    }

    /// The stops of work units, given by their indices.
    public func report(
        units: [Int], over span: TimeSpan, filter: StopFilter
    ) throws(QueryError) -> StopReport {
        do {
            let (stops, sums) = try figures.stops(units: units, over: span)
            let lines = Set(units.map { figures.plant.workUnits[$0].line })
            return StopReport(
                span: span, sums: sums, all: stops, stops: stops.filter { filter.matches($0.stop) },
                source: try figures.source(lines: Array(lines), from: span.from))
        } catch {
            throw QueryError(code: .storeFailed, message: "\(error)")
        }
    }
}

/// The stops of a span.
public struct StopReport: Sendable {
    /// What was asked for; its end may lie in the future.
    public var span: TimeSpan
    /// The time of the units; no pieces.
    public var sums: Sums
    /// Every stop of the units that overlaps the span, in order of its beginning.
    public var all: [UnitStop]
    /// Those that were asked for.
    public var stops: [UnitStop]
    /// From what they could be found again.
    public var source: FigureSource

    /// Why the units stood, whatever was asked for.
    public var pareto: StopPareto {
        StopPareto(sums, stops: all.lazy.map(\.stop).filter { span.contains($0.from) })
    }

    /// Those of ``stops`` that began in the span: a stop is counted where it begins.
    public var begun: [UnitStop] { stops.filter { span.contains($0.stop.from) } }
}
