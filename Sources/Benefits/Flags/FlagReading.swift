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
    /// The other projects that are known here.
    let others: [Project]

    /// Makes a reading.
    public init(
        project: Project, among projects: ProjectFolder, figures: Figures,
        store: any RecordStore & SealingStore, day: LocalDate
    ) {
        (self.project, self.figures) = (project, figures)
        (self.store, self.day) = (store, day)
        others = projects.projects.filter { $0.id != project.id }
    }

    /// What no one has recorded yet of the flags that are raised for a period; of the last benefit
    /// period that has begun where none is named, of none before completion.
    ///
    /// - Returns: Drafts of their records.
    /// - Throws: `StoreError`, `DeclaredError`.
    public func new(period: BenefitPeriod? = nil) throws -> [(flag: RaisedFlag, draft: RecordDraft)]
    {
        guard let input = try input(period: period) else { return [] }
        let book = try FlagBook.read(project: project.id, store: store)
        return book.new(RaisedFlag.all(input)).map { ($0, book.raise($0)) }
    }

    /// The input of a period; of the last benefit period that has begun where none is named.
    ///
    /// - Throws: `StoreError`, `DeclaredError`.
    func input(period: BenefitPeriod?) throws -> FlagInput? {
        let begun = project.benefitPeriods.filter { $0.from <= day }
        guard let period = period ?? begun.last else { return nil }
        var input = FlagInput(report: try report(period))
        input.earlier = try project.benefitPeriods.filter { $0.to < period.from }.map(report)
        input.payment = try payment()
        input.others = others
        let (ring, fault) = KeyRing.read(
            try store.keyRecords().map { SignedText(text: $0.text, signature: $0.signature) })
        let seals = try store.seals()
            .map { SignedText(text: $0.manifest, signature: $0.signature) }
        input.chainFaults =
            SealChain.findings(seals, keys: ring).map { "\($0.code.rawValue) \($0.subject)" }
            + (fault.map { ["key_record \($0.number)"] } ?? [])
        let versions = try ReportVersions.read(
            project: project.id, kind: .benefit, period: period, store: store)
        input.corrections = max(0, versions.sealed - 1)
        return input
    }

    private func report(_ period: BenefitPeriod) throws -> PeriodicReport {
        try PeriodicReport.read(
            .benefit, of: project, over: period, on: day, figures: figures, store: store)
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
