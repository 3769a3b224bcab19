import Access
import Benefits
import Evidence
import Hummingbird
import Plant
import Reporting
import Sealing
import Storage
import Telemetry

/// `/api/v1/projects`: what the secretariat is owed of funded projects.
struct ProjectsEndpoint: Sendable {
    let context: WebContext
    let gate: QueryGate

    /// How rows are written.
    enum Form: Sendable { case json, csv }

    /// All projects that the visitor may see something of.
    func list(_ request: Request, _ form: Form) async throws -> Response {
        _ = try request.parameters([])
        let visitor = Visitor.current.principal
        let projects = context.projects.projects.filter {
            visitor.may(.seeBenefit, .project($0.id, report: nil))
        }
        return answer(
            Export(kind: "projects", columns: ProjectRows.columns, rows: projects.map(row)),
            form, name: "projects.csv")
    }

    /// One project with the periods that are sealed.
    func project(_ request: Request, id: String?) async throws -> Response {
        _ = try request.parameters([])
        let project = try project(id)
        let store = context.seals
        let seals = try await gate.pass {
            try SealedReport.all(store).filter { $0.project == project.id }.map { report in
                try report.json(store)
            }
        }
        let head = Export(
            kind: "project", columns: ProjectRows.columns, rows: [row(project)])
        guard case .object(let members) = head.json else { return .json(head.json) }
        return .json(.object(members + [("sealed", .array(seals))]))
    }

    /// The sealed figures of a period, as they stood at an instant.
    func benefits(_ request: Request, id: String?, _ form: Form) async throws -> Response {
        let asked = try request.parameters(["period", "as_of"])
        let instant = try self.instant(asked["as_of"])
        guard let days = asked["period"] else { throw WebError.missingPeriod }
        let period = try BenefitPeriod(address: days).address
        let (store, visitor) = (context.seals, Visitor.current.principal)
        let id = id ?? ""
        let isKnown = context.projects[id] != nil
        let reports = try await gate.pass { () throws -> [(json: JSON, rows: [[JSON]])] in
            guard let store else { return [] }
            let all = try SealedReport.all(store, for: visitor)
            guard isKnown || all.contains(where: { $0.project == id }) else {
                throw WebError.unknownProject
            }
            return try all.newest(of: id, period: period, before: instant).compactMap { report in
                guard let bytes = try store.file("report.json", ofSeal: report.seal.number),
                    let figures = SealedFigures(bytes)
                else { return nil }
                let ruleSet = try report.edition.ruleSet(in: store)
                return (
                    try report.json(store),
                    figures.all.map { BenefitRows.row($0, report.manifest, ruleSet) }
                )
            }
        }
        guard !reports.isEmpty else { throw WebError.notSealed }
        let export = Export(
            kind: "benefits",
            head: [
                ("project", .string(id)), ("period", .string(period)),
                ("seals", .array(reports.map(\.json))),
            ], columns: BenefitRows.columns, rows: reports.flatMap(\.rows))
        return answer(export, form, name: "\(id)_\(period).csv")
    }

    /// The instant as of which is asked, as people write it or as rows say it; nil: now.
    ///
    /// What is to come is refused: nobody knows what will be recorded by then.
    func instant(_ text: String?) throws(WebError) -> Timestamp? {
        guard let text else { return nil }
        var instant = Timestamp(rfc3339: text)
        if instant == nil { instant = try context.plant.instant(text) }
        if let instant, instant > context.now() {
            throw .badRequest("future_time", "as_of is to come; nobody knows what is known then")
        }
        return instant
    }

    /// What is due, and how it stands on a day.
    func duties(_ request: Request, id: String?, _ form: Form) async throws -> Response {
        let asked = try request.parameters(["on"])
        let project = try project(id)
        // The scheme's days are Hong Kong's, wherever the plant stands.
        let named = asked["on"].flatMap { try? WallClockTexts.date($0) }
        let instant = try context.plant.instant(asked["on"]) ?? context.now()
        let day = named ?? .inHongKong(at: instant)
        let report = ProjectRows.report(of: project, on: day)
        return answer(
            Export(
                kind: "duties",
                head: [
                    ("project", .string(project.id)), ("note", report.dutiesNote?.json ?? .null),
                ], columns: ProjectRows.dutyColumns, rows: ProjectRows.duties(report)),
            form, name: "\(project.id)_duties.csv")
    }

    func project(_ id: String?) throws(WebError) -> Project {
        guard let id, let project = context.projects[id] else { throw .unknownProject }
        return project
    }

    private func row(_ project: Project) -> [JSON] {
        ProjectRows.row(project, on: context.hongKongDay)
    }

    func answer(_ export: Export, _ form: Form, name: String) -> Response {
        switch form {
        case .json: .json(export.json)
        case .csv: .csv(export.csv, name: name)
        }
    }
}

extension WebError {
    static let unknownProject = WebError(
        status: .notFound, code: "unknown_project", message: "there is no such project")
    static let missingPeriod = badRequest(
        "missing_period", "give period=FIRST_LAST, like 2022-09-01_2023-08-31")
    static let notSealed = WebError(
        status: .notFound, code: "not_sealed",
        message: "no report of this project and period was sealed by then")
}

extension [SealedReport] {
    /// Of a project and period the newest of each line and kind of report, in order of these.
    ///
    /// - Parameters:
    ///   - project: the project's identifier.
    ///   - period: its name, `2022-09-01_2023-08-31`.
    ///   - instant: what was recorded before it counts; nil: all.
    /// - Returns: One of each.
    func newest(of project: String, period: String, before instant: Timestamp?) -> [SealedReport] {
        let known = filter { report in
            report.project == project && report.name == period
                && instant.map { report.seal.at < $0 } ?? true
        }
        let forms = Dictionary(grouping: known, by: \.form)
        return forms.keys.sorted().compactMap { forms[$0]?.last }
    }
}

extension SealedReport {
    /// Which lines it is of, and what kind of report it is.
    fileprivate var form: String { "\(manifest.subject.line) \(manifest.kind)" }

    /// For programs: which version it is, why, and what it says otherwise than the one before.
    fileprivate func json(_ store: (any SealingStore)?) throws -> JSON {
        guard let store else { return .null }
        let own = try edition.told(by: store)
        let before = SealedEdition.all(try store.seals()).last {
            $0.isOfSameReport(as: own) && $0.number < own.number
        }
        let change = try before.map { try EditionChange(from: $0, to: own, in: store) }
        return .object([
            ("seal", .integer(seal.number)), ("hash", .string(hash)),
            ("root", .string(manifest.tree.root.hex)), ("report", .string(manifest.report)),
            ("line", .string(manifest.subject.line)), ("period", .string(name)),
            ("made_at", .string(manifest.madeAt.text)), ("as_of", .string(seal.at.rfc3339)),
            ("version", .integer(Int64(own.number))),
            ("standing", .string(own.isRestated ? "restated" : "reported")),
            ("reason", own.why.map { .string($0) } ?? .null),
            ("signed_off", own.signOff?.json ?? .null), ("restates", change?.json ?? .null),
        ])
    }
}
