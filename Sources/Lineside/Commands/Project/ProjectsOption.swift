import ArgumentParser
import Benefits
import Foundation
import Plant

/// The option that names the folder of projects.
struct ProjectsOption: ParsableArguments {
    @Option(
        help: """
            The folder of project files (*.yaml; see config/benefits/README.md); the folder \
            `projects` beside the plant file otherwise, where there is one.
            """)
    var projects: String?

    /// Reads and checks all of them.
    ///
    /// - Parameter plant: The path of the plant file.
    /// - Returns: The projects; none where there is no folder.
    /// - Throws: ``ConfigurationError`` with all mistakes.
    func checked(plant: String) throws(ConfigurationError) -> ProjectFolder {
        guard let folder = projects ?? beside(plant) else { return ProjectFolder() }
        do throws(RegistryError) {
            return try ProjectFolder.read(folder)
        } catch {
            throw ConfigurationError(error)
        }
    }

    /// The same, where mistakes are told.
    func saidChecked(plant: String) throws -> ProjectFolder {
        try saying { () throws(ConfigurationError) in try checked(plant: plant) }
    }

    /// The project of a name as ``project(_:plant:)`` has it; nil where there is no folder of
    /// projects, or not that one in it.
    func known(_ name: String, plant: String) throws(ConfigurationError) -> Project? {
        if isFile(name) { return try project(name, plant: plant) }
        return try checked(plant: plant)[name]
    }

    private func isFile(_ name: String) -> Bool {
        name.hasSuffix(".yaml") || name.hasSuffix(".yml") || name.contains("/")
    }

    private func beside(_ plant: String) -> String? {
        let folder = ((plant as NSString).deletingLastPathComponent as NSString)
            .appendingPathComponent("projects")
        let found = try? FileManager.default.attributesOfItem(atPath: folder)
        return found?[.type] as? FileAttributeType == .typeDirectory ? folder : nil
    }

    /// The project that somebody names: by its identifier in the folder, or by its own file.
    func project(_ name: String, plant: String) throws(ConfigurationError) -> Project {
        if isFile(name) { return try ProjectFolder.checked(file: name) }
        let folder = try checked(plant: plant)
        guard let project = folder[name] else {
            let known = folder.projects.map(\.id).joined(separator: ", ")
            throw ConfigurationError(
                .validationFailure,
                "lineside: there is no project \"\(name)\"; "
                    + (known.isEmpty ? "there is no folder of projects" : "there are \(known)"))
        }
        return project
    }
}

extension ProjectFolder {
    /// One project file as a command reads it.
    static func checked(file: String) throws(ConfigurationError) -> Project {
        do throws(RegistryError) {
            return try read(file: file)
        } catch {
            throw ConfigurationError(error)
        }
    }
}

extension ConfigurationError {
    init(_ error: RegistryError) {
        exitCode = Exit.badConfiguration
        messages = error.diagnostics.map(\.description)
    }
}
