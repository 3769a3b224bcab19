public import Plant
internal import Yams

/// A project file or a rule set that was refused, with every mistake found in it.
public struct RegistryError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Errors and warnings, in order of their place; at least one is an error.
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

extension Report {
    /// What a file holds.
    ///
    /// - Throws: ``RegistryError`` with all mistakes, where there are any.
    func whole<Value>(
        of yaml: String, _ read: (Node) -> Value?
    ) throws(RegistryError) -> Value {
        guard let value = root(of: yaml).flatMap(read), !hasErrors else {
            throw RegistryError(diagnostics: sorted)
        }
        return value
    }
}
