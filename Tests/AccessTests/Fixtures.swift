import Telemetry

@testable import Access

/// Cheap hashes, so that a test takes no second.
let cheap = PasswordHash.Cost(power: 4, blockSize: 1, times: 1)
let noon = Timestamp(nanoseconds: 1_770_000_000 * nanosecondsPerSecond)
let rightPassword = "correct horse battery"

func after(seconds: Int64) -> Timestamp { noon + seconds * nanosecondsPerSecond }

/// A desk with its book and meter, and the user `mei`.
struct Office {
    let book = MemoryBook()
    let meter = LimitMeter(AccessLimits.all)
    let desk: AccessDesk

    init(withUser: Bool = true) throws {
        desk = try AccessDesk(book, meter: meter, cost: cheap)
        if withUser { try add("mei") }
    }

    func add(
        _ name: String, _ role: Role = .engineer, _ scope: Scope = .everything,
        until: Timestamp? = nil
    ) throws {
        _ = try desk.addUser(
            name, Rights(role: role, scope: scope, until: until),
            password: try PasswordHash(of: rightPassword, cost: cheap), by: "root", at: noon)
    }

    func token(
        _ name: String, _ role: Role = .engineer, until: Timestamp? = after(seconds: 3600)
    ) throws -> Secret {
        try desk.makeToken(
            name, Rights(role: role, scope: .everything, until: until), by: "root",
            at: noon
        ).secret
    }

    func logIn(
        _ name: String = "mei", _ password: String = rightPassword, from: String = "10.0.0.1",
        at now: Timestamp = noon
    ) throws -> AccessDesk.LogIn {
        try desk.logIn(name, password: password, from: from, at: now)
    }

    /// The secret of a session.
    func session(at now: Timestamp = noon) throws -> String {
        guard case .done(let secret, _) = try logIn(at: now) else {
            throw AccessError(.failed, "no session")
        }
        return secret.text
    }
}

extension AccessDesk.LogIn {
    /// In a word.
    var word: String {
        switch self {
        case .done: "done"
        case .wrong: "wrong"
        case .limited(_, let limit): limit.name
        case .busy: "busy"
        }
    }
}
