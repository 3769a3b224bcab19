import Access
import Benefits
import Plant

/// All funded projects.
struct ProjectListPage {
    static let path = "/projects"

    let wording: Wording
    let projects: [(project: Project, duties: [Duty], openFlags: Int)]
    let day: LocalDate

    var page: String {
        let layout = Layout(
            wording: wording, address: Address(path: Self.path),
            title: wording(ProjectTerm.projects))
        return layout.page {
            HTML("h1") { wording(ProjectTerm.projects) }
            HTML("section", ["class": "panel wide"]) {
                if projects.isEmpty {
                    HTML("p") { wording(nothing) }
                } else {
                    table.html
                }
            }
        }
    }

    /// Why there is no project: of a visitor's own ones, or of all.
    private var nothing: ProjectTerm {
        Visitor.current.principal.scope.projects == nil ? .none : .noneOpen
    }

    private var table: DataTable {
        DataTable(
            heads: [
                ProjectTerm.reference, ProjectTerm.due, ProjectTerm.nextDuty, ProjectTerm.status,
                ProjectTerm.openFlags,
            ].map { wording($0) }, numeric: [4], verbatim: [0],
            rows: projects.map { entry in
                let next = entry.duties.first { $0.status(on: day).isOpen }
                return [
                    entry.project.reference ?? entry.project.id, next.map { "\($0.due)" } ?? "—",
                    next.map { wording($0.kind.wording) } ?? "—",
                    next.map { wording($0.status(on: day).wording) } ?? "—",
                    "\(entry.openFlags)",
                ]
            },
            links: (
                wording(ProjectTerm.project),
                projects.map {
                    .init(address: "\(Self.path)/\($0.project.id)", text: wording($0.project.title))
                }
            ),
            marked: projects.map { $0.duties.map { $0.status(on: day) }.first(where: \.isOpen) }
                .marked)
    }
}

extension Duty.Status {
    /// Whether something is still to be done.
    var isOpen: Bool {
        switch self {
        case .done, .doneLate: false
        case .open, .dueSoon, .overdue: true
        }
    }
}

extension [Duty.Status?] {
    /// The class of each row that must not look like the others, by its place.
    var marked: [Int: String] {
        enumerated().reduce(into: [:]) { marked, row in
            if row.element == .overdue { marked[row.offset] = "overdue" }
        }
    }
}
