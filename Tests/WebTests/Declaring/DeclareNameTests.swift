import Access
import Benefits
import HTTPTypes
import Hummingbird
import NIOCore
import Storage
import StorageSQLite
import Testing

@testable import Web

/// Under which name something is declared.
@Suite struct DeclareNameTests {
    private static let page = "/projects/test/declare?lang=en"

    private let gate: Gate

    init() throws {
        var gate = try Gate()
        gate.projects = ProjectFolder(projects: [try SmallProject.read("test")])
        try gate.add("lam", .manufacturer)
        self.gate = gate
    }

    @Test func itIsThatOfWhoIsLoggedIn() async throws {
        let form = try await gate.ask(
            Self.page, headers: [.cookie: try gate.cookies(of: "mei")])
        let text = String(buffer: form.body)
        #expect(text.contains(">mei</b>") && !text.contains("name=\"by\""))
        try await declare(shownTo: "mei")
        #expect(try names() == ["mei"])
    }

    private func declare(shownTo name: String) async throws {
        let fields = [
            ("token", Gate.form), ("kind", "prices"), ("by", "somebody else"),
            ("line", "mask-1"),
        ]
        let file =
            "product,effective_from,lowest_hkd,highest_hkd\nmask,2026-01-01,1,2\n"
        let parts =
            fields.map { "name=\"\($0)\"\r\n\r\n\($1)" }
            + ["name=\"file\"; filename=\"prices.csv\"\r\n\r\n\(file)"]
        let body =
            parts.map { "--b\r\nContent-Disposition: form-data; \($0)\r\n" }.joined()
            + "--b--\r\n"
        let cookies = try gate.cookies(of: name)
        try await WebServer(context: gate.context(), port: 0).application.test { client in
            let shown = try await client.execute(
                uri: Self.page, method: .post,
                headers: [
                    .cookie: cookies,
                    .contentType: "multipart/form-data; boundary=b",
                ], body: ByteBuffer(string: body))
            let page = String(buffer: shown.body)
            let rest = try #require(page.split(separator: "name=\"confirm\"").dropFirst().first)
            let id = try #require(rest.split(separator: "value=\"").dropFirst().first)
                .prefix { $0 != "\"" }
            let done = try await client.execute(
                uri: Self.page, method: .post,
                headers: [
                    .cookie: cookies,
                    .contentType: "application/x-www-form-urlencoded",
                ],
                body: ByteBuffer(string: "token=\(Gate.form)&confirm=\(id)&by=somebody+else"))
            #expect(done.status == .seeOther)
        }
    }

    private func names() throws -> [String] {
        try gate.workshop.store.records(project: "test", kind: .declared, asOf: nil).map(\.by)
    }
}
