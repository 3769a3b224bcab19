/// Declared data that was refused, with every mistake found in it; nothing of it was taken.
public struct DeclaredError: Error, Hashable, Sendable, CustomStringConvertible {
    /// In order of file and place.
    public var mistakes: [DeclaredMistake]

    /// Makes an error from mistakes.
    public init(mistakes: [DeclaredMistake]) {
        self.mistakes = mistakes
    }

    /// One mistake a line.
    public var description: String {
        mistakes.map(\.description).joined(separator: "\n")
    }
}
