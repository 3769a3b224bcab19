import Foundation

/// One text file of the repository, as the rules see it: a path and its text, no disk.
struct SourceFile {
    /// Relative to the repository, with slashes.
    let path: String
    /// The lines as written.
    let lines: [String]
    /// The lines with comments and string literals blanked; the same as `lines` outside Swift.
    let code: [String]

    init(path: String, text: String) {
        self.path = path
        lines = Self.split(text)
        code = path.hasSuffix(".swift") ? Self.split(SwiftCode.withoutProse(text)) : lines
    }

    var isSwift: Bool { path.hasSuffix(".swift") }

    /// The folder that holds the file, without a slash at the end.
    var folder: String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
    }

    /// The module under `Sources/` that the file belongs to, nil elsewhere.
    var module: String? {
        let parts = path.split(separator: "/")
        return parts.count > 2 && parts[0] == "Sources" ? String(parts[1]) : nil
    }

    private static func split(_ text: String) -> [String] {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last == "" { lines.removeLast() }
        return lines
    }
}

/// What a rule has found: where, and what is wrong, in a sentence.
struct Complaint: Equatable, CustomStringConvertible {
    let path: String
    /// From 1; 0 where the whole file or folder is meant.
    let line: Int
    let message: String

    init(_ file: SourceFile, line: Int, _ message: String) {
        self.init(path: file.path, line: line, message)
    }

    init(path: String, line: Int = 0, _ message: String) {
        self.path = path
        self.line = line
        self.message = message
    }

    var description: String {
        line == 0 ? "\(path): \(message)" : "\(path):\(line): \(message)"
    }
}
