public import Plant
internal import Sealing
public import Storage

/// Reads from a store what the flags of a project look at.
public struct FlagReading: Sendable {
    let project: Project
    let figures: Figures
    let store: any RecordStore & SealingStore
    /// On which rules are judged.
    let day: LocalDate
    /// The projects that are known here.
    let projects: ProjectFolder

    /// Makes a reading.
    public init(
        project: Project, among projects: ProjectFolder, figures: Figures,
        store: any RecordStore & SealingStore, day: LocalDate
    ) {
        (self.project, self.figures) = (project, figures)
        (self.store, self.day, self.projects) = (store, day, projects)
    }

    private var others: [Project] { projects.projects.filter { $0.id != project.id } }

    /// What no one has recorded yet of the flags that are raised for a period; where none is named,
    /// of the project itself and of every benefit period whose data may still come or have just
    /// come.
    ///
    /// - Returns: Drafts of their records.
    /// - Throws: `StoreError`, `DeclaredError`.
    public func new(period: BenefitPeriod? = nil) throws -> [(flag: RaisedFlag, draft: RecordDraft)]
    {
        var raised: [RaisedFlag] = []
        if period == nil {
            let signed = try store.records(project: project.id, kind: .signoff, asOf: nil)
            var input = FlagInput.of(
                project, plant: figures.plant, day: day, freezes: Freeze.first(in: signed))
            input.others = others
            raised = RaisedFlag.ofProject(input)
        }
        let periods = period.map { [$0] } ?? project.flaggedPeriods(on: day)
        var reports: [BenefitPeriod: PeriodicReport] = [:]
        for period in periods {
            var input = try input(period, &reports)
            // Of no period: once, with the last.
            if period == periods.last {
                input.payment = try payment()
                input.chainFaults = try chainFaults()
            }
            raised += RaisedFlag.all(input)
        }
        var subjects: Set<String> = []
        let once = raised.filter { subjects.insert($0.subject).inserted }
        let book = try FlagBook.read(project: project.id, store: store)
        return book.new(once).map { ($0, book.raise($0)) }
    }

    private func input(
        _ period: BenefitPeriod, _ reports: inout [BenefitPeriod: PeriodicReport]
    ) throws -> FlagInput {
        var input = FlagInput(report: try report(period, &reports))
        for before in project.benefitPeriods where before.to < period.from {
            input.earlier.append(try report(before, &reports))
        }
        input.others = others
        input.book = try DeclaredBook.read(
            project: project.id, store: store, plant: figures.plant)
        let versions = try ReportVersions.read(
            of: project, kind: .benefit, period: period, store: store)
        input.corrections = max(0, versions.sealed - 1)
        for position in input.positionsOutside {
            let line = figures.plant.lines.firstIndex { $0.id == position.line }
            input.beforePositions[position] = try line.map { line in
                let week = BenefitPeriod(
                    from: position.day.adding(days: -7), to: position.day.adding(days: -1))
                return try MeasuredLine.make(figures, line: line, period: week)
            }
        }
        return input
    }

    private func chainFaults() throws -> [LocalizedText] {
        let (ring, fault) = KeyRing.read(
            try store.keyRecords().map { SignedText(text: $0.text, signature: $0.signature) })
        let seals = try store.seals()
            .map { SignedText(text: $0.manifest, signature: $0.signature) }
        let broken = fault.map { SealFinding(.keyRecord, "\($0.number)") }
        return (SealChain.findings(seals, keys: ring) + (broken.map { [$0] } ?? [])).map(\.words)
    }

    /// Each is read once.
    private func report(
        _ period: BenefitPeriod, _ reports: inout [BenefitPeriod: PeriodicReport]
    ) throws -> PeriodicReport {
        if let known = reports[period] { return known }
        let report = try PeriodicReport.read(
            .benefit, of: project, among: projects, over: period, on: day, figures: figures,
            store: store)
        reports[period] = report
        return report
    }

    /// Each line over the months before and after the final payment, where those are over.
    private func payment() throws -> [String: (before: MeasuredLine, after: MeasuredLine)] {
        let months = project.flagSettings.idleMonths.value
        let paid = project.disbursements.filter { $0.kind == .final }.map(\.paid).max()
        guard let paid, paid.adding(months: months) < day else { return [:] }
        let before = BenefitPeriod(from: paid.adding(months: -months), to: paid.adding(days: -1))
        let after = BenefitPeriod(from: paid, to: paid.adding(months: months).adding(days: -1))
        var lines: [String: (before: MeasuredLine, after: MeasuredLine)] = [:]
        for line in project.lines {
            guard let index = figures.plant.lines.firstIndex(where: { $0.id == line.id }) else {
                continue
            }
            lines[line.id] = (
                try MeasuredLine.make(figures, line: index, period: before),
                try MeasuredLine.make(figures, line: index, period: after)
            )
        }
        return lines
    }
}

extension Project {
    /// The benefit periods that flags look at on a day: those that have begun and whose report is
    /// not handed in, each with the one before it, and the last that has begun.
    func flaggedPeriods(on day: LocalDate) -> [BenefitPeriod] {
        let begun = begunPeriods(on: day)
        func isOpen(_ place: Int) -> Bool { !isReported(begun[place], on: day) }
        return begun.indices.filter { place in
            isOpen(place) || place + 1 == begun.count || isOpen(place + 1)
        }.map { begun[$0] }
    }
}
