public import Telemetry

/// A query that cannot be answered.
public struct QueryError: Error, CustomStringConvertible, Sendable {
    /// Stable codes for programs.
    public enum Code: String, Sendable {
        case unknownUnit = "unknown_unit"
        case reversedSpan = "reversed_span"
        case tooMany = "too_many_results"
        case malformedTime = "malformed_time"
        case unknownDivision = "unknown_division"
        case unknownGrouping = "unknown_group"
        case noCommonShifts = "no_common_shifts"
        case unknownReason = "unknown_reason"
        case malformedNumber = "malformed_number"
        case malformedRate = "malformed_rate"
        case storeFailed = "store_failed"
        case missingField = "missing_field"
        case unknownKind = "unknown_kind"
        case unknownProduct = "unknown_product"
        case unknownState = "unknown_state"
        case unknownClass = "unknown_class"
        case unknownCorrection = "unknown_correction"
        case impossibleClass = "impossible_class"
        case noSuchStop = "no_such_stop"
        case noSuchFinding = "no_such_finding"
        case inFuture = "in_future"
        case textTooLong = "text_too_long"
        case moreThanGood = "more_than_good"
    }

    /// What kind of mistake.
    public var code: Code
    /// What was wrong, in a sentence.
    public var message: String
    /// Which limit it was beyond, where it was beyond one.
    public var limit: Limit?

    /// Makes an error.
    public init(code: Code, message: String, limit: Limit? = nil) {
        self.code = code
        self.message = message
        self.limit = limit
    }

    /// The message.
    public var description: String { message }
}
