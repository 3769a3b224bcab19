import Foundation

/// The working copy that the tests were compiled from.
struct Repository {
    /// Every text file that people write, in order of path.
    let files: [SourceFile]
    private let root: URL

    static let ratchetPath = "Tests/TidyTests/ratchet.txt"
    static let here = Repository(
        root: URL(filePath: #filePath).resolvingSymlinksInPath()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent())

    private init(root: URL) {
        self.root = root
        files = Self.paths(under: root).sorted().compactMap { path in
            let text = try? String(contentsOf: root.appending(path: path), encoding: .utf8)
            return text.map { SourceFile(path: path, text: $0) }
        }
    }

    /// Whether a path, relative to the repository, is there.
    func has(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root.appending(path: path).path)
    }

    private static let endings: Set<String> = [
        "swift", "md", "py", "sh", "yaml", "yml", "conf", "service", "c", "h", "js", "css", "html",
    ]
    /// Written by people, and told by their name or folder alone.
    private static let named: Set<String> = ["Makefile", ".ci/run"]
    private static let skipped: Set<String> = ["node_modules", "__pycache__"]

    private static func paths(under root: URL, folder: String = "") -> [String] {
        let base = folder.isEmpty ? root : root.appending(path: folder)
        let found = try? FileManager.default.contentsOfDirectory(
            at: base, includingPropertiesForKeys: [.isDirectoryKey])
        return (found ?? []).flatMap { url -> [String] in
            let name = url.lastPathComponent
            let path = folder.isEmpty ? name : "\(folder)/\(name)"
            let isFolder = (try? url.resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory
            guard isFolder == true else { return isText(path) ? [path] : [] }
            // Dotted folders hold what tools made, all but the one that CI runs.
            let isOurs = !name.hasPrefix(".") || name == ".ci"
            return isOurs && !skipped.contains(name) ? paths(under: root, folder: path) : []
        }
    }

    private static func isText(_ path: String) -> Bool {
        named.contains(path) || path == ratchetPath || path.hasPrefix("scripts/")
            || endings.contains(URL(filePath: path).pathExtension)
    }
}
