import Synchronization
import Telemetry
import Testing

@testable import Access

@Suite("Log-in")
struct LogInTests {
    @Test func rightPasswordBeginsASession() throws {
        let office = try Office()
        guard case .done(let secret, let principal) = try office.logIn() else {
            Issue.record("no session")
            return
        }
        #expect(principal.name == "mei" && principal.kind == .user)
        #expect(office.desk.principal(.session(secret.text), at: noon) == principal)
        #expect(office.desk.principal(.token(secret.text), at: noon) == nil)
        #expect(!office.book.accounts().sessions.contains { $0.hash == secret.text })
    }

    @Test func wrongNameAndWrongPasswordAreOneAnswer() throws {
        let office = try Office()
        #expect(try office.logIn("mei", "wrong password").word == "wrong")
        #expect(try office.logIn("nobody", rightPassword).word == "wrong")
        _ = try office.desk.setDisabled("mei", true, by: "root", at: noon)
        #expect(try office.logIn().word == "wrong")
    }

    @Test func unknownUserCostsWhatAKnownOneCosts() throws {
        let cost = PasswordHash.Cost(power: 13, blockSize: 8, times: 1)
        let desk = try AccessDesk(MemoryBook(), cost: cost)
        let rights = Rights(role: .engineer, scope: .everything, until: nil)
        let hash = try PasswordHash(of: rightPassword, cost: cost)
        _ = try desk.addUser("mei", rights, password: hash, by: "root", at: noon)
        func time(_ name: String) throws -> Duration {
            try (0..<4).map { turn in
                let begin = ContinuousClock.now
                _ = try desk.logIn(
                    name, password: "wrong password", from: "\(name)\(turn)", at: noon)
                return ContinuousClock.now - begin
            }.min() ?? .zero
        }
        let (known, unknown) = (try time("mei"), try time("eve"))
        #expect(unknown > known / 3 && known > unknown / 3)
    }

    @Test func userWaitsAfterTheLimitOfFailures() throws {
        let office = try Office()
        let limit = AccessLimits.failuresOfUser
        for turn in 0..<limit.value {
            #expect(try office.logIn("mei", "wrong password", from: "\(turn)").word == "wrong")
        }
        #expect(office.meter.count(limit) == 0)
        // The right one, too; from anywhere.
        #expect(try office.logIn(from: "elsewhere").word == limit.name)
        #expect(office.meter.count(limit) == 1)
        let end = AccessLimits.window
        #expect(try office.logIn(at: after(seconds: end - 1)).word == limit.name)
        #expect(try office.logIn(at: after(seconds: end)).word == "done")
    }

    @Test func oneFailureLessIsNoReasonToWait() throws {
        let office = try Office()
        for _ in 1..<AccessLimits.failuresOfUser.value { _ = try office.logIn("mei", "wrong") }
        #expect(try office.logIn().word == "done")
        // And the count begins anew.
        for _ in 1..<AccessLimits.failuresOfUser.value { _ = try office.logIn("mei", "wrong") }
        #expect(try office.logIn().word == "done")
    }

    @Test func addressWaitsAfterTheLimitOfFailures() throws {
        let office = try Office()
        let limit = AccessLimits.failuresOfAddress
        for turn in 0..<limit.value {
            #expect(try office.logIn("user\(turn)", "wrong").word == "wrong")
        }
        #expect(try office.logIn().word == limit.name)
        #expect(try office.logIn(from: "10.0.0.2").word == "done")
        #expect(office.meter.count(limit) == 1)
    }

    @Test func remembersSoManyAndForgetsTheOldest() {
        var throttle = LogInThrottle()
        let limit = AccessLimits.remembered.value
        for turn in 0..<limit / 2 {
            let now = after(seconds: turn < 5 ? 0 : 1)
            let forgot = throttle.fail(
                user: turn < 5 ? "mei" : "u\(turn)", address: "a\(turn)", at: now)
            #expect(!forgot || turn > limit / 2 - 3)
        }
        while throttle.count < limit {
            _ = throttle.fail(user: "x\(throttle.count)", address: "a", at: after(seconds: 1))
        }
        #expect(throttle.wait(user: "mei", address: "-", at: after(seconds: 2)) != nil)
        let forgot = throttle.fail(user: "one", address: "more", at: after(seconds: 2))
        #expect(forgot && throttle.count == limit)
        // Those whose window is over go first.
        let late = after(seconds: AccessLimits.window + 2)
        let forgotLate = throttle.fail(user: "late", address: "later", at: late)
        #expect(!forgotLate && throttle.count < limit)
    }

