import Benefits
import Evidence
import Plant
import Sealing
import Storage
import StorageSQLite
import Telemetry

/// A project whose reports are checked, signed and sealed in a world.
struct SealedProject {
    let world: World
    var period = World.period(2, 3)
    var yaml = Self.yaml

    static let day = LocalDate(year: 2026, month: 3, day: 5)

    static let yaml = """
        version: 1
        project: { id: p-1, title: { en: Two lines, zh-Hant: 兩條生產線 }, scheme: RFS }
        enterprise: { name: { en: Example, zh-Hant: 示例 }, company_number: "1" }
        agreement:
          { applied: 2021-09-01, signed: 2022-02-15, start: 2025-09-01, end: 2026-03-01,
            completed: 2026-03-01, baseline_headcount: 12 }
        approved: { cost: 6000000, funding: 2000000 }
        lines:
          l: { name: { en: First, zh-Hant: 甲線 }, operation_start: 2026-03-02 }
          other: { name: { en: Second, zh-Hant: 乙線 }, operation_start: 2026-03-02 }
        """

    var project: Project {
        get throws { try Project.read(yaml: yaml, file: "project.yaml") }
    }

    var versions: ReportVersions {
        get throws {
            try ReportVersions.read(
                of: try project, kind: .benefit, period: period, store: world.store)
        }
    }

    func record(_ draft: RecordDraft) throws {
        let outcome = try world.store.append(draft, at: World.at(day: 4, 9_000))
        guard case .recorded = outcome else { throw SealError(.request, "\(outcome)") }
    }

    /// Records a declaration; its file is called like its kind where nothing else is said.
    func declare(
        _ kind: DeclaredKind, _ text: String, name: String? = nil, line: String? = nil,
        change: (inout Declaration) -> Void = { _ in }
    ) throws {
        var declaration = Declaration(
            kind: kind, line: line, by: "mei",
            file: DeclaredSource(name: name ?? "\(kind.rawValue).csv", bytes: Array(text.utf8)))
        change(&declaration)
        try record(
            try declaration.checked(for: try project, store: world.store, plant: world.plant).draft)
    }

    /// Checks and signs what is worked on; what is frozen is that of the project file.
    func sign() throws {
        for step in ReportVersions.Step.allCases {
            let versions = try versions
            try record(
                try versions.draft(
                    step, of: SignedContent(hash: "", frozen: try report().signed.frozen),
                    today: Self.day, project: try project.id,
                    by: SignOff(
                        officer: "Wong", post: "Director", date: Self.day, certificate: nil),
                    why: versions.current > 1 ? "traded goods taken out" : ""))
        }
    }

    /// What it is now, beside other projects.
    func report(among folder: ProjectFolder = ProjectFolder()) throws -> PeriodicReport {
        try PeriodicReport.read(
            .benefit, of: try project, among: folder, over: period, on: Self.day,
            figures: Figures(plant: world.plant, store: world.store), store: world.store)
    }

    func request(
        among folder: ProjectFolder = ProjectFolder(),
        change: (inout PeriodicSeal) -> Void = { _ in }
    ) throws -> SealRequest {
        var request = SealRequest(
            line: 0, period: period, project: "p-1", plantFile: Array(world.yaml.utf8),
            software: "lineside test")
        var sealed = try PeriodicSeal(
            of: try report(among: folder), try versions, project: Array(yaml.utf8),
            template: ReportTemplate.builtInFile(.benefit), store: world.store)
        change(&sealed)
        request.take(sealed, lines: [0, 1])
        return request
    }
}
