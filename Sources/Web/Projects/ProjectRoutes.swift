import Access
import Benefits
import HTTPTypes
import Hummingbird
import Pipeline
import Plant
import Printing
import Reporting
import Storage
import Telemetry

/// `/projects`: the pages of funded projects, their reports, and what is said of flags.
struct ProjectRoutes: Sendable {
    let context: WebContext
    let gate: QueryGate

    /// The projects that the visitor may see as a whole.
    func list(_ request: Request) async throws -> Response {
        _ = try request.parameters(["lang"])
        let language = try request.checkedLanguage()
        let context = context
        let visitor = Visitor.current
        let shown = context.projects.projects.filter { visitor.isShown(project: $0.id) }
        let page = try await gate.pass {
            let day = context.hongKongDay
            let store = try context.records
            let entries = try shown.map { project in
                let rules = RuleReport.make(
                    RuleInput(project: project, ruleSets: RuleSet.builtIn, day: day))
                let flags = try FlagBook.read(project: project.id, store: store).flags
                return (project, rules.duties, flags.count { $0.closing == nil })
            }
            return ProjectListPage(
                wording: Wording(language, context.plant), projects: entries, day: day
            ).page
        }
        return Response.page(page)
    }

    /// One project.
    func page(_ request: Request, _ project: Project) async throws -> Response {
        _ = try request.parameters(["lang"])
        return try await page(request, project, problem: nil)
    }

    private func page(
        _ request: Request, _ project: Project, problem: ProjectTerm?, until: LocalDate? = nil
    ) async throws -> Response {
        let language = try request.checkedLanguage()
        let context = context
        let figures = try await gate.pass { try ProjectFigures.read(project, context) }
        let token = Visitor.current.form
        var page = ProjectPage(
            wording: Wording(language, context.plant), figures: figures, token: token)
        (page.problem, page.problemDay) = (problem, until)
        page.canRecord = context.writer != nil
        var response = Response.page(page.page, status: problem?.status ?? .ok)
        token.give(to: &response)
        return response
    }

    /// Records what the company replies to a flag, or how an officer closes it, and leads back.
    ///
    /// Under the name of who is logged in, whatever the form says.
    func say(
        _ kind: ProjectRecord.Kind, to flag: String?, _ request: Request, _ project: Project
    ) async throws -> Response {
        try request.refuseOtherSites()
        var fields = try await request.form()
        let visitor = Visitor.current
        guard visitor.form.isIn(fields) else {
            return try await page(request, project, problem: .expired)
        }
        fields["by"] = visitor.principal.signature ?? fields["by"]
        guard let writer = context.writer else { throw WebError.readOnly }
        let context = context
        do {
            let draft = try await offEventLoops { [fields] in
                try Self.draft(kind, flag.flatMap { Int64($0) }, fields, project, context)
            }
            guard case .recorded = try await writer.record(draft) else {
                return try await page(request, project, problem: .closedMeanwhile)
            }
        } catch let error as FlagError {
            return try await page(
                request, project, problem: ProjectTerm(error), until: error.waitsUntil)
        } catch let error as StoreError {
            switch error.code {
            case .full: throw WebError.storeFull
            case .busy: throw WebError.busy
            default: throw WebError.failed
            }
        }
        let address = Address(path: "\(ProjectListPage.path)/\(project.id)")
            .with("lang", request.language().rawValue)
        return .redirect(to: address.text + "#flags", type: .normal)
    }

    private static func draft(
        _ kind: ProjectRecord.Kind, _ number: Int64?, _ fields: [String: String],
        _ project: Project, _ context: WebContext
    ) throws -> RecordDraft {
        let book = try FlagBook.read(project: project.id, store: try context.records)
        let by = fields["by"] ?? ""
        guard let number else { throw FlagError.missing(words("a flag", "警示編號")) }
        guard kind == .closing else {
            return try book.reply(to: number, by: by, text: fields["text"] ?? "")
        }
        guard let outcome = fields["outcome"].flatMap(FlagClosing.Outcome.init(rawValue:)) else {
            throw FlagError.missing(words("an outcome", "結果"))
        }
        return try book.close(
            number, by: by, as: outcome, why: fields["why"] ?? "", on: context.hongKongDay,
            settings: project.flagSettings)
    }

    /// A report as a page, or as a file with `format`.
    func report(_ request: Request, _ project: Project) async throws -> Response {
        let asked = try request.parameters(["kind", "period", "format", "lang"])
        let language = try request.checkedLanguage()
        let kind = try kind(asked["kind"])
        let day = context.hongKongDay
        let period = try asked["period"].map { try BenefitPeriod(address: $0) }
        guard let period = period ?? project.usualPeriod(kind, on: day) else {
            throw WebError.notFound
        }
        if kind != .benefit {
            Visitor.current.shown.name("\(kind.rawValue) \(period.from)_\(period.to)")
        }
        let context = context
        let document = try await gate.pass {
            try PeriodicReport.read(
                kind, of: project, among: context.projects, over: period, on: day,
                figures: context.figures, store: try context.records
            ).document(asOf: context.now(), software: context.software)
        }
        if let format = asked["format"] {
            let name = "\(project.id)-\(kind.rawValue)-\(period.from)"
            return try await DocumentFile(document: document, name: name).answer(format)
        }
        return Response.page(
            ProjectReportPage(
                wording: Wording(language, context.plant), document: document, project: project,
                address: ProjectPage.report(kind, period, of: project)
            ).page)
    }

    private func kind(_ text: String?) throws(WebError) -> ReportRecord.Kind {
        guard let text else { return .benefit }
        guard let kind = ReportRecord.Kind(rawValue: text) else {
            throw .badRequest("unknown_kind", "kind is progress, final or benefit")
        }
        return kind
    }
}

extension FlagError {
    /// Until when the company may reply, where nobody may close the flag for that.
    fileprivate var waitsUntil: LocalDate? {
        if case .tooEarly(let until) = self { until } else { nil }
    }
}

extension ProjectTerm {
    /// Why nothing was recorded.
    fileprivate init(_ error: FlagError) {
        self =
            switch error {
            case .tooEarly: .tooEarly
            case .closed: .closedMeanwhile
            case .missing, .unknown, .refused: .missing
            }
    }

    fileprivate var status: HTTPResponse.Status {
        self == .tooEarly || self == .closedMeanwhile ? .conflict : .badRequest
    }
}

/// A report of a project as a page, with its downloads.
struct ProjectReportPage {
    let wording: Wording
    let document: Document
    let project: Project
    let address: Address

    var page: String {
        let layout = Layout(
            wording: wording, address: address, title: wording(document.metadata.title))
        return layout.page {
            HTML("h1") { wording(document.metadata.title) }
            HTML("p", ["class": "aside"]) {
                if Visitor.current.principal.may(
                    .seeBenefit, .project(project.id, report: nil))
                {
                    HTML("a", ["href": "\(ProjectListPage.path)/\(project.id)"]) {
                        wording(project.title)
                    }
                    " · "
                }
                DocumentFile.links(address, wording)
            }
            DocumentView(wording: wording, document: document).html
        }
    }
}
