public import Plant

/// One thing that is wrong in a declared file: where it stands, what it is, what helps.
public struct DeclaredMistake: Hashable, Sendable, CustomStringConvertible {
    /// The file as it was handed in.
    public var file: String
    /// From 1.
    public var line: Int
    /// From 1, in Unicode scalars.
    public var column: Int
    /// What is wrong, and what was expected.
    public var fault: DeclaredFault
    /// What probably helps.
    public var help: DeclaredHelp?
    /// Whether the file is refused for it.
    public var severity: Severity

    /// Whether a file is refused for what is said of it.
    public enum Severity: String, Sendable {
        case error, warning

        fileprivate var wording: LocalizedText {
            switch self {
            case .error: words("error", "")
            case .warning: words("warning", "請留意：")
            }
        }
    }

    /// Makes one.
    public init(
        file: String, line: Int, column: Int = 1, _ fault: DeclaredFault,
        _ help: DeclaredHelp? = nil, severity: Severity = .error
    ) {
        (self.file, self.line, self.column) = (file, line, column)
        (self.fault, self.help, self.severity) = (fault, help, severity)
    }

    /// What is wrong, in English.
    public var message: String { fault.wording.english }

    /// What helps, in English.
    public var hint: String? { help?.wording.english }

    /// `file:line:column: error: message; hint`, as compilers write it.
    public var description: String { wording.english }

    /// With its place, in both languages.
    public var wording: LocalizedText {
        let (what, help) = (fault.wording, help?.wording)
        return words(
            "\(file):\(line):\(column): \(severity.wording.english): \(what.english)"
                + (help.map { "; \($0.english)" } ?? ""),
            "\(file) 第 \(line) 行第 \(column) 個字元：\(severity.wording.traditionalChinese)"
                + what.traditionalChinese
                + (help.map { "；\($0.traditionalChinese)" } ?? ""))
    }
}

/// A word of a file within a Chinese sentence.
func cornered(_ word: some StringProtocol) -> String {
    "「\(quoted(word).dropFirst().dropLast())」"
}
