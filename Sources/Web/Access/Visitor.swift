import Access
import Benefits
import HTTPTypes
import Hummingbird
import Plant
import Synchronization

/// Who asks for what is being answered.
struct Visitor: Sendable {
    var principal: Principal
    /// By what the visitor was known.
    var credential: AccessDesk.Credential?
    /// From which address.
    var address = ""
    /// The secret that the reader's forms and cookie share.
    var form = FormToken()

    /// Projects in the answer besides those that its address names.
    let shown = ShownProjects()

    /// Of the request that is being answered; nobody where none is.
    @TaskLocal static var current: Visitor = Visitor(principal: .nobody)

    /// Refuses what the visitor may not do.
    func demand(_ action: Action, _ subject: Subject) throws(WebError) {
        switch principal.refusal(action, subject) {
        case nil: return
        case .unknown: throw .notSignedIn
        case .role: throw .roleForbids
        case .scope: throw .outOfScope
        }
    }

    /// Refuses what the visitor may not do to a work unit, `line/unit`.
    func demand(_ action: Action, unit: String, of plant: Plant) throws(WebError) {
        try demand(action, plant.accessSubject(unit))
    }

    /// Whether the visitor may see a project's benefit data: what a list of projects is sifted by.
    ///
    /// Whoever may is in the ledger as having read of it.
    func isShown(project: String, report: String? = nil) -> Bool {
        let subject = Subject.project(project, report: report)
        guard principal.may(.seeBenefit, subject) else { return false }
        shown.note(subject)
        return true
    }

    /// Whether the pages of the lines that the visitor sees are open too.
    var opensLines: Bool { principal.may(.seeLine, .nothing) }

    /// The lines whose rates and definitions the visitor sees, as indices: who sees no line sees
    /// those of the projects in its scope.
    func definedLines(of plant: Plant, _ projects: ProjectFolder) -> [Int] {
        let scope = principal.scope
        func names(_ project: String) -> Bool {
            scope.projects?.contains { $0 == project || $0.hasPrefix(project + "/") } ?? true
        }
        // A report that names no project is the plant's.
        var funded = names(plant.id) ? Set(plant.lines.map(\.id)) : []
        for project in projects.projects where names(project.id) {
            funded.formUnion(project.lines.map(\.id))
        }
        return plant.lines.indices.filter { line in
            let id = plant.lines[line].id
            let subject = Subject.line(id, plant: plant.id)
            return principal.may(.seeOverview, subject)
                || (scope.covers(subject) && (scope.lines != nil || funded.contains(id)))
        }
    }

    /// The lines that the visitor sees, as indices; nil: all of them.
    func lines(of plant: Plant) -> [Int]? {
        guard principal.refusal(.seeOverview, .plant(plant.id)) == .scope else { return nil }
        return plant.lines.indices.filter {
            principal.scope.covers(.line(plant.lines[$0].id, plant: plant.id))
        }
    }
}

/// Collects of which projects something is in an answer, and of which report.
final class ShownProjects: Sendable {
    private let projects = Mutex<Set<Subject>>([])
    private let reportName = Mutex<String?>(nil)

    func note(_ subject: Subject) { projects.withLock { _ = $0.insert(subject) } }

    /// Says which report of the project that the address names is in the answer, more closely
    /// than the address does.
    func name(_ report: String) { reportName.withLock { $0 = report } }

    /// Which report that is; nil: what the address says.
    var report: String? { reportName.withLock { $0 } }

    /// All that were noted.
    var all: Set<Subject> { projects.withLock { $0 } }
}

extension Plant {
    /// What a name of a work unit, a line or the plant means to scopes: its line, or all of them.
    func accessSubject(_ name: String?) -> Subject {
        guard let name else { return .plant(id) }
        let line = String(name.prefix { $0 != "/" })
        let isPlant = name == id && !lines.contains { $0.id == id }
        return isPlant ? .plant(id) : .line(line, plant: id)
    }
}

extension WebError {
    static let notSignedIn = WebError(
        status: .unauthorized, code: "not_signed_in", message: "log in, or show a valid token")
    static let roleForbids = WebError(
        status: .forbidden, code: "role_forbids", message: "your role does not do this")
    static let outOfScope = WebError(
        status: .forbidden, code: "out_of_scope",
        message: "this belongs to a line or project outside your scope")
    static let foreignHost = WebError(
        status: .forbidden, code: "foreign_host",
        message: "there is no user yet, so only this machine is answered, by its own name")
    static let noRule = WebError(
        status: .forbidden, code: "no_rule", message: "nobody may do this")
}
