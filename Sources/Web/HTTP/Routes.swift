import Benefits
import HTTPTypes
import Hummingbird
import Pipeline
import Plant
import Reporting
import Storage
import Telemetry

/// Which address gives what.
struct Routes: Sendable {
    let context: WebContext
    let source: PageSource
    let hub: LiveHub
    private let kpi: KPIEndpoint
    private let stops: StopsEndpoint
    private let signals: SignalEndpoint
    private let changes: ChangesEndpoint
    private let corrections: CorrectionEndpoint
    private let forms: CorrectionForms
    private let logIns: LogInForms
    private let ledger: LedgerEndpoint
    private let sealed: SealedPages
    private let projects: ProjectsEndpoint
    private let projectPages: ProjectRoutes
    private let declaring: DeclareForms
    private let gate = QueryGate()

    init(_ context: WebContext, source: PageSource, hub: LiveHub) {
        self.context = context
        self.source = source
        self.hub = hub
        kpi = KPIEndpoint(context: context, gate: gate)
        stops = StopsEndpoint(context: context, gate: gate)
        signals = SignalEndpoint(context: context, gate: gate)
        changes = ChangesEndpoint(context: context, gate: gate)
        corrections = CorrectionEndpoint(context: context, gate: gate)
        forms = CorrectionForms(context: context, source: source)
        logIns = LogInForms(context: context)
        ledger = LedgerEndpoint(context: context)
        sealed = SealedPages(context: context)
        projects = ProjectsEndpoint(context: context, gate: gate)
        projectPages = ProjectRoutes(context: context, gate: gate)
        declaring = DeclareForms(context: context)
    }

    func router() -> Router<PageRequestContext> {
        let router = Router(
            context: PageRequestContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: Recognition(site: context))
        router.add(middleware: Guard(plant: context.plant, meter: context.meter))
        router.add(middleware: RightsGuard(site: context))
        addPages(to: router)
        addPrograms(to: router)
        addProjects(to: router)
        for asset in Asset.allCases {
            router.get(RouterPath(asset.path)) { _, _ in
                var response = Response.text(asset.content, type: asset.type)
                response.headers[.cacheControl] = "public, max-age=31536000, immutable"
                return response
            }
        }
        return router
    }

    private func addPages(to router: Router<PageRequestContext>) {
        router.get("/") { request, _ in
            let visitor = Visitor.current
            return Response.page(
                try await source.overview(
                    try request.checkedLanguage(), lines: visitor.lines(of: context.plant),
                    links: visitor.opensLines
                ).page)
        }
        router.get("/line/:line") { request, context in
            let line = try line(context.parameters.get("line"))
            return Response.page(try await source.line(line, try request.checkedLanguage()).page)
        }
        router.get("/line/:line/signals") { request, context in
            try await signals.page(request, line: try line(context.parameters.get("line")))
        }
        router.get("/benefit") { request, _ in
            let wording = Wording(try request.checkedLanguage(), context.plant)
            let document = try await offEventLoops {
                try context.benefit()?.document(
                    context.plant, asOf: context.now(), software: context.software)
            }
            return Response.page(
                BenefitPage(wording: wording, document: document).page)
        }
        router.get(RouterPath(DefinitionsPage.path)) { request, _ in
            _ = try request.parameters(["lang"])
            let language = try request.checkedLanguage()
            let plant = try await offEventLoops { try context.figures.ratedPlant() }
            let lines = Visitor.current.definedLines(of: plant, context.projects)
            return Response.page(
                DefinitionsPage(wording: Wording(language, plant), lines: lines).page)
        }
        router.get(RouterPath(DataHealthPage.path)) { request, _ in
            _ = try request.parameters(["lang"])
            return Response.page(try await source.health(try request.checkedLanguage()).page)
        }
        addLinePages(to: router)
        addSealedPages(to: router)
        addAccessPages(to: router)
        addProjectPages(to: router)
        router.get("/live") { request, _ in
            let page = try livePage(request)
            guard request.method == .get else {
                return Response.text("", type: "text/event-stream; charset=utf-8")
            }
            return try await LiveStream(hub: hub, source: source, page: page).response()
        }
    }

    private func addLinePages(to router: Router<PageRequestContext>) {
        router.get("/line/:line/shift") { request, context in
            let line = try line(context.parameters.get("line"))
            let asked = try request.parameters(["date", "shift", "lang"])
            let period = try period(line, asked)
            return Response.page(
                try await source.shift(line, period, try request.checkedLanguage()).page)
        }
        router.get("/line/:line/correct") { request, context in
            try await forms.page(request, line: try line(context.parameters.get("line")))
        }
        router.post("/line/:line/correct") { request, context in
            try await forms.record(request, line: try line(context.parameters.get("line")))
        }
        router.get("/line/:line/stops") { request, context in
            let line = try line(context.parameters.get("line"))
            let asked = try request.parameters(StopsRequest.parameters.union(["lang"]))
            let stops = try StopsRequest(line: line, asked, self.context.plant)
            return Response.page(
                try await source.stops(stops, try request.checkedLanguage()).page)
        }
    }

