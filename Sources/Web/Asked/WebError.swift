import HTTPTypes
import Reporting
import Telemetry

/// A request that is not answered as asked.
struct WebError: Error, Sendable {
    /// The status of the answer.
    var status: HTTPResponse.Status
    /// Stable, for programs.
    var code: String
    /// What was wrong, in an English sentence.
    var message: String
    /// Which limit it was beyond, where it was beyond one.
    var limit: Limit?

    static func badRequest(
        _ code: String, _ message: String, limit: Limit? = nil
    ) -> WebError {
        WebError(status: .badRequest, code: code, message: message, limit: limit)
    }

    static let notFound = WebError(
        status: .notFound, code: "not_found", message: "there is nothing at this address")
    static let methodNotAllowed = WebError(
        status: .methodNotAllowed, code: "method_not_allowed", message: "use GET or HEAD")
    static let busy = busy(nil)
    /// Too many at once for a limit.
    static func busy(_ limit: Limit?) -> WebError {
        WebError(
            status: .serviceUnavailable, code: "busy",
            message: "too many requests at once; try again", limit: limit)
    }
    static let failed = WebError(
        status: .internalServerError, code: "failed", message: "the figures cannot be read now")

    /// The mistake of a query: the asker's, or the store's.
    init(_ error: QueryError) {
        let isOurs = error.code == .storeFailed
        self.init(
            status: isOurs ? .internalServerError : .badRequest, code: error.code.rawValue,
            message: isOurs ? Self.failed.message : error.message,
            limit: error.limit)
    }

    init(status: HTTPResponse.Status, code: String, message: String, limit: Limit? = nil) {
        self.status = status
        self.code = code
        self.message = message
        self.limit = limit
    }

    /// `{"error":{"code":…,"message":…}}`.
    var json: JSON {
        .object([
            ("error", .object([("code", .string(code)), ("message", .string(message))]))
        ])
    }
}
