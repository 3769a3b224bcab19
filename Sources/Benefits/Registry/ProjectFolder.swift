import Foundation
internal import Plant

/// The funded projects of a folder: every `*.yaml` in it is one.
public struct ProjectFolder: Hashable, Sendable {
    /// In order of their identifiers.
    public var projects: [Project]

    /// More files than this are not read.
    public static let countLimit = 2000
    /// The most bytes of a file.
    public static let sizeLimit = 1 << 20

    /// A folder of projects; none by default.
    public init(projects: [Project] = []) {
        self.projects = projects.sorted { $0.id < $1.id }
    }

    /// The project of an identifier.
    public subscript(id: String) -> Project? { projects.first { $0.id == id } }

    /// What is worth a look in the files.
    public var warnings: [String] { projects.flatMap(\.warnings).map(\.description) }

    /// Reads all of them, or none.
    ///
    /// - Throws: ``RegistryError`` with the mistakes of all files.
    public static func read(_ path: String) throws(RegistryError) -> ProjectFolder {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: path)
        } catch {
            throw RegistryError(unreadable: path, "\(error.localizedDescription)")
        }
        let files = names.filter { $0.hasSuffix(".yaml") && !$0.hasPrefix(".") }.sorted()
        guard files.count <= countLimit else {
            throw RegistryError(unreadable: path, "more than \(countLimit) project files")
        }
        var projects: [Project] = []
        var sources: [String: String] = [:]
        var found: [Diagnostic] = []
        for name in files {
            let file = path + "/" + name
            do throws(RegistryError) {
                let project = try read(file: file)
                if let other = sources.updateValue(file, forKey: project.id) {
                    found.append(
                        Diagnostic(
                            file: file, line: 1, column: 1, severity: .error,
                            message: "the project \(quoted(project.id)) stands in \(other) already",
                            hint: nil))
                }
                projects.append(project)
            } catch {
                found += error.diagnostics
            }
        }
        guard found.isEmpty else { throw RegistryError(diagnostics: found) }
        return ProjectFolder(projects: projects)
    }

    /// Reads one project file.
    ///
    /// - Throws: ``RegistryError`` with all mistakes.
    public static func read(file: String) throws(RegistryError) -> Project {
        let data: Data
        do {
            data = try Data(contentsOf: URL(fileURLWithPath: file))
        } catch {
            throw RegistryError(unreadable: file, "\(error.localizedDescription)")
        }
        guard data.count <= sizeLimit, let text = String(data: data, encoding: .utf8) else {
            throw RegistryError(
                unreadable: file, "expected UTF-8 text of at most \(sizeLimit) bytes")
        }
        var project = try Project.read(yaml: text, file: file)
        project.file = file
        for (kind, name) in project.templates {
            project.ownTemplates[kind] = try template(kind, name, beside: file)
        }
        return project
    }

    /// A template of a project's own, beside its file.
    private static func template(
        _ kind: ReportRecord.Kind, _ name: String, beside file: String
    ) throws(RegistryError) -> ReportTemplate {
        let folder = URL(fileURLWithPath: file).deletingLastPathComponent()
        let path = URL(fileURLWithPath: name, relativeTo: folder).path
        guard let data = FileManager.default.contents(atPath: path), data.count <= sizeLimit,
            let text = String(data: data, encoding: .utf8)
        else {
            throw RegistryError(
                unreadable: path, "expected UTF-8 text of at most \(sizeLimit) bytes")
        }
        let template = try ReportTemplate.read(yaml: text, file: path)
        guard template.kind == kind else {
            throw RegistryError(
                unreadable: path,
                "expected a template of kind \(kind.rawValue), not \(template.kind.rawValue)")
        }
        return template
    }
}

extension RegistryError {
    fileprivate init(unreadable file: String, _ why: String) {
        self.init(
            diagnostics: [
                Diagnostic(
                    file: file, line: 1, column: 1, severity: .error,
                    message: "cannot be read: \(why)", hint: nil)
            ])
    }
}
