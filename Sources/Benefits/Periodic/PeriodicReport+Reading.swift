public import Plant
public import Storage

extension PeriodicReport {
    /// Reads what was measured and declared of a project, as of now, and calculates: the one way to
    /// a report of it.
    ///
    /// - Parameters:
    ///   - kind: which report.
    ///   - project: of which project.
    ///   - period: of which days.
    ///   - day: on which rules are judged.
    ///   - figures: what was measured.
    ///   - store: what was said.
    /// - Returns: The report.
    /// - Throws: `StoreError`, `DeclaredError`.
    public static func read(
        _ kind: ReportRecord.Kind, of project: Project, over period: BenefitPeriod,
        on day: LocalDate, figures: Figures, store: some RecordStore & SealingStore
    ) throws -> PeriodicReport {
        let plant = figures.plant
        var input = PeriodicInput(
            plant: plant, project: project, template: project.template(kind), period: period,
            day: day,
            book: try DeclaredBook.read(project: project.id, store: store, plant: plant))
        let versions = try ReportVersions.read(
            of: project, kind: kind, period: period, store: store)
        input.versions = versions.versions()
        (input.edition, input.signOff) = (
            versions.current, versions.signOff(of: versions.current)
        )
        try input.measure(figures)
        return make(input)
    }
}
