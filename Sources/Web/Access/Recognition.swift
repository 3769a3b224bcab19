import Access
import HTTPTypes
import Hummingbird
import NIOCore

/// Outermost: finds out who asks, by the session's cookie or a bearer token, for all that follows.
struct Recognition: RouterMiddleware {
    typealias Context = PageRequestContext

    let site: WebContext

    @concurrent func handle(
        _ request: Request, context: Context,
        next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        let visitor = Visitor(
            principal: await principal(request), address: request.address(context),
            form: FormToken(request))
        return try await Visitor.$current.withValue(visitor) {
            var response = try await next(request, context)
            // Pages of users have a form to log out.
            if visitor.principal.kind == .user { visitor.form.give(to: &response) }
            return response
        }
    }

    private func principal(_ request: Request) async -> Principal {
        let (desk, now) = (site.access, site.now())
        guard !desk.isOpen else { return .anyone }
        guard let credential = request.credential,
            let principal = desk.principal(credential, at: now)
        else { return .nobody }
        if desk.isUseToKeep(credential, at: now) {
            // What cannot be kept now is kept with the next use.
            try? await offEventLoops { try desk.keepUse(credential, at: now) }
        }
        return principal
    }
}

extension Request {
    /// The cookie of a session.
    static let sessionCookie = "session"

    /// What somebody shows: a token goes before a cookie.
    var credential: AccessDesk.Credential? {
        if let header = headers[.authorization] {
            let words = header.split(separator: " ")
            let isBearer = words.count == 2 && words[0].lowercased() == "bearer"
            return isBearer ? .token(String(words[1])) : nil
        }
        return cookies[Self.sessionCookie].map { .session($0.value) }
    }

    /// From where it comes: as a proxy on this machine says, else its connection.
    func address(_ context: PageRequestContext) -> String {
        let peer = context.remoteAddress?.ipAddress ?? "-"
        guard let name = HTTPField.Name("X-Forwarded-For"), Loopback.contains(peer),
            let last = headers[values: name].last?.split(separator: ",").last
        else { return peer }
        let told = last.filter { $0.isHexDigit || ":.[]".contains($0) }
        return told.isEmpty || told.utf8.count > 45 ? peer : String(told)
    }

    /// Whether it came over HTTPS, as a proxy says.
    var isSecure: Bool {
        HTTPField.Name("X-Forwarded-Proto").flatMap { headers[$0] } == "https"
    }

    /// Whether the name by which we are asked is this machine's own.
    var isForThisMachine: Bool {
        guard let host = head.authority else { return true }
        let name =
            host.hasPrefix("[") ? host.dropFirst().prefix { $0 != "]" } : host.prefix { $0 != ":" }
        return Loopback.contains(name.lowercased())
    }
}

/// The addresses by which a machine reaches itself alone.
public enum Loopback {
    /// Whether an address, or `localhost`, is one of them.
    public static func contains(_ host: String) -> Bool {
        if host == "localhost" || host == "::1" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }
}
