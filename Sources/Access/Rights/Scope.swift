/// Of which lines and projects somebody may see something.
public struct Scope: Hashable, Sendable {
    /// `plant` or `plant/line`; nil: every line.
    public var lines: Set<String>?
    /// `project` or `project/report`; nil: every project.
    public var projects: Set<String>?

    /// Everything.
    public static let everything = Scope(lines: nil, projects: nil)

    /// Makes a scope.
    public init(lines: Set<String>?, projects: Set<String>?) {
        self.lines = lines
        self.projects = projects
    }

    /// Whether something lies within it.
    public func covers(_ subject: Subject) -> Bool {
        switch subject {
        case .nothing: true
        case .plant(let plant): lines?.contains(plant) ?? true
        case .line(let line, let plant):
            lines.map { $0.contains(plant) || $0.contains("\(plant)/\(line)") } ?? true
        case .project(let project, let report):
            projects.map { projects in
                projects.contains(project)
                    || (report.map { projects.contains("\(project)/\($0)") } ?? false)
            } ?? true
        case .allProjects: projects == nil
        }
    }
}

/// What an action is about.
public enum Subject: Hashable, Sendable {
    /// Nothing that belongs to a line or a project.
    case nothing
    /// All lines of a plant.
    case plant(String)
    /// One line.
    case line(String, plant: String)
    /// A project; one report of it where that is named.
    case project(String, report: String?)
    /// Whatever project.
    case allProjects
}
