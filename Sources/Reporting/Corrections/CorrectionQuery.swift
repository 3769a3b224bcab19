import Plant
import Production
public import Storage
public import Telemetry

/// Answers `correct list`, its API and the list on the Shift page: who said what, when and why.
public struct CorrectionQuery: Sendable {
    private let figures: Figures

    /// Makes the query.
    public init(figures: Figures) {
        self.figures = figures
    }

    /// The corrections of a work unit (`line/unit`), of a line's or the plant's units (their
    /// identifiers), or of every unit, in the order in which they were recorded.
    ///
    /// - Parameters:
    ///   - unit: nil: every work unit of the plant.
    ///   - from: nil: since ever. Those that speak of no time in the span are left out, unless they
    ///     supersede one that does.
    ///   - to: nil: for ever.
    /// - Returns: In order of their identifiers.
    /// - Throws: ``QueryError`` with a stable code.
    public func trail(
        unit: String?, from: Timestamp?, to: Timestamp?
    ) throws(QueryError) -> [CorrectionStanding] {
        let (from, to) = (from ?? .distantPast, to ?? .distantFuture)
        guard from <= to else {
            throw QueryError(code: .reversedSpan, message: "the span ends before it begins")
        }
        let subject = try unit.map { name throws(QueryError) in
            try figures.plant.subject(named: name)
        }
        let units: [Int] =
            switch subject {
            case .unit(let unit): [unit]
            case .line, .plant:
                figures.lines(subject ?? .plant).flatMap { figures.plant.lines[$0].workUnits }
            case nil: Array(figures.plant.workUnits.indices)
            }
        return try trail(units: units, over: TimeSpan(from: from, to: to))
    }

    /// The same of work units, given by their indices.
    public func trail(
        units: [Int], over span: TimeSpan
    ) throws(QueryError) -> [CorrectionStanding] {
        var trail: [CorrectionStanding] = []
        do {
            for unit in units { trail += try figures.corrections(unit: unit, over: span) }
        } catch {
            throw QueryError(code: .storeFailed, message: "\(error)")
        }
        try ReportingLimits.check(trail.count, of: "corrections")
        return trail.sorted { $0.correction.id < $1.correction.id }
    }
}

extension [CorrectionStanding] {
    /// All of them, and the last one's number: what a next correction has seen.
    public var json: JSON {
        .object([
            ("corrections", .array(map(\.json))),
            ("last", .integer(last?.correction.id ?? 0)),
        ])
    }
}
