internal import Plant

/// Why something cannot be sealed, recorded or read, in a sentence.
public struct SealError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Which kind of failure.
    public enum Code: String, Sendable {
        /// What is asked for is wrong.
        case request = "bad_request"
        /// The period is not over, or its facts can still change.
        case notOver = "not_over"
        /// The key is not the one that signs.
        case key = "bad_key"
        /// Another seal or key was recorded meanwhile.
        case conflict
        /// It is no pack, or none that can be read.
        case unreadable
    }

    /// Which kind of failure.
    public var code: Code
    /// What happened.
    public var description: String

    /// Makes an error.
    public init(_ code: Code, _ description: String) {
        (self.code, self.description) = (code, description)
    }

    /// Makes one of a file that cannot be read as a pack, in both languages.
    init(_ fault: PackFault) {
        let words = fault.wording
        self.init(.unreadable, words.english + "\n" + words.traditionalChinese)
    }
}
