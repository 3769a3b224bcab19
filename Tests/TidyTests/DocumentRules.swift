import Foundation

/// Rules about the documents.
enum DocumentRules {
    /// Links of a Markdown file that lead to a file the repository does not have.
    ///
    /// `exists` says whether a path, relative to the repository, is a file or a folder of it.
    static func brokenLinks(in file: SourceFile, exists: (String) -> Bool) -> [Complaint] {
        guard file.path.hasSuffix(".md") else { return [] }
        var isCode = false
        return file.lines.enumerated().flatMap { index, line in
            if line.hasPrefix("```") { isCode.toggle() }
            let targets = isCode ? [] : links(in: line)
            return targets.compactMap { target -> Complaint? in
                let path = resolve(target, from: file.folder)
                guard !path.isEmpty, !exists(path) else { return nil }
                return Complaint(file, line: index + 1, "link to `\(target)`, which is not there")
            }
        }
    }

    /// Targets of `[text](target)`, without those that lead out of the repository and without
    /// the heading behind `#`.
    static func links(in line: String) -> [String] {
        line.components(separatedBy: "](").dropFirst().compactMap { rest in
            let target = rest.prefix { $0 != ")" && $0 != " " && $0 != "#" }
            let isElsewhere = target.contains("://") || target.hasPrefix("mailto:")
            return target.isEmpty || isElsewhere ? nil : String(target)
        }
    }

    private static func resolve(_ target: String, from folder: String) -> String {
        var parts = target.hasPrefix("/") ? [] : folder.split(separator: "/").map(String.init)
        for part in target.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(String(part)) }
        }
        return parts.joined(separator: "/")
    }
}
