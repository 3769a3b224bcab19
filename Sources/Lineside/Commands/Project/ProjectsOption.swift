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
            let read = try ProjectFolder.read(folder)
            try read.projects.check(plant: plant)
            return read
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
        if isFile(name) { return try ProjectFolder.checked(file: name, plant: plant) }
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
    /// One project file as a command reads it, beside a plant file where there is one.
    static func checked(file: String, plant: String?) throws(ConfigurationError) -> Project {
        do throws(RegistryError) {
            let project = try read(file: file)
            if let plant { try [project].check(plant: plant) }
            return project
        } catch {
            throw ConfigurationError(error)
        }
    }
}

extension [Project] {
    /// Checks the signals that they name; what is wrong with the plant file itself others say.
    fileprivate func check(plant path: String) throws(RegistryError) {
        guard contains(where: \.namesSignals),
            let plant = try? PlantOption(file: path).checked()
        else { return }
        let mistakes = flatMap { $0.mistakes(in: plant) }
        guard mistakes.isEmpty else { throw RegistryError(diagnostics: mistakes) }
    }
}

extension ConfigurationError {
    init(_ error: RegistryError) {
        exitCode = Exit.badConfiguration
        messages = error.diagnostics.map(\.description)
    }
}
