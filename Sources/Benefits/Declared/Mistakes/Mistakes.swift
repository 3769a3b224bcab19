/// Collects the mistakes of one file, at most ``limit``.
final class Mistakes {
    /// After so many nobody reads on.
    static let limit = 100

    private let file: String
    private var found: [DeclaredMistake] = []
    private var isFull: Bool { found.count > Self.limit }

    init(file: String) {
        self.file = file
    }

    var isEmpty: Bool { found.isEmpty }

    var count: Int { found.count }

    /// In order of their place.
    var sorted: [DeclaredMistake] {
        found.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
    }

    func add(_ place: TextPlace, _ fault: DeclaredFault, _ help: DeclaredHelp? = nil) {
        guard !isFull else { return }
        let isLast = found.count == Self.limit
        found.append(
            DeclaredMistake(
                file: file, line: place.line, column: place.column,
                isLast ? .file(.mistakes(most: Self.limit)) : fault, isLast ? nil : help))
    }
}
