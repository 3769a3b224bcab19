public import Plant

/// Why a declaration is not recorded; nothing of it was taken.
public struct DeclarationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong, by its stable name in the interface.
    public enum Code: String, CaseIterable, Sendable {
        /// The file has mistakes, which ``DeclarationError/mistakes`` names.
        case malformedFile = "malformed_file"
        /// The same file is in force already.
        case alreadyThere = "already_there"
        /// It speaks of what a record in force speaks of.
        case overlap
        /// A whole list that leaves out what another one has.
        case incomplete
        /// The record that it supersedes is not there or not in force.
        case unknownRecord = "unknown_record"
        /// Somebody else declared or took back something of the same meanwhile.
        case conflict
        /// There is no such project.
        case unknownProject = "unknown_project"
        /// The line is missing, or not one of the project and the plant.
        case unknownLine = "unknown_line"
        /// Something that must be said is missing or cannot be taken.
        case malformedRequest = "malformed_request"
    }

    /// What is wrong.
    public var code: Code
    /// More about it, where it is not for the rows of the file.
    public var problem: DeclarationProblem?
    /// The mistakes in the file, in order of their place.
    public var mistakes: [DeclaredMistake]
    /// The record in the way.
    public var record: Int64?

    /// Makes one.
    public init(
        _ code: Code, _ problem: DeclarationProblem? = nil, mistakes: [DeclaredMistake] = [],
        record: Int64? = nil
    ) {
        (self.code, self.problem) = (code, problem)
        (self.mistakes, self.record) = (mistakes, record)
    }

    /// The mistakes, or what is wrong, in both languages.
    public var wordings: [LocalizedText] {
        mistakes.map(\.wording) + (problem.map { [$0.wording] } ?? [])
    }

    /// The same in English, a line each.
    public var description: String { wordings.map(\.english).joined(separator: "\n") }
}
