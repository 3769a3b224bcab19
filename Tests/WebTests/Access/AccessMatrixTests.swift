import Access
import Benefits
import HTTPTypes
import Hummingbird
import NIOCore
import Plant
import Production
import Promises
import Reporting
import Storage
import StorageSQLite
import Telemetry
import Testing

@testable import Web

/// P16: every route × every role × one's own and someone else's line and project.
@Suite("Access matrix")
struct AccessMatrixTests {
    /// What the router has, but for what pages are dressed with.
    private func routes(_ context: WebContext) -> [String] {
        let source = PageSource(context)
        return Routes(context, source: source, hub: LiveHub(source)).router().routes
            .map { "\($0.method.rawValue) \($0.path)" }.filter { !$0.hasPrefix("GET /assets/") }
    }

    @Test func everyRouteHasItsNeedAndItsProbe() throws {
        let routes = routes(try Gate().context())
        #expect(routes.count > 25)
        for route in routes {
            #expect(RouteNeeds.table[route] != nil, "\(route) is not in RouteNeeds.table")
            #expect(Probe.all[route] != nil, "\(route) is not in Probe.all")
        }
        #expect(Set(RouteNeeds.table.keys) == Set(routes), "a route of the table is not there")
    }

    @Test func whatIsInNoTableIsRefused() {
        #expect(RouteNeeds.need(method: "GET", pattern: "/new") == nil)
        #expect(RouteNeeds.need(method: "POST", pattern: "/assets/{name}") == nil)
        #expect(RouteNeeds.need(method: "DELETE", pattern: "/line/{line}") == nil)
    }

    @Test func routeWithoutANeedIsRefusedToAll() async throws {
        let gate = try Gate()
        let context = gate.context()
        let source = PageSource(context)
        let router = Routes(context, source: source, hub: LiveHub(source)).router()
        router.get("/new") { _, _ in Response.text("secret", type: "text/plain") }
        let headers = HTTPFields.bearer(try gate.token("all", .manufacturer))
        let application = Application(responder: router.buildResponder())
        try await application.test { client in
            let answer = try await client.execute(uri: "/new", method: .get, headers: headers)
            #expect(answer.status == .forbidden)
            let text = String(buffer: answer.body)
            #expect(text.contains("no_rule") && !text.contains("secret"))
        }
    }

    private func isRefused(_ answer: TestResponse) -> Bool {
        answer.status == .unauthorized || answer.status == .forbidden
            || (answer.status == .seeOther
                && answer.headers[.location]?.hasPrefix("/login?next=") == true)
    }

    private func send(
        _ probe: Probe, _ client: TestClient, _ credential: HTTPFields
    ) async throws -> TestResponse {
        var headers = credential
        headers[.contentType] = probe.type
        headers[.cookie] = "form=\(Gate.form)"
        return try await client.execute(
            uri: probe.uri, method: probe.method, headers: headers,
            body: probe.body.map { ByteBuffer(string: $0) })
    }