    /// The way from a sealed figure down to its messages.
    private func addSealedPages(to router: Router<PageRequestContext>) {
        router.get(RouterPath(SealedPages.path)) { request, _ in try await sealed.list(request) }
        router.get(RouterPath(SealedPages.path + "/:project/:report")) { request, context in
            try await sealed.report(
                request, project: context.parameters.get("project"),
                name: context.parameters.get("report"))
        }
        let packs = PackDownload(context: context)
        router.get(RouterPath(SealedPages.path + "/:project/:report/pack")) { request, context in
            let asked = try request.parameters(["lang", "seal"])
            return try await packs.answer(
                in: context, project: context.parameters.get("project"),
                name: context.parameters.get("report"), seal: asked["seal"])
        }
        router.get("/line/:line/period") { request, context in
            let line = try line(context.parameters.get("line"))
            let asked = try request.parameters(["from", "to", "lang"])
            let wording = Wording(try request.checkedLanguage(), self.context.plant)
            let site = self.context
            let page = try await gate.pass {
                let latest = try site.figures.horizon(line: line) ?? site.now()
                let (from, to) = try PeriodPage.dates(asked, site.plant, latest: latest)
                return try PeriodPage(
                    line: line, from: from, to: to, wording: wording, figures: site.figures)
            }
            // What the visitor may see is known here, not on the thread that reads.
            return Response.page(page.page)
        }
        router.get("/line/:line/messages") { request, context in
            let line = try line(context.parameters.get("line"))
            let asked = try request.parameters(["unit", "from", "to", "lang"])
            let wording = Wording(try request.checkedLanguage(), self.context.plant)
            let site = self.context
            let page = try await gate.pass {
                let latest = try site.figures.horizon(line: line) ?? site.now()
                let (unit, span) = try MessagesPage.asked(
                    asked, line: line, site.plant, latest: latest)
                return MessagesPage(
                    wording: wording, unit: unit, span: span,
                    messages: try MessagesPage.read(unit: unit, span: span, site))
            }
            return Response.page(page.page)
        }
    }

    /// What the secretariat is owed, for programs.
    private func addProjects(to router: Router<PageRequestContext>) {
        let projects = projects
        let path = "/api/v1/projects"
        router.get(RouterPath(path + "/:project")) { request, context in
            try await projects.project(request, id: context.parameters.get("project"))
        }
        let packs = PackDownload(context: context)
        router.get(RouterPath(path + "/:project/pack")) { request, context in
            let asked = try request.parameters(["period", "seal"])
            guard let period = asked["period"] else { throw WebError.missingPeriod }
            return try await packs.answer(
                in: context, project: context.parameters.get("project"),
                name: try BenefitPeriod(address: period).address, seal: asked["seal"])
        }
        for (suffix, form) in [("", ProjectsEndpoint.Form.json), (".csv", .csv)] {
            router.get(RouterPath(path + suffix)) { request, _ in
                try await projects.list(request, form)
            }
            router.get(RouterPath(path + "/:project/benefits" + suffix)) { request, context in
                try await projects.benefits(
                    request, id: context.parameters.get("project"), form)
            }
            router.get(RouterPath(path + "/:project/duties" + suffix)) { request, context in
                try await projects.duties(
                    request, id: context.parameters.get("project"), form)
            }
            router.get(RouterPath(path + "/:project/flags" + suffix)) { request, context in
                try await projects.flags(request, id: context.parameters.get("project"), form)
            }
        }
    }

    private func addAccessPages(to router: Router<PageRequestContext>) {
        router.get(RouterPath(LedgerPage.path)) { request, _ in try await ledger.page(request) }
        router.get(RouterPath(LogInPage.path)) { request, _ in try logIns.page(request) }
        router.post(RouterPath(LogInPage.path)) { request, _ in
            try await logIns.logIn(request)
        }
        router.post(RouterPath(LogInPage.outPath)) { request, _ in
            try await logIns.logOut(request)
        }
    }

    private func addProjectPages(to router: Router<PageRequestContext>) {
        router.get(RouterPath(ProjectListPage.path)) { request, _ in
            try await projectPages.list(request)
        }
        router.get("/projects/:project") { request, context in
            try await projectPages.page(request, try project(context))
        }
        router.get("/projects/:project/report") { request, context in
            try await projectPages.report(request, try project(context))
        }
        router.post("/projects/:project/flags/:flag/reply") { request, context in
            try await projectPages.say(
                .reply, to: context.parameters.get("flag"), request, try project(context))
        }
        router.post("/projects/:project/flags/:flag/close") { request, context in
            try await projectPages.say(
                .closing, to: context.parameters.get("flag"), request, try project(context))
        }
        router.get("/projects/:project/declare") { request, context in
            try await declaring.page(request, project: try project(context))
        }
        router.post("/projects/:project/declare") { request, context in
            try await declaring.receive(request, project: try project(context))
        }
        router.get("/projects/:project/declare/template/:kind") { _, context in
            _ = try project(context)
            return try declaring.template(context.parameters.get("kind"))
        }
        router.get("/projects/:project/declare/file/:record/:place") { _, context in
            try await declaring.file(
                try project(context), record: context.parameters.get("record"),
                place: context.parameters.get("place"))
        }
    }

