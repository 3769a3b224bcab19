import Access
import HTTPTypes
import Hummingbird
import NIOCore
import Telemetry
import Testing

@testable import Web

/// From where somebody reads, and of which projects something was shown.
@Suite("Readers")
struct ReaderTests {
    @Test(arguments: [
        ("203.0.113.7", "203.0.113.7"), (" 203.0.113.7:8080", "203.0.113.7"),
        ("2001:db8::1", "2001:db8::1"), ("\"[2001:db8::1]:443\"", "2001:db8::1"),
        ("::ffff:203.0.113.7", "203.0.113.7"), ("evil.example", nil), ("", nil),
        ("<script>", nil), (String(repeating: "1", count: 100), nil),
    ])
    func takesAnAddressAndNothingElse(text: String, address: String?) {
        #expect(ReaderAddress.read(text) == address)
    }

    @Test(arguments: [
        ("203.0.113.7", "203.0.113.7"), ("-", "-"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8::1", "2001:db8:0:0::/64"), ("::1", "0:0:0:0::/64"),
        ("fe80::1:2:3:4", "fe80:0:0:0::/64"), ("64:ff9b::192.0.2.33", "64:ff9b:0:0::/64"),
    ])
    func sumsUpWhatOneSiteMayUse(address: String, network: String) {
        #expect(ReaderAddress.network(address) == network)
    }

    @Test func failuresFromOneNetworkOfIPv6AreCountedTogether() async throws {
        let gate = try Gate()
        let forwarded = try #require(HTTPField.Name("X-Forwarded-For"))
        let (front, turns) = (gate.context(), AccessLimits.failuresOfAddress.value)
        let proxy = try SocketAddress(ipAddress: "127.0.0.1", port: 50_000)
        let server = WebServer(context: front, port: 0)
        let statuses = try await server.application.test(from: proxy) { client in
            var statuses: [HTTPResponse.Status] = []
            for turn in 0...turns {
                let headers: HTTPFields = [
                    .cookie: "form=\(Gate.form)", forwarded: "2001:db8::\(turn)",
                    .contentType: "application/x-www-form-urlencoded",
                ]
                let answer = try await client.execute(
                    uri: "/login", method: .post, headers: headers,
                    body: .init(string: "token=\(Gate.form)&name=user\(turn)&password=x"))
                statuses.append(answer.status)
            }
            return statuses
        }
        #expect(statuses.dropLast().allSatisfy { $0 == .unauthorized })
        #expect(statuses.last == .tooManyRequests)
    }

    @Test(arguments: ["X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Forwarded", "Via"])
    func withoutUsersAnswersNoProxy(name: String) async throws {
        let workshop = try Workshop()
        let headers: HTTPFields = [try #require(HTTPField.Name(name)): "127.0.0.1"]
        let server = WebServer(context: workshop.context(), port: 0)
        try await server.application.test { client in
            let refused = try await client.execute(uri: "/", method: .get, headers: headers)
            #expect(refused.status == .forbidden)
            let open = try await client.execute(uri: "/healthz", method: .get, headers: headers)
            #expect(open.status == .ok)
        }
    }

    @Test(arguments: [
        ("localhost:8080", true), ("127.0.0.1:8080", true), ("[::1]:8080", true),
        ("evil.example", false), ("localhost.evil.example:8080", false), ("10.0.0.1", false),
    ])
    func withoutUsersAnswersItsOwnNamesAlone(authority: String, answers: Bool) async throws {
        let workshop = try Workshop()
        let (ports, bound) = AsyncStream.makeStream(of: Int.self)
        let server = WebServer(context: workshop.context(), port: 0) { bound.yield($0) }
        let running = Task { try await server.run() }
        let port = try #require(await ports.first { _ in true })
        let status = try await TestClient.get("/api/v1/lines", port: port, authority: authority)
            .status
        running.cancel()
        _ = await running.result
        #expect(status == (answers ? .ok : .forbidden))
    }

    @Test(arguments: [
        ("/login", true), ("/logout", true), ("/line/mask-1/correct", true),
        ("/api/v1/corrections", true), ("/", false), ("/line/mask-1", false), ("/ledger", false),
        ("/line/mask-1/correct/more", false),
    ])
    func takesFormsWhereTheTableSaysSo(path: String, takes: Bool) {
        #expect(RouteNeeds.takesForms(path: path) == takes)
    }

    @Test func listShowsOnesOwnProjectsAndSaysWhichItShowed() throws {
        let gate = try Gate()
        func visitor(_ role: Role, _ scope: Scope) throws -> Visitor {
            let token = try gate.token("\(role)", role, scope)
            return Visitor(
                principal: try #require(
                    gate.desk.principal(.token(token), at: gate.workshop.now)))
        }
        let officer = try visitor(.secretariat, Scope(lines: nil, projects: ["a", "b"]))
        #expect(["a", "b", "c"].filter { officer.isShown(project: $0) } == ["a", "b"])
        #expect(
            officer.shown.all == [.project("a", report: nil), .project("b", report: nil)])
        let engineer = try visitor(.engineer, .everything)
        #expect(!engineer.isShown(project: "a") && engineer.shown.all.isEmpty)
    }

    @Test(.timeLimit(.minutes(1)), arguments: [true, false])
    func openStreamEndsWithWhatWasShown(isToken: Bool) async throws {
        let gate = try Gate()
        let token = try gate.token("lam", .engineer)
        let cookies = try gate.cookies(of: "mei")
        let session = String(cookies.dropFirst("session=".count).prefix { $0 != ";" })
        let (desk, now) = (gate.desk, gate.workshop.now)
        let (ports, bound) = AsyncStream.makeStream(of: Int.self)
        let context = gate.context()
        let server = WebServer(context: context, port: 0) { bound.yield($0) }
        let running = Task { try await server.run() }
        let port = try #require(await ports.first { _ in true })
        let shown: HTTPFields = isToken ? .bearer(token) : [.cookie: cookies]
        let answer = Task {
            try await TestClient.get("/live?lang=en", port: port, headers: shown)
        }
        while context.traffic.openStreams == 0 {
            try await Task.sleep(for: .milliseconds(20))
        }
        let begin = ContinuousClock.now
        if isToken {
            _ = try desk.revokeToken("lam", by: "root", at: now)
        } else {
            try desk.logOut(session)
        }
        // It breaks off: nothing says that it is whole.
        await #expect(throws: (any Error).self) { _ = try await answer.value }
        #expect(ContinuousClock.now - begin < .seconds(15))
        running.cancel()
        _ = await running.result
    }
}
