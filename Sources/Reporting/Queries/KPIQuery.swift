import Plant
import Production
public import Storage
public import Telemetry

/// Answers `replay`, `kpi` and the KPI API: which units, which spans, and their figures.
public struct KPIQuery: Sendable {
    /// The most figures in one answer.
    public static let resultLimit = ReportingLimits.results.value

    private let figures: Figures
    private let store: any Store
    private var plant: Plant { figures.plant }

    /// Makes the query over a store.
    public init(figures: Figures, store: any Store) {
        self.figures = figures
        self.store = store
    }

    /// The figures of a unit (`line/unit`), of a line or the plant (their identifiers), or of every
    /// unit.
    ///
    /// - Parameters:
    ///   - unit: nil: every work unit of the plant; with a grouping: the plant.
    ///   - from: nil: since the first fact.
    ///   - to: nil: until the time that has come. Parts of spans in the future are left out.
    ///   - division: how the span is cut; every hour, shift or day that overlaps it is answered
    ///     whole.
    ///   - grouping: into what the figures are taken apart; nil: they are not.
    ///   - supposed: rates to try, as ``Plant/Plant/parse(supposedRates:)`` reads them: the figures
    ///     that they would give stand beside those that are.
    /// - Returns: Figures in order of unit and time, with what was found and counted. The total
    ///   beside them is the figure of what was asked for.
    /// - Throws: ``QueryError`` with a stable code.
    public func report(
        unit: String?, from: Timestamp?, to: Timestamp?, by division: Division?,
        group grouping: Grouping? = nil, supposing supposed: [String] = []
    ) throws(QueryError) -> FigureReport {
        let rates = try rates(supposed)
        let subjects = try subjects(unit, grouping)
        do {
            let asked = try subjects.compactMap { subject in
                try figures.span(of: subject, from: from, to: to).map { span in
                    (subject, spans: try cells(of: span, of: subject, by: division))
                }
            }
            try ReportingLimits.check(
                asked.reduce(0) { $0 + $1.spans.count }, of: "results")
            let (results, total) = try answer(asked, group: grouping)
            var findings = results.flatMap(\.findings)
            for (subject, spans) in asked {
                findings += try stored(subject, over: spans.map(\.span))
            }
            let lanes = try store.lanes().values
            var report = FigureReport(
                figures: results, total: total, findings: findings.sorted { $0.at < $1.at },
                counts: lanes.reduce(into: Fold.Counts()) { $0 += $1.counts },
                isBalanced: lanes.allSatisfy { $0.isBalanced && $0.counts.isBalanced })
            guard !rates.isEmpty else { return report }
            let other = KPIQuery(figures: figures.supposing(rates), store: store)
            let tried = try other.answer(asked, group: grouping)
            report.whatIf = WhatIf(rates: rates, figures: tried.figures, total: tried.total)
            return report
        } catch let error as QueryError {
            throw error
        } catch {
            throw QueryError(code: .storeFailed, message: "\(error)")
        }
    }

    private func rates(_ texts: [String]) throws(QueryError) -> [SupposedRate] {
        do {
            return try plant.parse(supposedRates: texts)
        } catch {
            throw QueryError(code: .malformedRate, message: error.description)
        }
    }

    /// The figures of subjects, and their sums where there are several.
    private func answer(
        _ asked: [(subject: Subject, spans: [(span: TimeSpan, shift: ShiftOccurrence?)])],
        group grouping: Grouping?
    ) throws(StoreError) -> (figures: [Figure], total: Figure?) {
        var results: [Figure] = []
        for (subject, spans) in asked {
            results += try answer(subject, over: spans, group: grouping)
        }
        var total = results.sum
        if asked.count == 1, let name = try figures.name(of: asked[0].subject) {
            total?.unit = name.unit
            total?.definition = name.definition
        }
        return (results, total)
    }

    private func subjects(
        _ name: String?, _ grouping: Grouping?
    ) throws(QueryError) -> [Subject] {
        guard let name else {
            return grouping == nil ? plant.workUnits.indices.map { .unit($0) } : [.plant]
        }
        let subject = try plant.subject(named: name)
        let isPossible =
            switch (subject, grouping) {
            case (.unit, .line), (.unit, .unit): false
            default: true
            }
        guard isPossible else {
            throw QueryError(
                code: .unknownGrouping,
                message: "a work unit is taken apart by product alone")
        }
        return [subject]
    }

    private func cells(
        of span: TimeSpan, of subject: Subject, by division: Division?
    ) throws(QueryError) -> [(span: TimeSpan, shift: ShiftOccurrence?)] {
        let lines = figures.lines(subject)
        guard let division, !span.isEmpty else {
            return [(span, shiftEqual(to: span, lines: lines))]
        }
        let longest = Int64(Self.resultLimit) * 86_400 * nanosecondsPerSecond
        guard span.duration <= longest else {
            throw QueryError(
                code: .tooMany, message: "more than \(Self.resultLimit) results",
                limit: ReportingLimits.results)
        }
        switch division {
        case .shift:
            guard Set(lines.map { plant.lines[$0].calendar }).count == 1 else {
                throw QueryError(
                    code: .noCommonShifts, message: "the lines of the plant have several calendars")
            }
            return plant.schedule(line: lines[0], over: span).shifts.map { ($0.span, $0) }
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
    private func shiftEqual(to span: TimeSpan, lines: [Int]) -> ShiftOccurrence? {
        guard span.duration <= 3 * 86_400 * nanosecondsPerSecond, let line = lines.first,
            lines.allSatisfy({ plant.lines[$0].calendar == plant.lines[line].calendar })
        else { return nil }
        return plant.schedule(line: line, over: span).shifts.first { $0.span == span }
    }

    /// The figures with what sensors, meters and actuators gave; these know no product.
    private func answer(
        _ subject: Subject, over spans: [(span: TimeSpan, shift: ShiftOccurrence?)],
        group grouping: Grouping?
    ) throws(StoreError) -> [Figure] {
        let parts: [Subject]
        switch grouping {
        case nil: parts = [subject]
        case .unit: parts = figures.units(subject).map { .unit($0) }
        case .line: parts = figures.lines(subject).map { .line($0) }
        case .product: return try figures.figures(byProductOf: subject, over: spans)
        }
        var found: [Figure] = []
        for part in parts {
            var whole = try figures.figures(part, over: spans)
            for place in whole.indices {
                for unit in workUnits(part) {
                    whole[place].signals += try figures.signals(
                        unit: unit, over: whole[place].span)
                }
            }
            found += whole
        }
        return found
    }

    /// What is stored about the units behind a subject, within the hull of spans.
    private func stored(
        _ subject: Subject, over spans: [TimeSpan]
    ) throws(StoreError) -> [StoredFinding] {
        guard let from = spans.map(\.from).min(), let to = spans.map(\.to).max() else { return [] }
        let units = workUnits(subject)
        var findings: [StoredFinding] = []
        for unit in units {
            findings += try figures.findings(unit: unit, over: TimeSpan(from: from, to: to))
        }
        return findings + (try undecodable(units: units, over: TimeSpan(from: from, to: to)))
    }

    /// The work units behind a subject, whether its sums are theirs or not.
    private func workUnits(_ subject: Subject) -> [Int] {
        switch subject {
        case .unit(let unit): [unit]
        case .line, .plant: figures.lines(subject).flatMap { plant.lines[$0].workUnits }
        }
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