    private func project(_ request: PageRequestContext) throws(WebError) -> Project {
        guard let id = request.parameters.get("project"), let project = context.projects[id]
        else { throw .notFound }
        return project
    }

    /// The shift that an address names; nil: the one that runs.
    private func period(_ line: Int, _ asked: [String: String]) throws(WebError) -> Period? {
        guard let text = asked["date"] else {
            guard asked["shift"] == nil else {
                throw .badRequest("missing_date", "a shift is named with its date")
            }
            return nil
        }
        guard let instant = try context.plant.instant(text) else { return nil }
        let date = context.plant.localDate(of: instant)
        guard
            let period = Period.find(
                context.plant, line: line, date: date, shift: asked["shift"])
        else { throw .badRequest("unknown_shift", "there is no such shift on \(date)") }
        return period
    }

    private func livePage(_ request: Request) throws(WebError) -> LivePage {
        let asked = try request.parameters(
            StopsRequest.parameters.union(["line", "page", "lang"]))
        let language = try request.checkedLanguage()
        guard let name = asked["line"] else {
            switch asked["page"] {
            case nil:
                let visitor = Visitor.current
                return .overview(
                    language, lines: visitor.lines(of: context.plant), links: visitor.opensLines)
            case "health": return .health(language)
            default: throw .badRequest("unknown_page", "page is health, or a line's")
            }
        }
        let line = try line(name)
        switch asked["page"] {
        case nil: return .line(line, language)
        case "shift": return .shift(line, language)
        case "stops":
            return .stops(try StopsRequest(line: line, asked, context.plant), language)
        default: throw .badRequest("unknown_page", "page is shift or stops")
        }
    }

    private func addPrograms(to router: Router<PageRequestContext>) {
        router.get("/api/v1/kpi") { request, _ in try await kpi.answer(request) }
        router.get("/api/v1/stops") { request, _ in try await stops.answer(request, .json) }
        router.get("/api/v1/stops.csv") { request, _ in try await stops.answer(request, .csv) }
        router.get("/api/v1/changes") { request, _ in try await changes.answer(request) }
        router.get("/api/v1/corrections") { request, _ in try await corrections.list(request) }
        router.post("/api/v1/corrections") { request, _ in
            try await corrections.record(request)
        }
        router.get("/api/v1/signals") { request, _ in try await signals.answer(request) }
        router.get("/api/v1/ledger") { request, _ in try await ledger.answer(request) }
        router.get("/api/v1/definitions") { request, _ in
            _ = try request.parameters([])
            let plant = try await offEventLoops { try context.figures.ratedPlant() }
            let lines = Visitor.current.definedLines(of: plant, context.projects)
            return Response.json(DefinitionReport.json(plant, lines: lines))
        }
        router.get("/api/v1/lines") { request, _ in
            _ = try request.parameters([])
            let lines = Visitor.current.lines(of: context.plant)
            let overview = try await source.overview(.english, lines: lines)
            return Response.json(LinesEndpoint(plant: context.plant, lines: overview.lines).json)
        }
        router.get("/api/v1/health") { request, _ in
            _ = try request.parameters([])
            return Response.json(try await source.dataHealth().json(context.plant))
        }
        router.get("/healthz") { _, _ in
            // That it is answered says that the event loops turn.
            let stalled = context.health()?.stalled ?? []
            return Response.text(
                stalled.isEmpty ? "ok\n" : stalled.map { "stalled: \($0)\n" }.joined(),
                type: "text/plain; charset=utf-8",
                status: stalled.isEmpty ? .ok : .serviceUnavailable)
        }
        router.get("/readyz") { _, _ in
            let readiness = try await offEventLoops { try Readiness(context) }
            return Response.json(
                readiness.json, status: readiness.isReady ? .ok : .serviceUnavailable)
        }
        router.get("/metrics") { _, _ in
            let readiness = try await offEventLoops { try Readiness(context) }
            let balances = try await readiness.lanes.flatMap(Balance.of) + source.balances()
            return Response.text(
                Metrics(
                    readiness, traffic: context.traffic, balances: balances,
                    limits: context.meter.readings
                ).text,
                type: "text/plain; version=0.0.4; charset=utf-8")
        }
    }

    private func line(_ name: String?) throws(WebError) -> Int {
        guard let index = context.plant.lines.firstIndex(where: { $0.id == name }) else {
            throw .notFound
        }
        return index
    }
}