    @Test func sessionEndsIdleOrOld() throws {
        let office = try Office()
        let (idle, age) = (AccessLimits.sessionIdle.value, AccessLimits.sessionAge.value)
        var session = try office.session()
        #expect(office.desk.principal(.session(session), at: after(seconds: Int64(idle))) == nil)
        session = try office.session()
        for second in stride(from: Int64(0), to: Int64(age), by: idle - 1) {
            #expect(office.desk.principal(.session(session), at: after(seconds: second)) != nil)
        }
        #expect(office.desk.principal(.session(session), at: after(seconds: Int64(age))) == nil)
    }

    @Test func userHasSoManySessions() throws {
        let office = try Office()
        let limit = AccessLimits.sessions
        let sessions = try (0..<limit.value).map {
            try office.session(at: after(seconds: Int64($0)))
        }
        let now = after(seconds: 100)
        #expect(sessions.allSatisfy { office.desk.principal(.session($0), at: now) != nil })
        #expect(office.meter.count(limit) == 0)
        // All were used now; the first by order of use goes, whichever that is.
        _ = try office.session(at: after(seconds: 101))
        let left = sessions.filter { office.desk.principal(.session($0), at: now) != nil }
        #expect(left.count == limit.value - 1 && office.meter.count(limit) == 1)
        #expect(office.book.accounts().sessions.count == limit.value)
    }

    @Test func everyChangeOfAUserEndsItsSessions() throws {
        let office = try Office()
        let rights = Rights(role: .operator, scope: .everything, until: nil)
        let changes: [() throws -> User] = [
            { try office.desk.setRights("mei", rights, by: "root", at: noon) },
            {
                let hash = try PasswordHash(of: rightPassword, cost: cheap)
                return try office.desk.setPassword("mei", hash, by: "root", at: noon)
            },
            { try office.desk.setDisabled("mei", true, by: "root", at: noon) },
        ]
        for change in changes {
            let session = try office.session()
            let before = try #require(office.desk.principal(.session(session), at: noon))
            #expect(office.desk.holds(before, by: .session(session), at: noon))
            _ = try change()
            #expect(office.desk.principal(.session(session), at: noon) == nil)
            // What is open ends as well.
            #expect(!office.desk.holds(before, by: .session(session), at: noon))
        }
    }

    @Test func logOutEndsTheSessionAlone() throws {
        let office = try Office()
        let (one, other) = (try office.session(), try office.session())
        try office.desk.logOut(one)
        #expect(office.desk.principal(.session(one), at: noon) == nil)
        let left = try #require(office.desk.principal(.session(other), at: noon))
        // The same user, and yet not the same session.
        #expect(!office.desk.holds(left, by: .session(one), at: noon))
        #expect(office.desk.holds(left, by: .session(other), at: noon))
    }

    @Test func longAnswerKeepsItsSessionInUse() throws {
        let office = try Office()
        let session = try office.session()
        let step = Int64(AccessLimits.sessionIdle.value) - 1
        let age = Int64(AccessLimits.sessionAge.value)
        let principal = try #require(office.desk.principal(.session(session), at: noon))
        let lasts = stride(from: step, to: age, by: Int(step)).allSatisfy {
            office.desk.holds(principal, by: .session(session), at: after(seconds: $0))
        }
        #expect(lasts)
        let end = after(seconds: age)
        #expect(!office.desk.holds(principal, by: .session(session), at: end))
    }

    @Test func checksSoManyPasswordsAtOnce() throws {
        let office = try Office()
        office.desk.state.withLock { $0.checks = AccessLimits.checks.value - 1 }
        #expect(try office.logIn().word == "done")
        office.desk.state.withLock { $0.checks = AccessLimits.checks.value }
        #expect(try office.logIn().word == "busy")
        #expect(office.meter.count(AccessLimits.checks) == 1)
    }
}
