public import Telemetry

/// What cannot be done with accounts, and why.
public struct AccessError: Error, CustomStringConvertible {
    /// Stable, for programs.
    public enum Code: String, Sendable {
        /// A name, a scope or a date that cannot be.
        case badName = "bad_name"
        case badScope = "bad_scope"
        case badDate = "bad_date"
        case badPassword = "bad_password"
        /// There is one already, or none.
        case exists
        case unknown
        /// More than a limit.
        case tooMany = "too_many"
        /// The disk has no room.
        case full = "store_full"
        /// It could not be kept or read.
        case failed
    }

    /// What kind of.
    public let code: Code
    /// A sentence for people.
    public let description: String
    /// Which limit it was beyond.
    public let limit: Limit?

    /// Makes an error.
    public init(_ code: Code, _ description: String, limit: Limit? = nil) {
        self.code = code
        self.description = description
        self.limit = limit
    }
}
