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
    /// A sentence about it.
    public var message: String
    /// The mistakes in the file, in order of their place.
    public var mistakes: [Diagnostic]
    /// The record in the way.
    public var record: Int64?

    /// Makes one.
    public init(
        _ code: Code, _ message: String, mistakes: [Diagnostic] = [], record: Int64? = nil
    ) {
        (self.code, self.message) = (code, message)
        (self.mistakes, self.record) = (mistakes, record)
    }

    /// The mistakes, or the sentence, a line each.
    public var description: String {
        (mistakes.map(\.description) + (message.isEmpty ? [] : [message]))
            .joined(separator: "\n")
    }
}
