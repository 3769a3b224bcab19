import HTTPTypes
import Hummingbird
import Logging
import Plant
import Reporting
import Telemetry

/// Around every answer: reading only but for corrections and log-in, security headers, mistakes as
/// pages or JSON, the language as a cookie.
struct Guard<Context: RequestContext>: RouterMiddleware {
    let plant: Plant
    let meter: LimitMeter

    @concurrent func handle(
        _ request: Request, context: Context,
        next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response: Response
        do {
            let isKnown =
                request.method == .get || request.method == .head
                || (request.method == .post && request.takesForms)
            guard isKnown else { throw WebError.methodNotAllowed }
            response = try await next(request, context)
        } catch {
            response = answer(to: error, request, context)
        }
        secure(&response)
        remember(request, in: &response)
        return response
    }

    private func answer(to error: any Error, _ request: Request, _ context: Context) -> Response {
        let told = told(error)
        if let limit = told.limit { meter.reached(limit) }
        if told.status.kind == .serverError {
            context.logger.warning(
                "request failed", metadata: ["path": "\(request.uri.path)", "error": "\(error)"])
        }
        var response: Response
        if request.isForProgram {
            response = .json(told.json, status: told.status)
        } else {
            let wording = Wording(request.language(), plant)
            response = .page(ErrorPage(wording: wording, error: told).page, status: told.status)
        }
        if told.status == .methodNotAllowed {
            response.headers[.allow] = request.takesForms ? "GET, HEAD, POST" : "GET, HEAD"
        }
        if told.status == .unauthorized { response.headers[.wwwAuthenticate] = "Bearer" }
        if told.status == .serviceUnavailable { response.headers[.retryAfter] = "2" }
        return response
    }

    private func told(_ error: any Error) -> WebError {
        switch error {
        case let error as WebError: error
        case let error as any HTTPResponseError where error.status == .notFound: .notFound
        case let error as any HTTPResponseError where error.status.kind == .clientError:
            WebError(
                status: error.status, code: "bad_request",
                message: "the request cannot be understood")
        default: .failed
        }
    }

    private func secure(_ response: inout Response) {
        response.headers[.contentSecurityPolicy] = contentSecurityPolicy
        response.headers[.xContentTypeOptions] = "nosniff"
        if let name = HTTPField.Name("Referrer-Policy") { response.headers[name] = "no-referrer" }
        if let name = HTTPField.Name("Cross-Origin-Opener-Policy") {
            response.headers[name] = "same-origin"
        }
        if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
    }

    private func remember(_ request: Request, in response: inout Response) {
        guard !request.isForProgram, let asked = request.uri.queryParameters["lang"],
            let language = Language(rawValue: String(asked))
        else { return }
        response.setCookie(
            Cookie(
                name: "lang", value: language.rawValue, maxAge: 31_536_000, path: "/",
                httpOnly: true, sameSite: .lax))
    }
}

extension Request {
    /// Whether something may be sent to its address.
    fileprivate var takesForms: Bool { RouteNeeds.takesForms(path: uri.path) }
}

/// Nothing from elsewhere, nothing inline, in no one's frame.
let contentSecurityPolicy =
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    + "object-src 'none'"
