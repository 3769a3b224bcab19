import Access
import HTTPTypes

/// A request to one address, and what it is to take: written by hand, apart from the table of the
/// program.
struct Probe: Sendable {
    /// What the request is about.
    enum About: Sendable {
        case nothing, ownLine, otherLine, plant, ownProject, otherProject, report, allProjects
    }

    /// nil: it is open to all.
    var action: Action?
    var about: About
    var uri: String
    var method = HTTPRequest.Method.get
    var type: String?
    var body: String?

    init(_ action: Action?, _ about: About, _ uri: String) {
        (self.action, self.about, self.uri) = (action, about, uri)
    }

    /// Sends something.
    func posting(_ type: String, _ body: String) -> Probe {
        var probe = self
        (probe.method, probe.type, probe.body) = (.post, type, body)
        return probe
    }

    /// Asks for the head alone: the answer itself has no end.
    var head: Probe {
        var probe = self
        probe.method = .head
        return probe
    }

    /// Whether somebody is to be let through.
    func allows(_ role: Role, _ reach: Reach) -> Bool {
        guard let action else { return true }
        guard Self.may[role]?.contains(action) ?? false else { return false }
        switch (about, reach) {
        case (.nothing, _), (_, .everything): return true
        case (.ownLine, .own), (.report, .own), (.ownLine, .report), (.report, .report): return true
        // An auditor has a report of it, not the project.
        case (.ownProject, .own): return role != .auditor
        case (.otherProject, .other): return role != .auditor
        case (.otherLine, .other): return true
        default: return false
        }
    }

    /// How far somebody's rights reach.
    enum Reach: CaseIterable, Sendable {
        case own, report, other, everything

        func scope(of role: Role) -> Scope? {
            switch self {
            case .own:
                Scope(lines: ["test/mask-1"], projects: [role == .auditor ? "test/r" : "test"])
            // What an auditor has anyhow.
            case .report:
                role == .auditor
                    ? nil : Scope(lines: ["test/mask-1"], projects: ["test/r"])
            case .other:
                Scope(
                    lines: ["test/open-2"],
                    projects: [role == .auditor ? "elsewhere/r" : "elsewhere"])
            // There is no such auditor.
            case .everything: role == .auditor ? nil : .everything
            }
        }
    }

    private static let may: [Role: Set<Action>] = [
        .operator: [.seeOverview, .seeLine, .seeDefinitions, .correct],
        .engineer: [
            .seeOverview, .seeLine, .seeDefinitions, .correct, .seeSignals, .seeDataHealth,
        ],
        .secretariat: [.seeOverview, .seeDefinitions, .seeBenefit, .decide],
        .auditor: [.seeDefinitions, .seeBenefit],
        .manufacturer: [
            .seeOverview, .seeLine, .seeDefinitions, .correct, .seeSignals, .seeDataHealth,
            .seeBenefit, .declare, .seeLedger,
        ],
    ]

