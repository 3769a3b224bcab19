import Foundation

/// Rules about words that do not belong in the repository, and about reasons that do.
///
/// The words are put together from halves, so that these rules hold for this file too.
enum WordRules {
    /// A pattern, and why a line that matches it is refused.
    struct Ban {
        let pattern: String
        let reason: String
    }

    /// Anywhere, comments and prose included.
    static let everywhere = [
        Ban(pattern: "\\bFIX" + "ME\\b", reason: "mend it, or open an issue"),
        Ban(pattern: "\\bTO" + "DO\\b", reason: "do it, or open an issue"),
        Ban(pattern: "\\bX" + "XX\\b", reason: "say what is meant"),
        Ban(pattern: "(?i)\\bplace" + "holder\\b(?!=)", reason: "write the real thing"),
        Ban(pattern: "fatal" + "Error\\(\"not implemented", reason: "write the real thing"),
        Ban(pattern: "(?<![\\w./-])/wo" + "rk/", reason: "a path of one machine"),
        Ban(pattern: "(?<![\\w.-])/tm" + "p/h/", reason: "a path of one machine"),
        Ban(pattern: "(?<![\\w./-])/(ro" + "ot|home/\\w+)/", reason: "a path of one machine"),
        Ban(pattern: registryHosts, reason: "the host of a package registry: name the client"),
    ]

    /// In Swift code outside the commands, whose standard output is their result.
    static let inLibraries = [
        Ban(pattern: "\\b(debug)?[pP]rin" + "t\\(", reason: "use the logger")
    ]

    private static let registryHosts =
        [
            "(deb|security|ftp)\\.debian\\.or" + "g", "pypi\\.or" + "g", "pythonhosted\\.or" + "g",
            "registry\\.npmjs\\.or" + "g", "crates\\.i" + "o", "proxy\\.golang\\.or" + "g",
            "repo1?\\.maven\\.apache\\.or" + "g",
        ].map { "\\b\($0)\\b" }.joined(separator: "|")

    /// Folders whose Swift files are commands, or are read by the person who runs them.
    private static let commands = ["Sources/Lineside/", "simulators/", "Benchmarks/"]

    /// Banned words, with the line of each.
    static func bannedWords(in file: SourceFile) -> [Complaint] {
        var complaints = matches(of: everywhere, in: file.lines, of: file)
        if file.isSwift && !commands.contains(where: file.path.hasPrefix) {
            complaints += matches(of: inLibraries, in: file.code, of: file)
        }
        return complaints
    }

    private static func matches(
        of bans: [Ban], in lines: [String], of file: SourceFile
    ) -> [Complaint] {
        // One pattern for the whole file first: most files hold nothing, and are done with it.
        let any = bans.map(\.pattern).joined(separator: "|")
        guard lines.joined(separator: "\n").matches(any) else { return [] }
        return lines.enumerated().flatMap { index, line in
            bans.filter { line.matches($0.pattern) }.map {
                Complaint(file, line: index + 1, "`\($0.pattern)`: \($0.reason)")
            }
        }
    }

    /// What opts out of the compiler's proof of data-race safety, without a reason above it.
    static func missingReasons(in file: SourceFile) -> [Complaint] {
        guard file.isSwift else { return [] }
        let wanted = [
            (code: "@unchecked Sendable", reason: "// @unchecked because "),
            (code: "nonisolated(unsafe)", reason: "// unsafe because "),
        ]
        return file.code.enumerated().flatMap { index, line in
            wanted.filter {
                line.contains($0.code) && !has(reason: $0.reason, above: index, in: file)
            }
            .map { Complaint(file, line: index + 1, "needs `\($0.reason)…` above it") }
        }
    }

    /// Looks through the comment and the attributes directly above a line.
    private static func has(reason: String, above index: Int, in file: SourceFile) -> Bool {
        for line in file.lines[..<index].reversed() {
            let text = line.trimmingCharacters(in: .whitespaces)
            if text.hasPrefix(reason) { return true }
            if !text.hasPrefix("//") && !text.hasPrefix("@") { return false }
        }
        return false
    }
}

extension String {
    /// Whether a regular expression matches anywhere in the text.
    func matches(_ pattern: String) -> Bool {
        range(of: pattern, options: .regularExpression) != nil
    }
}
