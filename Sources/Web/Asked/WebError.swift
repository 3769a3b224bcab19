import HTTPTypes
import Reporting

/// A request that is not answered as asked.
struct WebError: Error, Sendable {
    /// The status of the answer.
    var status: HTTPResponse.Status
    /// Stable, for programs.
    var code: String
    /// What was wrong, in an English sentence.
    var message: String

    static func badRequest(_ code: String, _ message: String) -> WebError {
        WebError(status: .badRequest, code: code, message: message)
    }

    static let notFound = WebError(
        status: .notFound, code: "not_found", message: "there is nothing at this address")
    static let methodNotAllowed = WebError(
        status: .methodNotAllowed, code: "method_not_allowed", message: "use GET or HEAD")
    static let busy = WebError(
        status: .serviceUnavailable, code: "busy", message: "too many requests at once; try again")
    static let failed = WebError(
        status: .internalServerError, code: "failed", message: "the figures cannot be read now")

    /// The mistake of a query: the asker's, or the store's.
    init(_ error: QueryError) {
        let isOurs = error.code == .storeFailed
        self.init(
            status: isOurs ? .internalServerError : .badRequest, code: error.code.rawValue,
            message: isOurs ? Self.failed.message : error.message)
    }

    init(status: HTTPResponse.Status, code: String, message: String) {
        self.status = status
        self.code = code
        self.message = message
    }

    /// `{"error":{"code":…,"message":…}}`.
    var json: JSON {
        .object([
            ("error", .object([("code", .string(code)), ("message", .string(message))]))
        ])
    }
}