    /// By method and pattern, as the router tells them.
    static let all: [String: [Probe]] = [
        "GET /": [Probe(.seeOverview, .nothing, "/?lang=en")],
        "GET /line/{line}": lines(.seeLine, "/line/LINE"),
        "GET /line/{line}/shift": lines(.seeLine, "/line/LINE/shift"),
        "GET /line/{line}/stops": lines(.seeLine, "/line/LINE/stops"),
        "GET /line/{line}/signals": lines(.seeSignals, "/line/LINE/signals"),
        "GET /line/{line}/correct": lines(.correct, "/line/LINE/correct"),
        "POST /line/{line}/correct": [
            Probe(.correct, .ownLine, "/line/mask-1/correct").posting(
                form, reason("mask-1/welder")),
            Probe(.correct, .otherLine, "/line/open-2/correct")
                .posting(form, reason("open-2/press")),
        ],
        "GET /benefit": [Probe(.seeBenefit, .report, "/benefit")],
        // A visitor sees of the list what it may see.
        "GET /sealed": [Probe(.seeBenefit, .nothing, "/sealed")],
        "GET /sealed/{project}/{report}": [Probe(.seeBenefit, .report, "/sealed/test/r")],
        "GET /sealed/{project}/{report}/pack": [
            Probe(.seeBenefit, .report, "/sealed/test/r/pack"),
            Probe(.seeBenefit, .ownProject, "/sealed/test/other/pack"),
            Probe(.seeBenefit, .otherProject, "/sealed/elsewhere/other/pack"),
        ],
        "GET /line/{line}/period": lines(
            .seeLine, "/line/LINE/period?from=2026-03-02&to=2026-03-03"),
        "GET /line/{line}/messages": [
            Probe(.seeSignals, .ownLine, "/line/mask-1/messages?unit=welder&" + day),
            Probe(.seeSignals, .otherLine, "/line/open-2/messages?unit=press&" + day),
        ],
        // A visitor sees of the list what it may see.
        "GET /projects": [Probe(.seeBenefit, .nothing, "/projects")],
        "GET /projects/{project}": projects("/projects/ID", .seeBenefit),
        "GET /projects/{project}/report": [
            Probe(.seeBenefit, .report, "/projects/test/report?kind=benefit&period=r"),
            Probe(.seeBenefit, .report, "/projects/test/report?period=r"),
            // A scope names benefit reports, not others of the same days.
            Probe(.seeBenefit, .ownProject, "/projects/test/report?kind=progress&period=r"),
            Probe(.seeBenefit, .ownProject, "/projects/test/report?kind=final&period=r"),
            Probe(.seeBenefit, .ownProject, "/projects/test/report"),
            Probe(.seeBenefit, .ownProject, "/projects/test/report?report=r"),
            Probe(.seeBenefit, .otherProject, "/projects/elsewhere/report"),
        ],
        "POST /projects/{project}/flags/{flag}/reply": projects(
            "/projects/ID/flags/1/reply"
        ).map { $0.posting(form, "token=\(Gate.form)&text=x") },
        "POST /projects/{project}/flags/{flag}/close": projects(
            "/projects/ID/flags/1/close", .decide
        ).map { $0.posting(form, "token=\(Gate.form)&outcome=explained&why=x") },
        "GET /projects/{project}/declare": projects("/projects/ID/declare"),
        "POST /projects/{project}/declare": projects("/projects/ID/declare").map {
            $0.posting("multipart/form-data; boundary=b", "--b--")
        },
        "GET /projects/{project}/declare/template/{kind}": projects(
            "/projects/ID/declare/template/sales"),
        "GET /projects/{project}/declare/file/{record}/{place}": projects(
            "/projects/ID/declare/file/1/0"),
        "GET /definitions": [Probe(.seeDefinitions, .nothing, "/definitions")],
        "GET /health": [Probe(.seeDataHealth, .plant, "/health")],
        "GET /ledger": [Probe(.seeLedger, .allProjects, "/ledger")],
        "GET /live": [
            Probe(.seeOverview, .nothing, "/live?lang=en").head,
            Probe(.seeDataHealth, .plant, "/live?page=health").head,
        ]
            + ["", "&page=shift", "&page=stops"].flatMap { page in
                lines(.seeLine, "/live?line=LINE" + page).map(\.head)
            },
        "GET /login": [Probe(nil, .nothing, "/login")],
        "POST /login": [
            Probe(nil, .nothing, "/login").posting(
                form, "token=\(Gate.form)&name=mei&password=" + right)
        ],
        "POST /logout": [Probe(nil, .nothing, "/logout").posting(form, "token=\(Gate.form)")],
        "GET /api/v1/kpi": units("/api/v1/kpi?by=day"),
        "GET /api/v1/stops": units("/api/v1/stops?minor=true"),
        "GET /api/v1/stops.csv": units("/api/v1/stops.csv?minor=true"),
        "GET /api/v1/changes": units("/api/v1/changes?from=2026-03-02"),
        "GET /api/v1/corrections": units("/api/v1/corrections?from=2026-03-02"),
        "POST /api/v1/corrections": [
            Probe(.correct, .ownLine, corrections).posting(json, stop("mask-1/welder")),
            Probe(.correct, .otherLine, corrections).posting(json, stop("open-2/press")),
        ],
        "GET /api/v1/signals": [
            Probe(.seeSignals, .ownLine, "/api/v1/signals?signal=mask-1/welder/made"),
            Probe(.seeSignals, .otherLine, "/api/v1/signals?signal=open-2/press/made"),
            // All that is asked for must be within reach.
            Probe(
                .seeSignals, .plant,
                "/api/v1/signals?signal=mask-1/welder/made,open-2/press/made"),
        ],
        // One report is asked for by its period; everything else is of the whole project.
        "GET /api/v1/projects": [Probe(.seeBenefit, .nothing, "/api/v1/projects")],
        "GET /api/v1/projects.csv": [Probe(.seeBenefit, .nothing, "/api/v1/projects.csv")],
        "GET /api/v1/projects/{project}": [
            Probe(.seeBenefit, .ownProject, "/api/v1/projects/test")
        ],
        "GET /api/v1/projects/{project}/benefits": [
            Probe(.seeBenefit, .report, "/api/v1/projects/test/benefits?period=r")
        ],
        "GET /api/v1/projects/{project}/benefits.csv": [
            Probe(.seeBenefit, .report, "/api/v1/projects/test/benefits.csv?period=r")
        ],
        "GET /api/v1/projects/{project}/pack": [
            Probe(.seeBenefit, .report, "/api/v1/projects/test/pack?period=r"),
            Probe(.seeBenefit, .ownProject, "/api/v1/projects/test/pack"),
        ],
        "GET /api/v1/projects/{project}/duties": [
            Probe(.seeBenefit, .ownProject, "/api/v1/projects/test/duties")
        ],
        "GET /api/v1/projects/{project}/duties.csv": [
            Probe(.seeBenefit, .ownProject, "/api/v1/projects/test/duties.csv")
        ],
        "GET /api/v1/projects/{project}/flags": [
            Probe(.seeBenefit, .ownProject, "/api/v1/projects/test/flags")
        ],
        "GET /api/v1/projects/{project}/flags.csv": [
            Probe(.seeBenefit, .ownProject, "/api/v1/projects/test/flags.csv")
        ],
        "GET /api/v1/definitions": [Probe(.seeDefinitions, .nothing, "/api/v1/definitions")],
        "GET /api/v1/lines": [Probe(.seeOverview, .nothing, "/api/v1/lines")],
        "GET /api/v1/health": [Probe(.seeDataHealth, .plant, "/api/v1/health")],
        "GET /api/v1/ledger": [Probe(.seeLedger, .allProjects, "/api/v1/ledger")],
        "GET /healthz": [Probe(nil, .nothing, "/healthz")],
        "GET /readyz": [Probe(nil, .nothing, "/readyz")],
        "GET /metrics": [Probe(.seeDataHealth, .plant, "/metrics")],
    ]

