import Benefits
import Foundation

extension BackupMaking {
    /// The most files of a folder of projects that a backup takes.
    private static let projectFiles = 2 * ProjectFolder.countLimit

    /// Copies the folder of projects: their files, and the templates that lie beside them.
    ///
    /// - Returns: What was copied, by its paths in the backup, and what was not, a sentence each.
    func copyProjects(to folder: String) throws -> (paths: [String], leftOut: [String]) {
        guard let given = projectsOption?.folder(plant: plantFile) else { return ([], []) }
        let files = FileManager.default
        let source = URL(fileURLWithPath: given).resolvingSymlinksInPath().path
        let names = try files.subpathsOfDirectory(atPath: source).filter { name in
            !name.split(separator: "/").contains { $0.hasPrefix(".") }
                && !files.isFolder(source + "/" + name)
        }.sorted()
        var (paths, leftOut): ([String], [String]) = ([], outsideTemplates(source))
        for name in names.prefix(Self.projectFiles) {
            let path = source + "/" + name
            guard let bytes = files.contents(atPath: path) else {
                leftOut.append("\(path) cannot be read")
                continue
            }
            guard bytes.count <= ProjectFolder.sizeLimit else {
                leftOut.append("\(path) has more than \(ProjectFolder.sizeLimit) bytes")
                continue
            }
            let target = BackupManifest.projectsName + "/" + name
            try files.createDirectory(
                atPath: ((folder + "/" + target) as NSString).deletingLastPathComponent,
                withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            try bytes.writeDurably(to: folder + "/" + target)
            paths.append(target)
        }
        if names.count > Self.projectFiles {
            leftOut.append(
                "\(source) has more than \(Self.projectFiles) files: others are left out")
        }
        return (paths, leftOut)
    }

    /// Templates of projects that are not in the folder, so that no copy of it has them.
    private func outsideTemplates(_ folder: String) -> [String] {
        let projects = (try? ProjectFolder.read(folder))?.projects ?? []
        return projects.flatMap { project in
            project.templates.values.sorted().compactMap { name in
                let path = URL(
                    fileURLWithPath: name, relativeTo: URL(fileURLWithPath: folder + "/")
                ).standardizedFileURL.path
                return path.hasPrefix(folder + "/")
                    ? nil
                    : "\(path), a template of \(project.id), lies outside the folder of projects: "
                        + "put it beside the project file"
            }
        }
    }
}

extension FileManager {
    fileprivate func isFolder(_ path: String) -> Bool {
        let found = try? attributesOfItem(atPath: path)
        return found?[.type] as? FileAttributeType == .typeDirectory
    }
}