    @Test(.timeLimit(.minutes(5))) func everyRoleSeesWhatTheTableSaysAndNoMore() async throws {
        let gate = try Gate()
        let context = gate.context()
        var line = PromiseLine(promise: "P16", part: "role × endpoint", seed: 0)
        let probes = routes(context).flatMap { Probe.all[$0] ?? [] }
        var visitors: [(role: Role, reach: Probe.Reach, token: String)] = []
        for role in Role.allCases {
            for reach in Probe.Reach.allCases {
                guard let scope = reach.scope(of: role) else { continue }
                let token = try gate.token("\(role)-\(reach)", role, scope)
                visitors.append((role, reach, token))
            }
        }
        let asking = visitors
        let verdicts = try await WebServer(context: context, port: 0).application.test {
            client in
            var verdicts: [(isRefused: Bool, isRight: Bool, words: String)] = []
            for (role, reach, token) in asking {
                for probe in probes {
                    let answer = try await send(probe, client, .bearer(token))
                    let isRefused = isRefused(answer)
                    verdicts.append(
                        (
                            isRefused, isRefused != probe.allows(role, reach),
                            "\(role), \(reach): \(probe.method) \(probe.uri): \(answer.status)"
                        ))
                }
            }
            return verdicts
        }
        let wrong = verdicts.filter { !$0.isRight }
        line.runs = verdicts.count
        line.faults = verdicts.count { $0.isRefused }
        line.lost = wrong.count { !$0.isRefused }
        line.doubled = wrong.count { $0.isRefused }
        line.close()
        #expect(wrong.isEmpty, "\(wrong.map(\.words).joined(separator: "\n"))")
        #expect(line.runs > 500 && line.faults > 250)
        // Whoever was let through to benefit data is in the ledger, and nobody else.
        let readers = Set(try gate.desk.reads(limit: 100).map(\.name))
        #expect(
            readers == [
                "manufacturer-own", "manufacturer-report", "manufacturer-everything",
                "secretariat-own", "secretariat-report", "secretariat-everything", "auditor-own",
            ])
    }

    @Test func whoShowsNothingGoodSeesNothing() async throws {
        let gate = try Gate()
        let context = gate.context()
        let revoked = try gate.token("old", .manufacturer)
        _ = try gate.desk.revokeToken("old", by: "root", at: gate.workshop.now)
        let shown: [HTTPFields] = [
            [:], .bearer(""), .bearer(String(repeating: "0", count: 64)), .bearer(revoked),
            [.authorization: "Basic bWVpOng="], [.cookie: "session=\(revoked)"],
        ]
        var line = PromiseLine(promise: "P16", part: "no credential × endpoint", seed: 0)
        let probes = routes(context).flatMap { Probe.all[$0] ?? [] }
        let verdicts = try await WebServer(context: context, port: 0).application.test {
            client in
            var verdicts: [(isRefused: Bool, isOpen: Bool, words: String)] = []
            for credential in shown {
                for probe in probes {
                    let isRefused = isRefused(try await send(probe, client, credential))
                    verdicts.append((isRefused, probe.action == nil, probe.uri))
                }
            }
            return verdicts
        }
        line.runs = verdicts.count
        line.faults = verdicts.count { $0.isRefused }
        line.lost = verdicts.count { !$0.isRefused && !$0.isOpen }
        line.close()
        let wrong = verdicts.filter { $0.isRefused == $0.isOpen }
        #expect(wrong.isEmpty, "\(wrong.map(\.words))")
    }

    @Test func craftedCorrectionsOfAnotherLineAreRefused() async throws {
        let gate = try Gate()
        let mine = try gate.token(
            "mine", .engineer, Probe.Reach.own.scope(of: .engineer) ?? .everything)
        let all = try gate.token("all", .engineer)
        func post(_ uri: String, _ type: String, _ body: String, _ token: String) async throws
            -> TestResponse
        {
            var headers = HTTPFields.bearer(token)
            headers[.contentType] = type
            headers[.cookie] = "form=\(Gate.form)"
            return try await gate.ask(uri, .post, headers: headers, body: body)
        }
        let stop =
            "{\"kind\":\"reason\",\"unit\":\"open-2/press\",\"at\":\"2026-03-02T09:05:00\","
            + "\"reason\":\"none\",\"why\":\"y\""
        let path = "/api/v1/corrections"
        let refused = try await post(path, "application/json", stop + ",\"trial\":true}", mine)
        #expect(refused.status == .forbidden)
        // What is wrong with it is told to who may know the line.
        let odd = stop.replacing("\"none\"", with: "\"nothing like it\"") + "}"
        #expect(try await post(path, "application/json", odd, mine).status == .forbidden)
        #expect(try await post(path, "application/json", odd, all).status == .badRequest)
        let made = try await post(path, "application/json", stop + "}", all)
        #expect(made.status == .created)
        // By number alone.
        let withdrawal = "{\"kind\":\"withdraw\",\"supersedes\":1,\"why\":\"y\"}"
        let told = try await post(path, "application/json", withdrawal, mine)
        #expect(told.status == .forbidden)
        // Through the form of the own line.
        let form =
            "token=\(Gate.form)&kind=reason&unit=open-2/press&at=2026-03-02T09:05:00"
            + "&reason=none&why=y&by=mei"
        let sly = try await post(
            "/line/mask-1/correct", "application/x-www-form-urlencoded", form, mine)
        #expect(sly.status == .forbidden)
        let kept = try gate.workshop.store.corrections(unit: "open-2/press", over: .always)
        #expect(kept.map(\.draft.by) == ["token:all"])
    }

    @Test func overviewHasOneOwnLinesAlone() async throws {
        let gate = try Gate()
        let scope = Probe.Reach.own.scope(of: .engineer) ?? .everything
        let token = try gate.token("mine", .engineer, scope)
        for uri in ["/?lang=en", "/api/v1/lines"] {
            let text = String(buffer: try await gate.ask(uri, headers: .bearer(token)).body)
            #expect(text.contains("mask-1") && !text.contains("open-2"), "\(uri)")
        }
        let page = LivePage.overview(.english, lines: [0])
        let parts = try await PageSource(gate.context()).fragments(page)
        #expect(parts.allSatisfy { !$0.html.source.contains("open-2") })
    }

    /// Rates and definitions of the own lines, of an auditor those of its project; meanings
    /// to all.
    @Test func definitionsHaveOnesOwnLinesAlone() async throws {
        var gate = try Gate()
        gate.projects = ProjectFolder(projects: [try SmallProject.read("p")])
        var line = PromiseLine(promise: "P16", part: "role × definitions", seed: 0)
        let own = Scope(lines: ["test/mask-1"], projects: ["p/r"])
        let report = Scope(lines: nil, projects: ["p/r"])
        let elsewhere = Scope(lines: ["test/open-2"], projects: ["elsewhere/r"])
        var asked: [(role: Role, scope: Scope, lines: Set<String>)] = [
            (.auditor, report, ["mask-1"]),
            (.auditor, Scope(lines: nil, projects: ["elsewhere/r"]), []),
            (.auditor, Scope(lines: nil, projects: ["test/r"]), ["mask-1", "open-2"]),
            (.secretariat, report, ["mask-1", "open-2"]),
            (.operator, .everything, ["mask-1", "open-2"]),
        ]
        for role in Role.allCases {
            asked.append((role, own, ["mask-1"]))
            asked.append((role, elsewhere, ["open-2"]))
        }
        for (number, (role, scope, lines)) in asked.enumerated() {
            let token = try gate.token("t\(number)", role, scope)
            for uri in ["/definitions?lang=en", "/api/v1/definitions"] {
                let answer = try await gate.ask(uri, headers: .bearer(token))
                let text = String(buffer: answer.body)
                let plant = gate.workshop.plant
                for (index, place) in plant.lines.enumerated() {
                    let isShown = text.contains(plant.definitionHash(line: index))
                    let isRight = isShown == lines.contains(place.id)
                    #expect(isRight, "\(role) \(scope) \(uri) \(place.id)")
                    line.runs += 1
                    if isShown && !isRight { line.lost += 1 }
                    if !isShown { line.faults += 1 }
                }
                #expect(answer.status == .ok && text.contains("OEE"))
            }
        }
        line.close()
    }

    @Test func overviewLinksToLinesThatAreOpen() async throws {
        let gate = try Gate()
        for (role, isLinked) in [(Role.secretariat, false), (.engineer, true)] {
            let token = try gate.token("\(role)", role)
            let page = String(
                buffer: try await gate.ask("/?lang=en", headers: .bearer(token)).body)
            #expect(page.contains("mask-1") == isLinked, "\(role)")
            #expect(page.contains("class=\"tile"))
            let live = LivePage.overview(.english, links: isLinked)
            let parts = try await PageSource(gate.context()).fragments(live)
            #expect(parts.contains { $0.html.source.contains("/line/mask-1") } == isLinked)
        }
    }

    @Test func headerLeadsOnlyWhereOneMayGo() async throws {
        let gate = try Gate()
        let links: [(Role, Set<String>)] = [
            (.operator, ["/", "/line/mask-1", "/line/open-2", "/definitions"]),
            (.secretariat, ["/", "/benefit", "/projects", "/sealed", "/definitions"]),
            (.auditor, ["/benefit", "/projects", "/sealed", "/definitions"]),
        ]
        for (role, places) in links {
            let scope = role == .auditor ? Scope(lines: nil, projects: ["test/r"]) : .everything
            let token = try gate.token("\(role)", role, scope)
            let page = String(
                buffer: try await gate.ask("/definitions?lang=en", headers: .bearer(token)).body)
            let nav = page.split(separator: "<nav")[1].split(separator: "</nav>")[0]
            let found = nav.split(separator: "href=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
            #expect(Set(found.map(String.init)) == places, "\(role)")
        }
    }
}