    private static let day = "from=2026-03-02&to=2026-03-03"
    private static let corrections = "/api/v1/corrections"
    private static let form = "application/x-www-form-urlencoded"
    private static let json = "application/json"
    private static let right = Gate.password.replacing(" ", with: "+")

    private static func lines(_ action: Action, _ uri: String) -> [Probe] {
        [
            Probe(action, .ownLine, uri.replacing("LINE", with: "mask-1")),
            Probe(action, .otherLine, uri.replacing("LINE", with: "open-2")),
        ]
    }

    /// Of the own project and another one; naming one's report does not make it less.
    private static func projects(_ uri: String, _ action: Action = .declare) -> [Probe] {
        ["", "?report=r", "?period=r"].flatMap { query in
            [
                Probe(action, .ownProject, uri.replacing("ID", with: "test") + query),
                Probe(action, .otherProject, uri.replacing("ID", with: "elsewhere") + query),
            ]
        }
    }

    /// Of the own line, another one, the plant, and of everything.
    private static func units(_ uri: String) -> [Probe] {
        [
            Probe(.seeLine, .ownLine, uri + "&unit=mask-1/welder"),
            Probe(.seeLine, .otherLine, uri + "&unit=open-2/press"),
            Probe(.seeLine, .plant, uri + "&unit=test"), Probe(.seeLine, .plant, uri),
        ]
    }

    private static func stop(_ unit: String) -> String {
        "{\"kind\":\"reason\",\"unit\":\"\(unit)\",\"at\":\"2026-03-02T09:05:00\","
            + "\"reason\":\"none\",\"by\":\"x\",\"why\":\"y\"}"
    }

    private static func reason(_ unit: String) -> String {
        "token=\(Gate.form)&kind=reason&unit=\(unit)&at=2026-03-02T09:05:00&reason=none&why=y"
    }
}
