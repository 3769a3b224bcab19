import Access
import Hummingbird
import Plant

/// What one address needs of who asks.
enum RouteNeed: Sendable {
    /// Nothing: whether the process lives, how to log in, how pages look.
    case open
    /// An action, on what the address names.
    case right(Action, Aim)
    /// That of the page that is followed.
    case ofLivePage

    /// Where the address names what the action is about.
    enum Aim: Sendable {
        /// Nothing of a line; or the handler looks at what is named, line by line.
        case nothing
        /// Everything of the plant.
        case plant
        /// `:line` of the path.
        case line
        /// The query's `unit`; the whole plant where it has none.
        case unit
        /// The query's `signal`.
        case signals
        /// The benefit report of the plant.
        case report
        /// `:project` of the path as a whole, whatever the query says.
        case project
        /// One benefit report of `:project`: the path's `:report`, else the query's `period`; the
        /// whole project where the query has another `kind`.
        case periodOfProject
        /// The ledger of all projects.
        case ledger
    }
}

/// What every address needs: the one table.
///
/// An address that is not in it is refused.
enum RouteNeeds {
    /// By method and pattern, as the router writes them.
    static let table: [String: RouteNeed] = [
        "GET /": .right(.seeOverview, .nothing),
        "GET /line/{line}": .right(.seeLine, .line),
        "GET /line/{line}/shift": .right(.seeLine, .line),
        "GET /line/{line}/stops": .right(.seeLine, .line),
        "GET /line/{line}/signals": .right(.seeSignals, .line),
        "GET /line/{line}/correct": .right(.correct, .line),
        "POST /line/{line}/correct": .right(.correct, .line),
        "GET /benefit": .right(.seeBenefit, .report),
        // What is listed is looked at report by report.
        "GET /sealed": .right(.seeBenefit, .nothing),
        "GET /sealed/{project}/{report}": .right(.seeBenefit, .periodOfProject),
        "GET /sealed/{project}/{report}/pack": .right(.seeBenefit, .periodOfProject),
        "GET /line/{line}/period": .right(.seeLine, .line),
        "GET /line/{line}/messages": .right(.seeSignals, .line),
        // What is listed is looked at project by project.
        "GET /projects": .right(.seeBenefit, .nothing),
        "GET /projects/{project}": .right(.seeBenefit, .project),
        "GET /projects/{project}/report": .right(.seeBenefit, .periodOfProject),
        "POST /projects/{project}/flags/{flag}/reply": .right(.declare, .project),
        "POST /projects/{project}/flags/{flag}/close": .right(.decide, .project),
        "GET /projects/{project}/declare": .right(.declare, .project),
        "POST /projects/{project}/declare": .right(.declare, .project),
        "GET /projects/{project}/declare/template/{kind}": .right(.declare, .project),
        "GET /projects/{project}/declare/file/{record}/{place}": .right(.declare, .project),
        "GET /definitions": .right(.seeDefinitions, .nothing),
        "GET /health": .right(.seeDataHealth, .plant),
        "GET /ledger": .right(.seeLedger, .ledger),
        "GET /live": .ofLivePage,
        "GET /login": .open,
        "POST /login": .open,
        "POST /logout": .open,
        "GET /api/v1/kpi": .right(.seeLine, .unit),
        "GET /api/v1/stops": .right(.seeLine, .unit),
        "GET /api/v1/stops.csv": .right(.seeLine, .unit),
        "GET /api/v1/changes": .right(.seeLine, .unit),
        "GET /api/v1/corrections": .right(.seeLine, .unit),
        // The recorder looks at the work unit that is corrected.
        "POST /api/v1/corrections": .right(.correct, .nothing),
        "GET /api/v1/signals": .right(.seeSignals, .signals),
        "GET /api/v1/projects": .right(.seeBenefit, .nothing),
        "GET /api/v1/projects.csv": .right(.seeBenefit, .nothing),
        "GET /api/v1/projects/{project}": .right(.seeBenefit, .project),
        "GET /api/v1/projects/{project}/benefits": .right(.seeBenefit, .periodOfProject),
        "GET /api/v1/projects/{project}/benefits.csv": .right(.seeBenefit, .periodOfProject),
        "GET /api/v1/projects/{project}/pack": .right(.seeBenefit, .periodOfProject),
        "GET /api/v1/projects/{project}/duties": .right(.seeBenefit, .project),
        "GET /api/v1/projects/{project}/duties.csv": .right(.seeBenefit, .project),
        "GET /api/v1/projects/{project}/flags": .right(.seeBenefit, .project),
        "GET /api/v1/projects/{project}/flags.csv": .right(.seeBenefit, .project),
        "GET /api/v1/definitions": .right(.seeDefinitions, .nothing),
        "GET /api/v1/lines": .right(.seeOverview, .nothing),
        "GET /api/v1/health": .right(.seeDataHealth, .plant),
        "GET /api/v1/ledger": .right(.seeLedger, .ledger),
        "GET /healthz": .open,
        "GET /readyz": .open,
        "GET /metrics": .right(.seeDataHealth, .plant),
    ]

