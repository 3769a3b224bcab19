import Plant
import Production
public import Storage
public import Telemetry

/// Answers `replay`, `kpi` and the KPI API: which units, which spans, and their figures.
public struct KPIQuery: Sendable {
    /// The most figures in one answer.
    public static let resultLimit = 10_000

    private let figures: Figures
    private let store: any Store
    private var plant: Plant { figures.plant }

    /// Makes the query over a store.
    public init(figures: Figures, store: any Store) {
        self.figures = figures
        self.store = store
    }

    /// The figures of a unit (`line/unit`), of a line (its identifier), or of every unit.
    ///
    /// - Parameters:
    ///   - unit: nil: every work unit of the plant.
    ///   - from: nil: since the first fact.
    ///   - to: nil: until the time that has come. Parts of spans in the future are left out.
    ///   - division: how the span is cut; every hour, shift or day that overlaps it is answered
    ///     whole.
    /// - Returns: Figures in order of unit and time, with what was found and counted.
    /// - Throws: ``QueryError`` with a stable code.
    public func report(
        unit: String?, from: Timestamp?, to: Timestamp?, by division: Division?
    ) throws(QueryError) -> FigureReport {
        let subjects = try resolve(unit)
        var results: [Figure] = []
        var findings: [StoredFinding] = []
        do {
            let asked = try subjects.compactMap { subject in
                try span(of: subject, from: from, to: to).map { span in
                    (subject, spans: try cells(of: span, line: subject.line, by: division))
                }
            }
            guard asked.reduce(0, { $0 + $1.spans.count }) <= Self.resultLimit else {
                throw QueryError(code: .tooMany, message: "more than \(Self.resultLimit) results")
            }
            for (subject, spans) in asked {
                let found = try answer(subject, over: spans)
                results += found
                findings += found.flatMap(\.findings)
                findings += try stored(subject, over: spans.map(\.span))
            }
            let lanes = try store.lanes().values
            return FigureReport(
                figures: results, findings: findings.sorted { $0.at < $1.at },
                counts: lanes.reduce(into: Fold.Counts()) { $0 += $1.counts },
                isBalanced: lanes.allSatisfy { $0.isBalanced && $0.counts.isBalanced })
        } catch let error as QueryError {
            throw error
        } catch {
            throw QueryError(code: .storeFailed, message: "\(error)")
        }
    }

    private enum Subject {
        case unit(Int, line: Int)
        case line(Int)

        var line: Int {
            switch self {
            case .unit(_, let line), .line(let line): line
            }
        }
    }

    private func resolve(_ name: String?) throws(QueryError) -> [Subject] {
        guard let name else {
            return plant.workUnits.indices.map { .unit($0, line: plant.workUnits[$0].line) }
        }
        if let unit = plant.workUnits.firstIndex(where: { $0.path == name }) {
            return [.unit(unit, line: plant.workUnits[unit].line)]
        }
        if let line = plant.lines.firstIndex(where: { $0.id == name }) { return [.line(line)] }
        let known = plant.lines.map(\.id) + plant.workUnits.map(\.path)
        throw QueryError(
            code: .unknownUnit,
            message: "there is no line or work unit \"\(name)\"; there are "
                + known.prefix(20).joined(separator: ", "))
    }

    private func span(
        of subject: Subject, from: Timestamp?, to: Timestamp?
    ) throws -> TimeSpan? {
        let whole = try figures.wholeSpan(line: subject.line)
        guard let begin = from ?? whole?.from, let end = to ?? whole?.to else { return nil }
        guard begin <= end else {
            throw QueryError(
                code: .reversedSpan,
                message: "the span ends at \(end.rfc3339), before it begins at \(begin.rfc3339)")
        }
        guard end - begin <= 100 * 366 * 86_400 * nanosecondsPerSecond else {
            throw QueryError(
                code: .tooMany, message: "more than a hundred years are too many results")
        }
        return TimeSpan(from: begin, to: end)
    }

