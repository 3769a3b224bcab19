package import Yams

/// Collects what is wrong with one file while it is read; one reader at a time.
package final class Report {
    package let file: String
    /// What is read, for messages.
    let what: String
    private(set) var diagnostics: [Diagnostic] = []
    package private(set) var hasErrors = false
    private var seen: Set<Diagnostic> = []

    package init(file: String, what: String = "a plant file") {
        self.file = file
        self.what = what
    }

    /// Diagnostics in order of their place.
    package var sorted: [Diagnostic] {
        diagnostics.enumerated()
            .sorted {
                ($0.element.line, $0.element.column, $0.offset)
                    < ($1.element.line, $1.element.column, $1.offset)
            }
            .map(\.element)
    }

    package func error(_ place: Place, _ message: String, hint: String? = nil) {
        add(place, .error, message, hint)
    }

    package func warning(_ place: Place, _ message: String, hint: String? = nil) {
        add(place, .warning, message, hint)
    }

    private func add(
        _ place: Place, _ severity: Diagnostic.Severity, _ message: String, _ hint: String?
    ) {
        let diagnostic = Diagnostic(
            file: file, line: place.line, column: place.column, severity: severity,
            message: message, hint: hint)
        // An anchored node is read once for every alias of it; its mistake is one mistake.
        guard seen.insert(diagnostic).inserted else { return }
        hasErrors = hasErrors || severity == .error
        diagnostics.append(diagnostic)
    }
}

/// Line and column in the file, from 1.
package struct Place: Hashable {
    package var line: Int
    package var column: Int

    package static let start = Place(line: 1, column: 1)

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    package init(_ mark: Mark?) {
        self.init(line: mark?.line ?? 1, column: mark?.column ?? 1)
    }
}
