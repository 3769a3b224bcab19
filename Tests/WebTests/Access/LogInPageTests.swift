import Access
import Benefits
import HTTPTypes
import Hummingbird
import NIOCore
import Production
import Storage
import StorageSQLite
import Telemetry
import Testing

@testable import Web

@Suite("Log-in pages")
struct LogInPageTests {
    @Test func leadsToTheLogInAndBack() async throws {
        let gate = try Gate()
        let led = try await gate.ask("/line/mask-1/stops?from=2026-03-02&lang=zh-Hant")
        #expect(led.status == .seeOther)
        let target = try #require(led.headers[.location])
        #expect(target.hasPrefix("/login?next=") && target.hasSuffix("lang=zh-Hant"))
        let form = PageCheck(String(buffer: try await gate.ask(target).body))
        #expect(form.text.contains("登入") && form.text.contains("密碼"))
        let next = try #require(target.split(separator: "?").last)
        let answer = try await gate.logIn(next: "&\(next.split(separator: "&")[0])")
        #expect(answer.status == .seeOther)
        #expect(
            answer.headers[.location] == "/line/mask-1/stops?from=2026-03-02&lang=zh-Hant")
    }

    /// Who may not see the overview is led to a page that is open, and told the truth there.
    @Test(arguments: [("test/r", "/benefit"), ("p/2026-03-01_2026-03-02", "/sealed")])
    func anAuditorIsLedToAnOpenPage(project: String, page: String) async throws {
        var gate = try Gate()
        gate.projects = ProjectFolder(projects: [try SmallProject.read()])
        try gate.add("ann", .auditor, Scope(lines: nil, projects: [project]))
        let answer = try await gate.logIn("ann")
        #expect(answer.status == .seeOther && answer.headers[.location] == page)
        let cookies: HTTPFields = [.cookie: try gate.cookies(of: "ann")]
        #expect(try await gate.ask(page, headers: cookies).status == .ok)
        // Whoever types the address alone is led there as well.
        let typed = try await gate.ask("/", headers: cookies)
        #expect(typed.status == .seeOther && typed.headers[.location] == page)
        let closed = try await gate.ask("/health", headers: cookies)
        #expect(closed.status == .forbidden)
        let sealed = try await gate.ask("/sealed?lang=en", headers: cookies)
        let nothing = PageCheck(String(buffer: sealed.body)).text
        #expect(nothing.contains("Nothing is sealed of what you may see."))
        #expect(!nothing.contains("lineside seal") && !nothing.contains("Nothing is sealed yet."))
        let list = try await gate.ask("/projects?lang=en", headers: cookies)
        let text = PageCheck(String(buffer: list.body)).text
        #expect(text.contains("There is no project that you may open."))
        #expect(!text.contains("No project file is read."))
    }

    @Test func whoSeesEverythingIsToldHowToSeal() async throws {
        let gate = try Gate()
        let cookies: HTTPFields = [.cookie: try gate.cookies(of: "mei")]
        let sealed = try await gate.ask("/sealed?lang=en", headers: cookies)
        let text = PageCheck(String(buffer: sealed.body)).text
        #expect(text.contains("Nothing is sealed yet.") && text.contains("lineside seal --help"))
        let office = try gate.token("office", .secretariat)
        let page = try await gate.ask("/sealed?lang=en", headers: .bearer(office))
        let told = PageCheck(String(buffer: page.body)).text
        #expect(told.contains("Nothing is sealed yet.") && !told.contains("lineside seal"))
    }

    @Test func cookieIsOutOfReachOfScriptsAndOtherSites() async throws {
        let gate = try Gate()
        let plain = try await gate.logIn()
        let cookie = try #require(
            plain.headers[values: .setCookie].first { $0.hasPrefix("session=") })
        #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"))
        #expect(!cookie.contains("Secure"))
        var headers: HTTPFields = [.cookie: "form=\(Gate.form)"]
        headers[try #require(HTTPField.Name("X-Forwarded-Proto"))] = "https"
        let secure = try await gate.logIn(headers: headers)
        #expect(
            secure.headers[values: .setCookie].contains {
                $0.hasPrefix("session=") && $0.contains("Secure")
            })
    }

    @Test func sessionOpensPagesAndEndsWithTheLogOut() async throws {
        let gate = try Gate()
        let cookies = try gate.cookies(of: "mei")
        let page = try await gate.ask("/?lang=en", headers: [.cookie: cookies])
        let text = PageCheck(String(buffer: page.body)).text
        #expect(page.status == .ok && text.contains("Signed in as mei") && text.contains("Log out"))
        #expect(!text.contains("No users yet"))
        var headers: HTTPFields = [.cookie: cookies]
        headers[.contentType] = "application/x-www-form-urlencoded"
        let other = try await gate.ask("/logout", .post, headers: headers, body: "token=x")
        #expect(other.status == .badRequest)
        let out = try await gate.ask(
            "/logout", .post, headers: headers, body: "token=\(Gate.form)")
        #expect(out.status == .seeOther)
        #expect(try await gate.ask("/", headers: [.cookie: cookies]).status == .seeOther)
    }

    @Test func tellsProgramsInStableCodes() async throws {
        let gate = try Gate()
        let none = try await gate.ask("/api/v1/lines")
        #expect(none.status == .unauthorized && none.headers[.wwwAuthenticate] == "Bearer")
        #expect(String(buffer: none.body).contains("\"not_signed_in\""))
        let engineer = try gate.token("e", .engineer)
        let role = try await gate.ask("/api/v1/ledger", headers: .bearer(engineer))
        #expect(role.status == .forbidden)
        #expect(String(buffer: role.body).contains("\"role_forbids\""))
        let scoped = try gate.token("s", .engineer, Scope(lines: ["test/open-2"], projects: nil))
        let scope = try await gate.ask("/api/v1/kpi?unit=mask-1", headers: .bearer(scoped))
        #expect(String(buffer: scope.body).contains("\"out_of_scope\""))
        let page = try await gate.ask("/ledger?lang=zh-Hant", headers: .bearer(engineer))
        #expect(String(buffer: page.body).contains("你的角色不包括此項"))
    }

    @Test func wrongPasswordIsToldAndCounted() async throws {
        let gate = try Gate()
        for _ in 0..<AccessLimits.failuresOfUser.value {
            let wrong = try await gate.logIn("mei", "wrong")
            #expect(wrong.status == .unauthorized)
            #expect(String(buffer: wrong.body).contains("wrong_password"))
            #expect(wrong.headers[values: .setCookie].allSatisfy { !$0.hasPrefix("session=") })
        }
        let limited = try await gate.logIn()
        #expect(limited.status == .tooManyRequests)
        #expect(String(buffer: limited.body).contains("log_ins_limited"))
        #expect(limited.headers[.retryAfter] == "\(AccessLimits.window)")
        #expect(gate.meter.count(AccessLimits.failuresOfUser) == 1)
    }

    @Test func otherSitesCannotLogSomebodyIn() async throws {
        let gate = try Gate()
        let withoutCookie = try await gate.logIn(headers: [:])
        #expect(withoutCookie.status == .badRequest)
        let wrongToken = try await gate.logIn(token: String(repeating: "00", count: 16))
        #expect(wrongToken.status == .badRequest)
        var headers: HTTPFields = [.cookie: "form=\(Gate.form)"]
        headers[try #require(HTTPField.Name("Sec-Fetch-Site"))] = "cross-site"
        #expect(try await gate.logIn(headers: headers).status == .forbidden)
    }

    @Test(arguments: [
        ("/line/a?b=c", "/line/a?b=c"), ("//evil.example", "/"), ("https://evil.example", "/"),
        ("/\\evil.example", "/"), ("/a\r\nSet-Cookie: x", "/"), ("/login?next=/", "/"),
        ("/logout", "/"), ("", "/"), ("/" + String(repeating: "a", count: 2000), "/"),
    ])
    func leadsNowhereElse(next: String, target: String) {
        #expect(LogInPage.checked(next: next) == target)
    }

    @Test func correctionsAreSignedByWhoIsLoggedIn() async throws {
        let gate = try Gate()
        try gate.add("lam", .operator)
        let cookies = try gate.cookies(of: "lam")
        let page = try await gate.ask(
            "/line/mask-1/correct?unit=mask-1/welder&at=2026-03-02T09:05:00&lang=en",
            headers: [.cookie: cookies])
        let text = String(buffer: page.body)
        #expect(PageCheck(text).text.contains("lam") && !text.contains("name=\"by\""))
        var headers: HTTPFields = [.cookie: cookies]
        headers[.contentType] = "application/json"
        let made = try await gate.ask(
            "/api/v1/corrections", .post, headers: headers,
            body: "{\"kind\":\"reason\",\"unit\":\"mask-1/welder\",\"at\":\"2026-03-02T09:05:00\","
                + "\"reason\":\"none\",\"by\":\"somebody else\",\"why\":\"y\"}")
        #expect(made.status == .created)
        let kept = try gate.workshop.store.corrections(unit: "mask-1/welder", over: .always)
        #expect(kept.map(\.draft.by) == ["lam"])
    }

    @Test func withoutUsersSaysSoAndAnswersThisMachineAlone() async throws {
        let workshop = try Workshop()
        let server = WebServer(context: workshop.context(), port: 0)
        try await server.application.test { client in
            for (language, words) in [("en", "No users yet"), ("zh-Hant", "尚未有使用者")] {
                let page = try await client.execute(uri: "/?lang=\(language)", method: .get)
                let text = String(buffer: page.body)
                #expect(text.contains(words) && text.contains("lineside user add"))
            }
            let login = try await client.execute(uri: "/login", method: .get)
            #expect(login.headers[.location] == "/")
        }
    }

    @Test(arguments: [
        ("127.0.0.1", true), ("localhost", true), ("::1", true), ("127.1.2.3", true),
        ("10.0.0.1", false), ("0.0.0.0", false), ("127.0.0.1.evil.example", false),
        ("evil.example", false), ("127.0.0", false), ("127.0.0.256", false), ("", false),
    ])
    func knowsItsOwnNames(host: String, isOwn: Bool) {
        #expect(Loopback.contains(host) == isOwn)
    }

    @Test func ledgerShowsWhoReadWhat() async throws {
        let gate = try Gate()
        let cookies = try gate.cookies(of: "mei")
        let secretariat = try gate.token("itc", .secretariat)
        #expect(try await gate.ask("/benefit", .head, headers: .bearer(secretariat)).status == .ok)
        #expect(try await gate.ask("/benefit", headers: .bearer(secretariat)).status == .ok)
        for (language, name) in [("en", "Benefit information, page"), ("zh-Hant", "效益資料頁")] {
            let page = try await gate.ask(
                "/ledger?lang=\(language)", headers: [.cookie: cookies])
            let text = PageCheck(String(buffer: page.body)).text
            #expect(text.contains("itc") && text.contains(name) && text.contains("mei"))
        }
        let json = String(
            buffer: try await gate.ask("/api/v1/ledger", headers: [.cookie: cookies]).body)
        #expect(json.contains("\"times\":1,\"kind\":\"token\",\"name\":\"itc\""))
        #expect(json.contains("\"project\":\"test\",\"report\":\"r\""))
        #expect(json.contains("\"kind\":\"token_made\""))
    }

    @Test func ledgerHasSoManyRows() async throws {
        let gate = try Gate()
        let limit = AccessLimits.ledger.value
        func rows() async throws -> Int {
            let cookies = try gate.cookies(of: "mei")
            let answer = try await gate.ask("/api/v1/ledger", headers: [.cookie: cookies])
            return String(buffer: answer.body).split(separator: "\"account\":").count - 1
        }
        try gate.add("lam", .engineer)
        for turn in 2..<limit {
            _ = try gate.desk.setDisabled(
                "lam", turn.isMultiple(of: 2), by: "root", at: gate.workshop.now)
        }
        #expect(try await rows() == limit)
        _ = try gate.desk.setDisabled("lam", true, by: "root", at: gate.workshop.now)
        #expect(try gate.desk.changes(limit: 1000).count == limit + 1)
        #expect(try await rows() == limit)
    }

    @Test func givesNoBenefitDataWhereTheLedgerCannotBeWritten() async throws {
        let gate = try Gate()
        let token = try gate.token("itc", .secretariat)
        var context = gate.context()
        context.access = try AccessDesk(FullBook(gate.book), cost: Gate.cost)
        try await WebServer(context: context, port: 0).application.test { client in
            let answer = try await client.execute(
                uri: "/benefit", method: .get, headers: .bearer(token))
            #expect(answer.status == .serviceUnavailable)
            let other = try await client.execute(
                uri: "/definitions", method: .get, headers: .bearer(token))
            #expect(other.status == .ok)
        }
    }
}

/// A book on a full disk.
private struct FullBook: AccessBook {
    let book: MemoryBook

    init(_ book: MemoryBook) { self.book = book }

    func accounts() -> StoredAccounts { book.accounts() }
    func keep(_ user: User, _ change: AccountChange) throws(AccessError) { throw full }
    func keep(_ token: APIToken, _ change: AccountChange) throws(AccessError) { throw full }
    func keep(_ session: Session, ending others: [String]) throws(AccessError) { throw full }
    func end(sessions: [String]) throws(AccessError) { throw full }
    func keepUse(hash: String, at now: Timestamp) throws(AccessError) { throw full }
    func add(_ read: BenefitRead) throws(AccessError) { throw full }
    func reads(limit: Int) -> [BenefitRead] { [] }
    func changes(limit: Int) -> [AccountChange] { [] }

    private var full: AccessError { AccessError(.full, "no room") }
}
