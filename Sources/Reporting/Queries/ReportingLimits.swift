public import Telemetry

/// What a query answers and a correction says at most.
public enum ReportingLimits {
    /// Results of one query; more are refused.
    public static let results = Limit("query_results", 10_000, .results)
    /// The name under a correction.
    public static let name = Limit("correction_name", 100, .characters)
    /// The reason for a correction.
    public static let reason = Limit("correction_reason", 1000, .characters)

    /// All of them.
    public static let all = [results, name, reason]

    /// Refuses an answer of more results than a query may have; `what`: in the plural.
    ///
    /// - Throws: ``QueryError``, `too_many_results`.
    public static func check(_ count: Int, of what: String) throws(QueryError) {
        guard count <= results.value else {
            throw QueryError(
                code: .tooMany,
                message: "more than \(results.value) \(what); ask for a shorter span",
                limit: results)
        }
    }
}
