internal import Yams

extension Plant {
    /// The text of a plant file with some of its lines alone, and the brokers that these have.
    ///
    /// It gives those lines the same definitions. Comments are lost.
    ///
    /// - Parameters:
    ///   - yaml: The text of a file that reads without mistakes.
    ///   - lines: Their identifiers.
    /// - Returns: The text; of what is no such file the text itself.
    public static func excerpt(of yaml: String, lines: Set<String>) -> String {
        guard case .mapping(var root)? = try? Yams.compose(yaml: yaml, .basic),
            let all = root["lines"]?.mapping
        else { return yaml }
        let kept = all.kept { lines.contains($0) }
        let used = Set(kept.compactMap { $0.value.mapping?["broker"]?.string })
        root["lines"] = .mapping(kept)
        // A line that names no broker has the only one.
        if let brokers = root["brokers"]?.mapping, !used.isEmpty {
            root["brokers"] = .mapping(brokers.kept { used.contains($0) })
        }
        return (try? Yams.serialize(node: .mapping(root), allowUnicode: true)) ?? yaml
    }
}

extension Node.Mapping {
    fileprivate func kept(_ isKept: (String) -> Bool) -> Node.Mapping {
        var mapping = self
        for (key, _) in self where !isKept(key.string ?? "") { mapping[key] = nil }
        return mapping
    }
}
