import Access
import HTTPTypes
import Hummingbird
import NIOCore
import Telemetry

/// Outermost: finds out who asks, by the session's cookie or a bearer token, for all that follows.
struct Recognition: RouterMiddleware {
    typealias Context = PageRequestContext

    let site: WebContext

    @concurrent func handle(
        _ request: Request, context: Context,
        next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        let visitor = Visitor(
            principal: await principal(request), credential: request.credential,
            address: request.address(context), form: FormToken(request))
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
        await desk.keepUseIfDue(credential, at: now)
        return principal
    }
}

extension AccessDesk {
    /// Keeps that a credential was used, once a minute; what cannot be kept now is kept with the
    /// next use.
    func keepUseIfDue(_ credential: Credential, at now: Timestamp) async {
        guard isUseToKeep(credential, at: now) else { return }
        try? await offEventLoops { try self.keepUse(credential, at: now) }
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
        let peer = context.remoteAddress?.ipAddress.map(ReaderAddress.plain) ?? "-"
        guard let name = HTTPField.Name("X-Forwarded-For"), Loopback.contains(peer),
            let last = headers[values: name].last?.split(separator: ",").last
        else { return peer }
        return ReaderAddress.read(last) ?? peer
    }

    /// Whether a proxy sent it on: then it need not be from this machine, whatever it says.
    var isSentOn: Bool {
        ["X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Forwarded", "Via"]
            .contains { name in HTTPField.Name(name).map { headers.contains($0) } ?? false }
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

/// The address of a reader.
enum ReaderAddress {
    /// As a proxy tells it, a port and brackets left out; nil where it is none.
    static func read(_ text: some StringProtocol) -> String? {
        var told = String(text).filter { !$0.isWhitespace && $0 != "\"" }
        if told.hasPrefix("[") {
            told = String(told.dropFirst().prefix { $0 != "]" })
        } else if told.count(where: { $0 == ":" }) == 1 {
            told = String(told.prefix { $0 != ":" })
        }
        return (try? SocketAddress(ipAddress: told, port: 0))?.ipAddress.map(plain)
    }

    /// Of one that IPv6 carries for IPv4, the IPv4 address.
    static func plain(_ text: String) -> String {
        let mapped = "::ffff:"
        guard text.hasPrefix(mapped), text.contains(".") else { return text }
        return String(text.dropFirst(mapped.count))
    }

    /// What one site can take addresses from at will: of IPv6 the first 64 bits.
    static func network(_ text: String) -> String {
        guard text.contains(":") else { return text }
        let halves = text.split(separator: "::", omittingEmptySubsequences: false)
        let groups = halves.map { $0.split(separator: ":") }
        // Where it ends with an IPv4 address, that stands for two groups.
        let count = groups.map(\.count).reduce(0, +) + (text.contains(".") ? 1 : 0)
        let zeros = Array(repeating: Substring("0"), count: max(0, 8 - count))
        return (groups[0] + (halves.count > 1 ? zeros + groups[1] : [])).prefix(4)
            .joined(separator: ":") + "::/64"
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
