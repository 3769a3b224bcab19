import HTTPTypes
import Hummingbird
import Pipeline
import Plant
import Reporting

/// Which address gives what.
struct Routes: Sendable {
    let context: WebContext
    let source: PageSource
    let hub: LiveHub
    private let kpi: KPIEndpoint

    init(_ context: WebContext, source: PageSource, hub: LiveHub) {
        self.context = context
        self.source = source
        self.hub = hub
        kpi = KPIEndpoint(context)
    }

    func router() -> Router<BasicRequestContext> {
        let router = Router(options: .autoGenerateHeadEndpoints)
        router.add(middleware: Guard(plant: context.plant))
        addPages(to: router)
        addPrograms(to: router)
        for asset in Asset.allCases {
            router.get(RouterPath(asset.path)) { _, _ in
                var response = Response.text(asset.content, type: asset.type)
                response.headers[.cacheControl] = "public, max-age=31536000, immutable"
                return response
            }
        }
        return router
    }

    private func addPages(to router: Router<BasicRequestContext>) {
        router.get("/") { request, _ in
            Response.page(try await source.overview(try request.checkedLanguage()).page)
        }
        router.get("/line/:line") { request, context in
            let line = try line(context.parameters.get("line"))
            return Response.page(try await source.line(line, try request.checkedLanguage()).page)
        }
        router.get("/benefit") { request, _ in
            let wording = Wording(try request.checkedLanguage(), context.plant)
            let report = try await offEventLoops { try context.benefit() }
            return Response.page(BenefitPage(wording: wording, report: report).page)
        }
        router.get("/live") { request, _ in
            let asked = try request.parameters(["line", "lang"])
            let language = try request.checkedLanguage()
            let page: LivePage =
                if let name = asked["line"] {
                    .line(try line(name), language)
                } else {
                    .overview(language)
                }
            guard request.method == .get else {
                return Response.text("", type: "text/event-stream; charset=utf-8")
            }
            return try await LiveStream(hub: hub, source: source, page: page).response()
        }
    }

    private func addPrograms(to router: Router<BasicRequestContext>) {
        router.get("/api/v1/kpi") { request, _ in try await kpi.answer(request) }
        router.get("/api/v1/lines") { request, _ in
            _ = try request.parameters([])
            let overview = try await source.overview(.english)
            return Response.json(LinesEndpoint(plant: context.plant, lines: overview.lines).json)
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
            return Response.text(
                Metrics(readiness, traffic: context.traffic).text,
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
