import Access
import Benefits
import HTTPTypes
import Hummingbird
import NIOCore
import Plant
import Sealing
import Storage
import StorageSQLite
import Telemetry
import Testing

@testable import Web

/// Who has one report reads that one alone, whatever else is sealed of the same days.
@Suite struct SealedScopeTests {
    private static let period = "2026-03-01_2026-03-02"
    private let gate: Gate

    init() throws {
        var gate = try Gate()
        gate.projects = ProjectFolder(
            projects: [
                try SmallProject.read("test")
            ])
        self.gate = gate
        try seal(1, "benefit 2")
        try seal(2, "benefit report 1")
        try seal(3, "progress report 1")
    }

    private func seal(_ number: Int64, _ report: String) throws {
        let manifest = Manifest(
            number: number, previous: nil,
            subject: Manifest.Subject(
                plant: "test", line: "mask-1", project: "test", from: "2026-03-01",
                to: "2026-03-02", span: 5..<7),
            madeAt: try #require(Instant("2026-03-03T00:00:00Z")), software: "test",
            report: report, tree: Manifest.Tree(root: Digest(of: [1]), counts: [:]),
            journals: [Manifest.JournalSpan(lane: "b", first: 1, last: 9)], definitions: [:],
            lastCorrection: 0, lastChange: 0, evidence: [:], key: Digest(of: [2]))
        let text = "{\"of\":{\"value\":\(number),\"source\":\"declared\"}}"
        try gate.workshop.store.append(
            StoredSeal(
                number: number, line: "mask-1",
                span: TimeSpan(
                    from: Timestamp(nanoseconds: 5), to: Timestamp(nanoseconds: 7)),
                at: gate.workshop.now, manifest: manifest.bytes, signature: [],
                files: ["report.json": Array(text.utf8)]))
    }

    private func ask(_ uri: String, _ token: String) async throws -> (HTTPResponse.Status, String) {
        let answer = try await gate.ask(uri, headers: .bearer(token))
        return (answer.status, String(buffer: answer.body))
    }

    @Test func theLedgerSaysWhichReportWasRead() async throws {
        let office = try gate.token(
            "office", .secretariat, Scope(lines: nil, projects: ["test"]))
        let uri = "/projects/test/report?kind=progress&period=" + Self.period
        #expect(try await ask(uri, office).0 == .ok)
        _ = try await ask("/projects/test/report?kind=benefit&period=" + Self.period, office)
        let reads = gate.book.reads(limit: 10)
        #expect(Set(reads.map(\.report)) == ["progress " + Self.period, Self.period])
    }

    @Test func anAuditorReadsTheKindOfItsReport() async throws {
        let auditor = try gate.token(
            "auditor", .auditor, Scope(lines: nil, projects: ["test/" + Self.period]))
        let office = try gate.token(
            "office", .secretariat, Scope(lines: nil, projects: ["test"]))
        for (token, kinds) in [(auditor, [1, 2]), (office, [1, 2, 3])] {
            for form in ["", ".csv"] {
                let uri = "/api/v1/projects/test/benefits\(form)?period=" + Self.period
                let (status, text) = try await ask(uri, token)
                #expect(status == .ok)
                for kind in 1...3 {
                    let figure = form.isEmpty ? "\"value\":\(kind)," : ",of,of,of,\(kind),"
                    #expect(text.contains(figure) == kinds.contains(kind), "\(form) \(kind)")
                }
            }
            let (_, list) = try await ask("/sealed?lang=en", token)
            for kind in 1...3 {
                let page = "/sealed/test/\(Self.period)?seal=\(kind)"
                #expect(list.contains(page) == kinds.contains(kind), "\(kind)")
                // These were never made from anything; what may be seen of them fails later.
                let status = try await ask(page, token).0
                #expect((status == .notFound) != kinds.contains(kind), "\(kind)")
            }
        }
    }
}
