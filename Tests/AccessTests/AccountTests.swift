import Telemetry
import Testing

@testable import Access

@Suite("Accounts")
struct AccountTests {
    @Test func isOpenUntilThereIsAUserAndNeverAgain() throws {
        let office = try Office(withUser: false)
        #expect(office.desk.isOpen && office.desk.holds(.anyone, by: nil, at: noon))
        try office.add("mei")
        #expect(!office.desk.isOpen && !office.desk.holds(.anyone, by: nil, at: noon))
        _ = try office.desk.setDisabled("mei", true, by: "root", at: noon)
        #expect(!office.desk.isOpen)
        #expect(try !AccessDesk(office.book, cost: cheap).isOpen)
    }

    @Test(arguments: ["", "Mei", "mei chan", "美", "a/b", String(repeating: "a", count: 65)])
    func refusesNamesThatCannotBeTold(name: String) throws {
        let office = try Office()
        #expect(throws: AccessError.self) { try office.add(name) }
        #expect(throws: AccessError.self) { _ = try office.token(name) }
    }

    @Test func takesNamesUpToTheirLimit() throws {
        let office = try Office()
        try office.add(String(repeating: "a", count: AccessLimits.name.value))
        let error = #expect(throws: AccessError.self) {
            try office.add(String(repeating: "a", count: AccessLimits.name.value + 1))
        }
        #expect(error?.limit == AccessLimits.name)
    }

    @Test func auditorSeesOneReportUntilADate() throws {
        let office = try Office()
        let one = Scope(lines: nil, projects: ["p/r"])
        try office.add("ann", .auditor, one, until: after(seconds: 10))
        #expect(try office.logIn("ann").word == "done")
        #expect(try office.logIn("ann", at: after(seconds: 10)).word == "wrong")
        for projects: Set<String>? in [nil, [], ["p"], ["p/r", "p/s"], ["p/r/s"], ["p/"]] {
            #expect(throws: AccessError.self) {
                try office.add(
                    "bob", .auditor, Scope(lines: nil, projects: projects),
                    until: after(seconds: 10))
            }
        }
        #expect(throws: AccessError.self) { try office.add("bob", .auditor, one) }
        #expect(throws: AccessError.self) { try office.add("bob", .auditor, one, until: noon) }
    }

    @Test func scopeHasSoManyEntries() throws {
        let office = try Office()
        let most = AccessLimits.scope.value
        let entries = Set((0..<most).map { "p/l\($0)" })
        try office.add("bob", .engineer, Scope(lines: entries, projects: nil))
        let error = #expect(throws: AccessError.self) {
            try office.add("eve", .engineer, Scope(lines: entries, projects: ["x"]))
        }
        #expect(error?.limit == AccessLimits.scope)
    }

    @Test func takesUsersAndTokensUpToTheirLimits() throws {
        let office = try Office()
        let hash = try PasswordHash(of: rightPassword, cost: cheap)
        let rights = Rights(
            role: .engineer, scope: .everything, until: after(seconds: 3600))
        for number in 1..<AccessLimits.users.value {
            _ = try office.desk.addUser("u\(number)", rights, password: hash, by: "root", at: noon)
        }
        for number in 0..<AccessLimits.tokens.value {
            _ = try office.desk.makeToken("t\(number)", rights, by: "root", at: noon)
        }
        #expect(office.meter.count(AccessLimits.users) == 0)
        var error = #expect(throws: AccessError.self) { try office.add("more") }
        #expect(error?.limit == AccessLimits.users && office.meter.count(AccessLimits.users) == 1)
        error = #expect(throws: AccessError.self) { _ = try office.token("more") }
        #expect(error?.limit == AccessLimits.tokens && office.meter.count(AccessLimits.tokens) == 1)
    }

    @Test func tokenOpensUntilItEndsOrIsRevoked() throws {
        let office = try Office()
        let secret = try office.token("mes")
        let principal = try #require(office.desk.principal(.token(secret.text), at: noon))
        #expect(principal.kind == .token && principal.signature == "token:mes")
        #expect(office.desk.principal(.session(secret.text), at: noon) == nil)
        #expect(office.desk.principal(.token(secret.text), at: after(seconds: 3600)) == nil)
        #expect(office.desk.holds(principal, by: .token(secret.text), at: noon))
        _ = try office.desk.revokeToken("mes", by: "root", at: noon)
        #expect(office.desk.principal(.token(secret.text), at: noon) == nil)
        #expect(!office.desk.holds(principal, by: .token(secret.text), at: noon))
        #expect(throws: AccessError.self) { _ = try office.token("mes") }
    }

    @Test func tokenHasAnEndWithinItsLimit() throws {
        let office = try Office()
        let longest = Int64(AccessLimits.tokenAge.value) * 86_400
        _ = try office.token("long", until: after(seconds: longest))
        #expect(throws: AccessError.self) {
            _ = try office.token("longer", until: after(seconds: longest + 1))
        }
        #expect(throws: AccessError.self) { _ = try office.token("endless", until: nil) }
    }

    @Test func tokenNeedsAUserFirst() throws {
        #expect(throws: AccessError.self) { _ = try Office(withUser: false).token("mes") }
    }

    @Test func everyChangeIsOnRecord() throws {
        let office = try Office()
        _ = try office.token("mes")
        _ = try office.desk.revokeToken("mes", by: "ops", at: noon)
        _ = try office.desk.setDisabled("mei", true, by: "ops", at: noon)
        _ = try office.desk.setDisabled("mei", false, by: "ops", at: noon)
        let changes = try office.desk.changes(limit: 10)
        #expect(
            changes.map(\.kind) == [
                .userEnabled, .userDisabled, .tokenRevoked, .tokenMade, .userAdded,
            ])
        #expect(changes.map(\.by) == ["ops", "ops", "ops", "root", "root"])
        #expect(changes.last?.rights == Rights(role: .engineer, scope: .everything, until: nil))
    }

    @Test func sameReadWithinAMinuteIsOneEntry() throws {
        let office = try Office()
        let mei = try #require(office.desk.principal(.session(office.session()), at: noon))
        func read(_ second: Int64, _ project: String = "p") throws {
            try office.desk.record(
                BenefitRead(
                    by: mei, at: after(seconds: second), what: "/benefit", project: project,
                    report: nil, from: "10.0.0.1"))
        }
        let start = 60 - (noon.nanoseconds / nanosecondsPerSecond) % 60
        for second in [start, start + 59, start + 60] { try read(second) }
        try read(start + 60, "q")
        let reads = try office.desk.reads(limit: 10)
        #expect(reads.map(\.times) == [1, 1, 2] && reads.map(\.project) == ["q", "p", "p"])
        #expect(try office.desk.reads(limit: 1).count == 1)
    }

    @Test func useIsKeptOnceAMinute() throws {
        let office = try Office()
        let token = AccessDesk.Credential.token(try office.token("mes").text)
        #expect(office.desk.isUseToKeep(token, at: noon))
        try office.desk.keepUse(token, at: noon)
        #expect(!office.desk.isUseToKeep(token, at: after(seconds: 59)))
        #expect(office.desk.isUseToKeep(token, at: after(seconds: 60)))
        #expect(office.book.accounts().tokens.first?.usedAt == noon)
    }
}
