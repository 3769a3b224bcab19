/// One thing that is wrong, or worth a look, in a plant file.
public struct Diagnostic: Hashable, Sendable, CustomStringConvertible {
    /// How much it matters.
    public enum Severity: String, Sendable {
        /// The file is refused.
        case error
        /// The file is valid, but the figures may not be what was meant.
        case warning
    }

    /// The file as it was named to ``Plant/read(yaml:file:)``.
    public var file: String
    /// From 1.
    public var line: Int
    /// From 1, in Unicode scalars.
    public var column: Int
    /// How much it matters.
    public var severity: Severity
    /// What is wrong, and what was expected.
    public var message: String
    /// What probably helps: `did you mean …`.
    public var hint: String?

    /// Makes a diagnostic.
    public init(
        file: String, line: Int, column: Int, severity: Severity, message: String,
        hint: String? = nil
    ) {
        self.file = file
        self.line = line
        self.column = column
        self.severity = severity
        self.message = message
        self.hint = hint
    }

    /// `file:line:column: error: message; hint`, as compilers write it.
    public var description: String {
        let text = "\(file):\(line):\(column): \(severity.rawValue): \(message)"
        guard let hint else { return text }
        return "\(text); \(hint)"
    }
}

/// A plant file that was refused, with every mistake found in it.
public struct PlantError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Errors and warnings, in order of their place in the file; at least one is an error.
    public var diagnostics: [Diagnostic]

    /// Makes an error from its diagnostics.
    public init(diagnostics: [Diagnostic]) {
        self.diagnostics = diagnostics
    }

    /// One diagnostic a line.
    public var description: String {
        diagnostics.map(\.description).joined(separator: "\n")
    }
}
