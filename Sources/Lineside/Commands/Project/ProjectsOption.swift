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
        guard let folder = folder(plant: plant) else { return ProjectFolder() }
        do throws(RegistryError) {
            var read = try ProjectFolder.read(folder)
            try read.check(plant: plant)
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

    /// The folder that is named, or the one beside the plant file; nil: there is none.
    func folder(plant: String?) -> String? { projects ?? plant.flatMap(beside) }

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
        do throws(RegistryError) {
            try [project].check(plant: plant)
        } catch {
            throw ConfigurationError(error)
        }
        return project
    }
}

extension ProjectFolder {
    /// Checks what its projects name of a plant file; one that has none of its lines is of another
    /// plant, which is only worth a look.
    fileprivate mutating func check(plant path: String) throws(RegistryError) {
        guard !projects.isEmpty, let plant = try? PlantOption(file: path).checked() else { return }
        try projects.filter { !$0.isForeign(to: plant) }.check(plant)
        for place in projects.indices where projects[place].isForeign(to: plant) {
            projects[place].warnings.append(
                Diagnostic(
                    file: projects[place].file, line: 1, column: 1, severity: .warning,
                    message:
                        "the plant file has no line of the project: it is of another plant, or "
                        + "its lines are misspelt",
                    hint: "lines: \(plant.lines.map(\.id).joined(separator: ", "))"))
        }
    }

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
    /// Checks what they name of a plant file; what is wrong with that file itself others say.
    fileprivate func check(plant path: String) throws(RegistryError) {
        guard let plant = try? PlantOption(file: path).checked() else { return }
        try check(plant)
    }

    fileprivate func check(_ plant: Plant) throws(RegistryError) {
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