    /// What an address needs; nil: it is not in the table.
    static func need(method: String, pattern: String) -> RouteNeed? {
        let method = method == "HEAD" ? "GET" : method
        if pattern.hasPrefix("/assets/"), method == "GET" { return .open }
        return table["\(method) \(pattern)"]
    }

    /// Whether something may be sent to an address.
    static func takesForms(path: String) -> Bool { formPatterns.contains { fits(path, $0) } }

    private static let formPatterns = table.keys.filter { $0.hasPrefix("POST ") }
        .map { parts($0.dropFirst(5)) }

    private static func fits(_ path: String, _ pattern: [Substring]) -> Bool {
        let asked = parts(path)
        return asked.count == pattern.count
            && zip(asked, pattern).allSatisfy { $0 == $1 || $1.hasPrefix("{") }
    }

    private static func parts(_ text: some StringProtocol) -> [Substring] {
        Substring(text).split(separator: "/")
    }
}

/// An action with what it is about.
struct Demand: Hashable, Sendable {
    var action: Action
    var subject: Subject
}

extension RouteNeed {
    /// What a request demands; none: nothing.
    func demands(
        _ request: Request, _ context: PageRequestContext, _ site: WebContext
    ) -> [Demand] {
        switch self {
        case .open: return []
        case .right(let action, let aim):
            return aim.subjects(request, context, site).map { Demand(action: action, subject: $0) }
        case .ofLivePage:
            let asked = request.uri.queryParameters
            let plant = site.plant
            if let line = asked["line"] {
                return [Demand(action: .seeLine, subject: plant.accessSubject(String(line)))]
            }
            return asked["page"] == "health"
                ? [Demand(action: .seeDataHealth, subject: .plant(plant.id))]
                : [Demand(action: .seeOverview, subject: .nothing)]
        }
    }
}

extension RouteNeed.Aim {
    fileprivate func subjects(
        _ request: Request, _ context: PageRequestContext, _ site: WebContext
    ) -> [Subject] {
        let plant = site.plant
        let asked = request.uri.queryParameters
        switch self {
        case .nothing: return [.nothing]
        case .plant: return [.plant(plant.id)]
        case .line: return [.line(context.parameters.get("line") ?? "", plant: plant.id)]
        case .unit: return [plant.accessSubject(asked["unit"].map(String.init))]
        case .signals:
            let paths = (asked["signal"].map(String.init) ?? "").split(separator: ",")
            // Without one the role is still asked for.
            return [.nothing] + paths.map { plant.accessSubject(String($0)) }
        case .report: return [.project(plant.id, report: site.benefitReport)]
        case .project: return [.project(context.parameters.get("project") ?? "", report: nil)]
        case .periodOfProject:
            var report = context.parameters.get("report") ?? asked["period"].map(String.init)
            // Scopes name benefit reports; another kind of the same days is another report.
            if asked[values: "kind"].contains(where: { $0 != "benefit" }) { report = nil }
            return [.project(context.parameters.get("project") ?? "", report: report)]
        case .ledger: return [.allProjects]
        }
    }
}
