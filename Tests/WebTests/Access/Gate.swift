import Access
import Benefits
import HTTPTypes
import Hummingbird
import NIOCore
import Plant
import Telemetry

@testable import Web

/// Pages with users: a workshop whose door is locked.
struct Gate {
    static let password = "correct horse battery"
    static let form = String(repeating: "5a", count: 16)
    /// Hashes that cost nothing.
    static let cost = PasswordHash.Cost(power: 4, blockSize: 1, times: 1)

    let workshop: Workshop
    let desk: AccessDesk
    let meter = LimitMeter(AccessLimits.all)
    let book = MemoryBook()
    /// The funded projects.
    var projects = ProjectFolder()

    init() throws {
        workshop = try Workshop()
        try workshop.workThroughMorning()
        desk = try AccessDesk(book, meter: meter, cost: Self.cost)
        try add("mei", .manufacturer)
    }

    func add(_ name: String, _ role: Role, _ scope: Scope = .everything) throws {
        _ = try desk.addUser(
            name, rights(role, scope),
            password: try PasswordHash(of: Self.password, cost: Self.cost),
            by: "root", at: workshop.now)
    }

    func token(_ name: String, _ role: Role, _ scope: Scope = .everything) throws -> String {
        try desk.makeToken(name, rights(role, scope), by: "root", at: workshop.now).secret.text
    }

    private func rights(_ role: Role, _ scope: Scope) -> Rights {
        Rights(
            role: role, scope: scope, until: workshop.now + 7 * 86_400 * nanosecondsPerSecond)
    }

    /// A session of a user, as the cookies of a browser.
    func cookies(of name: String) throws -> String {
        let outcome = try desk.logIn(
            name, password: Self.password, from: "test", at: workshop.now)
        guard case .done(let secret, _) = outcome else { return "" }
        return "session=\(secret.text); form=\(Self.form)"
    }

    func context() -> WebContext {
        var context = workshop.context()
        context.access = desk
        context.benefitReport = "r"
        context.projects = projects
        context.seals = workshop.store
        return context
    }

    /// Asks one thing.
    func ask(
        _ uri: String, _ method: HTTPRequest.Method = .get, headers: HTTPFields = [:],
        body: String? = nil
    ) async throws -> TestResponse {
        try await WebServer(context: context(), port: 0).application.test { client in
            try await client.execute(
                uri: uri, method: method, headers: headers,
                body: body.map { ByteBuffer(string: $0) })
        }
    }

    /// Sends the form of the log-in.
    func logIn(
        _ name: String = "mei", _ password: String = password, next: String = "",
        headers: HTTPFields = [.cookie: "form=\(form)"], token: String = form
    ) async throws -> TestResponse {
        var headers = headers
        headers[.contentType] = "application/x-www-form-urlencoded"
        return try await ask(
            "/login?lang=en" + next, .post, headers: headers,
            body: "token=\(token)&name=\(name)&password=\(password.replacing(" ", with: "+"))")
    }
}

extension HTTPFields {
    /// What a program with a token sends.
    static func bearer(_ token: String) -> HTTPFields { [.authorization: "Bearer \(token)"] }
}
