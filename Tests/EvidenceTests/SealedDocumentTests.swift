import Evidence
import Foundation
import GRDB
import Plant
import Production
import Reporting
import Sealing
import StorageSQLite
import Telemetry
import Testing

/// The report of a pack, made again from nothing but the pack.
@Suite struct SealedDocumentTests {
    private let world: World

    init() throws { world = try World(seed: 5) }

    private func codes(_ document: Document) -> [String] {
        document.sections[0].blocks.compactMap {
            if case .notice(let notice) = $0 { notice.code } else { nil }
        }
    }

    @Test func saysThatItIsSealedAndAsOfTheSeal() throws {
        let path = try world.sealAll()
        let result = try world.verify(path)
        let manifest = try #require(result.manifest)
        let document = try #require(result.document(software: "test"))
        #expect(document.mistakes() == [])
        #expect(document.metadata.state == .sealed)
        #expect(document.metadata.sealHash == Digest(of: manifest.bytes).hex)
        #expect(document.metadata.asOf.rfc3339 == manifest.madeAt.text)
        #expect(document.sections.first?.id == "seal" && codes(document) == ["seal_same"])
        let sealed = try #require(
            try PackFile(reading: path).read { try $0.evidence("report.json") })
        guard case .object(var members)? = result.reportJSON else {
            Issue.record("the report is an object")
            return
        }
        #expect(members.popLast()?.0 == "seal")
        #expect(JSON.object(members).text() == String(decoding: sealed, as: UTF8.self))
    }

    @Test func isTheSameWhereverAndWheneverItIsMade() throws {
        let path = try world.sealAll()
        let first = try #require(try world.verify(path).document(software: "test"))
        let elsewhere = world.folder + "/elsewhere.pack"
        try FileManager.default.moveItem(atPath: path, toPath: elsewhere)
        try world.say(.scrap(at: World.at(day: 2, 6_000), kind: .scrap, product: "p", quantity: 1))
        let second = try world.verify(elsewhere).document(software: "test")
        #expect(first == second)
    }

    @Test func saysWhereItIsDifferent() throws {
        let path = try world.sealAll()
        try DatabaseQueue(path: path).write { db in
            try db.execute(
                sql: """
                    UPDATE pieces SET quantity = quantity + 1000000
                    WHERE (unit, at) IN (SELECT unit, at FROM pieces LIMIT 1)
                    """)
        }
        let result = try world.verify(path)
        let document = try #require(result.document(software: "test"))
        #expect(document.mistakes() == [])
        #expect(document.metadata.state == .draft && document.metadata.sealHash == nil)
        #expect(document.metadata.title.english.hasPrefix("DIFFERENT"))
        #expect(document.metadata.title.traditionalChinese.hasPrefix("與封存時不同"))
        #expect(codes(document).prefix(2) == ["seal_different", "fact_changed"])
    }
}