    private func cells(
        of span: TimeSpan, line: Int, by division: Division?
    ) throws(QueryError) -> [(span: TimeSpan, shift: ShiftOccurrence?)] {
        guard let division, !span.isEmpty else { return [(span, shiftEqual(to: span, line: line))] }
        let longest = Int64(Self.resultLimit) * 86_400 * nanosecondsPerSecond
        guard span.duration <= longest else {
            throw QueryError(code: .tooMany, message: "more than \(Self.resultLimit) results")
        }
        switch division {
        case .shift:
            return plant.schedule(line: line, over: span).shifts.map { ($0.span, $0) }
        case .day:
            return days(of: span).map { ($0, nil) }
        case .hour:
            // An hour before and after: the cells at the ends are whole.
            let hour = 3600 * nanosecondsPerSecond
            let around = TimeSpan(from: span.from - 2 * hour, to: span.to + 2 * hour)
            let cuts = plant.hourCuts(over: around)
            return zip(cuts, cuts.dropFirst()).map { TimeSpan(from: $0, to: $1) }
                .filter { $0.intersection(span) != nil }.map { ($0, nil) }
        }
    }

    private func days(of span: TimeSpan) -> [TimeSpan] {
        var days = [plant.localDay(containing: span.from)]
        while let last = days.last, last.to < span.to {
            days.append(plant.localDay(containing: last.to))
        }
        return days
    }

    /// A span that is asked for without division and is just one shift gets its name.
    private func shiftEqual(to span: TimeSpan, line: Int) -> ShiftOccurrence? {
        guard span.duration <= 3 * 86_400 * nanosecondsPerSecond else { return nil }
        return plant.schedule(line: line, over: span).shifts.first { $0.span == span }
    }

    private func answer(
        _ subject: Subject, over spans: [(span: TimeSpan, shift: ShiftOccurrence?)]
    ) throws(StoreError) -> [Figure] {
        var found: [Figure]
        let units: [Int]
        switch subject {
        case .unit(let unit, _):
            (found, units) = (try figures.figures(unit: unit, over: spans), [unit])
        case .line(let line):
            found = try figures.figures(line: line, over: spans)
            units = plant.lines[line].workUnits
        }
        for place in found.indices {
            for unit in units {
                found[place].signals += try figures.signals(unit: unit, over: found[place].span)
            }
        }
        return found
    }

    /// What is stored about the units behind a subject, within the hull of spans.
    private func stored(
        _ subject: Subject, over spans: [TimeSpan]
    ) throws(StoreError) -> [StoredFinding] {
        guard let from = spans.map(\.from).min(), let to = spans.map(\.to).max() else { return [] }
        let units =
            switch subject {
            case .unit(let unit, _): [unit]
            case .line(let line): plant.lines[line].workUnits
            }
        var findings: [StoredFinding] = []
        for unit in units {
            findings += try figures.findings(unit: unit, over: TimeSpan(from: from, to: to))
        }
        return findings + (try undecodable(units: units, over: TimeSpan(from: from, to: to)))
    }

    /// What no decoder accepted on the topics of units, received first within a span.
    private func undecodable(
        units: [Int], over span: TimeSpan
    ) throws(StoreError) -> [StoredFinding] {
        var paths: [String: String] = [:]
        for signal in units.flatMap({ plant.workUnits[$0].signals }) {
            guard case .topic(let topic, _, _) = plant.signals[signal].source else { continue }
            if paths[topic] == nil { paths[topic] = plant.signals[signal].path }
        }
        return try store.quarantine().compactMap { entry in
            guard let path = paths[entry.topic], span.contains(entry.received.lowerBound) else {
                return nil
            }
            return StoredFinding(
                at: entry.received.lowerBound, kind: .undecodable, signal: path,
                after: entry.count)
        }
    }
}

/// A query that cannot be answered.
public struct QueryError: Error, CustomStringConvertible, Sendable {
    /// Stable codes for programs.
    public enum Code: String, Sendable {
        case unknownUnit = "unknown_unit"
        case reversedSpan = "reversed_span"
        case tooMany = "too_many_results"
        case malformedTime = "malformed_time"
        case unknownDivision = "unknown_division"
        case storeFailed = "store_failed"
    }

    /// What kind of mistake.
    public var code: Code
    /// What was wrong, in a sentence.
    public var message: String

    /// Makes an error.
    public init(code: Code, message: String) {
        self.code = code
        self.message = message
    }

    /// The message.
    public var description: String { message }
}
