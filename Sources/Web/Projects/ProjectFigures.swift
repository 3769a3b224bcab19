import Benefits
import Evidence
import Plant
import Storage
import Telemetry

/// What a project's pages are made from, as of now.
struct ProjectFigures: Sendable {
    let project: Project
    /// In Hong Kong, where the scheme counts its days.
    let day: LocalDate
    /// The report of the benefit period that ended last of those with anything measured, declared
    /// or sealed; where there is none, of the one that ended last, then of the one that runs; nil
    /// before completion.
    var report: PeriodicReport?
    /// The benefit period that ended last, where nothing is there of it and ``report`` is of an
    /// earlier one.
    let empty: BenefitPeriod?
    /// The benefit period that runs; nil where none does.
    let running: BenefitPeriod?
    let rules: RuleReport
    let flags: FlagBook
    /// Of each of the project's own reports, in order of their days.
    let versions: [ReportVersions]
    /// All that are sealed of it, the newest first.
    let seals: [SealedReport]
    /// What is declared otherwise since the newest version of a report, by the number of its seal.
    let changed: [Int64: DeclaredSince]

    var duties: [Duty] { rules.duties }

    /// Reads it.
    ///
    /// - Throws: `StoreError`, `DeclaredError`; ``WebError`` where the store keeps no records.
    static func read(_ project: Project, _ context: WebContext) throws -> ProjectFigures {
        let store = try context.records
        let day = context.hongKongDay
        let begun = project.begunPeriods(on: day)
        let running = begun.last { $0.to >= day }
        let seals = try SealedReport.all(store).filter { $0.project == project.id }
        let ended = begun.filter { $0.to < day }
        let report = try (lead(ended, of: project, seals, store, context) ?? running).map {
            try PeriodicReport.read(
                .benefit, of: project, among: context.projects, over: $0, on: day,
                figures: context.figures, store: store)
        }
        let signed = try store.records(project: project.id, kind: .signoff, asOf: nil)
        let freezes = Freeze.first(in: signed)
        var bare = RuleInput(
            project: project.holding(freezes), ruleSets: RuleSet.builtIn, day: day)
        bare.freezes = project.compared(with: freezes, context.plant)
        let rules = report?.rules ?? RuleReport.make(bare)
        var changed: [Int64: DeclaredSince] = [:]
        for (kind, period) in project.ownReports {
            guard
                let sealed = seals.last(where: {
                    $0.isOfProject && $0.kind == kind && $0.covers(period)
                })
            else { continue }
            changed[sealed.seal.number] = try DeclaredSince(
                sealed.edition, in: store, plant: context.plant)
        }
        return ProjectFigures(
            project: project, day: day, report: report,
            empty: ended.last.flatMap { $0 == report?.input.period ? nil : $0 }, running: running,
            rules: rules,
            flags: try FlagBook.read(project: project.id, store: store),
            versions: project.ownReports.map { kind, period in
                ReportVersions(
                    kind: kind, period: period, records: signed,
                    sealed: seals.count { $0.isOfProject && $0.kind == kind && $0.covers(period) })
            }, seals: seals.reversed(), changed: changed)
    }
}

extension ProjectFigures {
    /// The period with which the page begins, of those that ended.
    private static func lead(
        _ ended: [BenefitPeriod], of project: Project, _ seals: [SealedReport],
        _ store: some RecordStore, _ context: WebContext
    ) throws -> BenefitPeriod? {
        guard ended.count > 1 else { return ended.last }
        let declared = try DeclaredBook.entries(project: project.id, store: store).inForce()
        let known = try ended.last { period in
            let isSealed = seals.contains {
                $0.isOfProject && $0.kind == .benefit && $0.covers(period)
            }
            return try isSealed || project.hasData(in: period, context.figures, declared)
        }
        return known ?? ended.last
    }

    /// The sealed versions of a report, the newest first.
    func seals(of kind: ReportRecord.Kind, _ period: BenefitPeriod) -> [SealedReport] {
        seals.filter { $0.isOfProject && $0.kind == kind && $0.covers(period) }
    }
}

extension ProjectFigures {
    /// What is declared otherwise since the newest sealed version of a report.
    func since(_ kind: ReportRecord.Kind, _ period: BenefitPeriod) -> DeclaredSince? {
        seals(of: kind, period).first.flatMap { changed[$0.seal.number] }
    }
}

extension SealedReport {
    fileprivate func covers(_ period: BenefitPeriod) -> Bool {
        (from, to) == (period.from, period.to)
    }
}

extension WebContext {
    /// Today in Hong Kong.
    var hongKongDay: LocalDate { .inHongKong(at: now()) }

    /// The store, where it keeps what people say.
    var records: any RecordStore & SealingStore {
        get throws {
            guard let store = store as? any RecordStore & SealingStore else {
                throw WebError.notFound
            }
            return store
        }
    }
}
