package import Yams

extension Report {
    /// The root of a file of version 1; nil where it is none, which is reported.
    package func root(of yaml: String) -> Node? {
        Document.root(of: yaml, report: self).flatMap { isVersionOne($0) ? $0 : nil }
    }

    /// A file of another version is not read: whatever else would be said of it could be wrong.
    func isVersionOne(_ root: Node) -> Bool {
        let version = root.mapping?.first { $0.key.scalar?.string == "version" }
        guard let version else {
            guard root.mapping != nil else { return true }
            error(
                Place(root.mark), "\(what) lacks the key \"version\"",
                hint: "expected \"version: 1\"")
            return false
        }
        guard version.value.scalar?.string == "1" else {
            error(
                Place(version.value.mark),
                "\(kind(of: version.value)) is not a version that can be read",
                hint: (version.value.scalar.flatMap { Int($0.string) } ?? 0) > 1
                    ? "expected 1; a newer lineside reads newer files" : "expected 1")
            return false
        }
        return true
    }
}
