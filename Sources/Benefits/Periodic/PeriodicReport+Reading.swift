public import Plant
internal import Production
public import Storage

extension PeriodicReport {
    /// Reads what was measured and declared of a project, as of now, with what other projects of
    /// the enterprise claim, and calculates: the one way to a report of it.
    ///
    /// - Parameters:
    ///   - kind: which report.
    ///   - project: of which project.
    ///   - projects: those that are known, among them others of the enterprise.
    ///   - period: of which days.
    ///   - day: on which rules are judged.
    ///   - figures: what was measured.
    ///   - store: what was said.
    /// - Returns: The report.
    /// - Throws: `StoreError`, `DeclaredError`.
    public static func read(
        _ kind: ReportRecord.Kind, of project: Project, among projects: ProjectFolder,
        over period: BenefitPeriod, on day: LocalDate, figures: Figures,
        store: some RecordStore & SealingStore
    ) throws -> PeriodicReport {
        let plant = figures.plant
        var input = PeriodicInput(
            plant: plant, project: project, template: project.template(kind), period: period,
            day: day,
            book: try DeclaredBook.read(project: project.id, store: store, plant: plant)
                .read(over: period))
        let versions = try ReportVersions.read(
            of: project, kind: kind, period: period, store: store)
        input.versions = versions.versions()
        input.freezes = versions.freezes
        (input.edition, input.signOff) = (
            versions.current, versions.signOff(of: versions.current)
        )
        input.claimedElsewhere = try claimedElsewhere(input, among: projects, store)
        try input.measure(figures)
        return make(input)
    }

    /// People whose jobs another project of the enterprise claims over the period too; what cannot
    /// be read of another project is that project's mistake.
    private static func claimedElsewhere(
        _ input: PeriodicInput, among projects: ProjectFolder, _ store: some RecordStore
    ) throws -> [ClaimedPerson] {
        let project = input.project
        let own = Set(JobClaims(input)?.people(of: project).map(\.person) ?? [])
        guard !own.isEmpty else { return [] }
        var claims: [ClaimedPerson] = []
        for other in projects.projects
        where other.id != project.id && other.enterprise.isSame(as: project.enterprise) {
            do {
                let book = try DeclaredBook.read(
                    project: other.id, store: store, plant: input.plant)
                let jobs = JobClaims(of: other, in: book, over: input.period)
                claims += jobs?.people(of: other).filter { own.contains($0.person) } ?? []
            } catch is DeclaredError { continue }
        }
        return claims
    }
}

extension Project {
    /// Whether anything of its lines was measured in a period, or sold, in stock or spent.
    ///
    /// - Throws: `StoreError`.
    public func hasData(
        in period: BenefitPeriod, _ figures: Figures, _ declared: [DeclaredEntry]
    ) throws(StoreError) -> Bool {
        let plant = figures.plant
        for line in lines {
            guard let index = plant.lines.firstIndex(where: { $0.id == line.id }) else { continue }
            let whole = try figures.figures(line: index, over: [(plant.span(of: period), nil)])
            for figure in whole {
                let made = figure.output?.byProduct.values.contains { $0.made > 0 } ?? false
                if made || figure.sums.planned > figure.sums.unknown { return true }
            }
        }
        return declared.contains { entry in
            [.sales, .stock, .costs].contains(entry.kind) && entry.rows > 0
                && entry.from <= period.to && entry.to >= period.from
        }
    }
}

extension Enterprise {
    /// By the number of the registry; by name where one has none.
    fileprivate func isSame(as other: Enterprise) -> Bool {
        guard let companyNumber, let number = other.companyNumber else { return name == other.name }
        return companyNumber == number
    }
}
