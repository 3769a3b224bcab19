import Benefits
import Plant
import Reporting
import Sealing
import Storage
import StorageSQLite
import Testing

@testable import Evidence

/// What is declared after a seal is told beside the seal, until a later version reads it.
@Suite struct DeclaredSinceTests {
    private let life: SealedProject
    private var world: World { life.world }

    init() throws {
        life = SealedProject(world: try World(seed: 7))
        try life.declare(.sales, World.sales, line: "l")
        try life.sign()
        _ = try world.seal(try life.request())
    }

    private func restated() throws -> [Restatement] {
        try world.store.seals().map {
            try Restatement(of: $0, plant: world.plant, store: world.store)
        }
    }

    private func correct(_ turnover: String, for record: Int64 = 1) throws {
        try life.declare(
            .sales, World.sales.replacing("110400.50", with: turnover), name: "again.csv", line: "l"
        ) { ($0.supersedes, $0.why) = (record, "a return") }
    }

    @Test func nothingIsSaidWhereNothingCame() throws {
        let only = try #require(try restated().first)
        #expect(only.declared == nil && only.json.text().contains("\"declared_since\":null"))
        // Of days that the report does not read.
        try life.declare(
            .sales, World.sales.replacing("2026-03-02", with: "2026-02-02"), name: "old.csv",
            line: "l")
        #expect(try restated()[0].declared == nil)
    }

    @Test func aFileThatReplacesAnotherIsNamedWithIt() throws {
        try correct("110300.25")
        let only = try #require(try restated().first)
        let since = try #require(only.declared)
        #expect(since.gone.map(\.number) == [1] && since.added.map(\.file.name) == ["again.csv"])
        let number = try #require(since.added.first?.number)
        let told =
            "What is declared has changed since version 1: record \(number) (again.csv) instead of "
            + "record 1 (sales.csv)"
        #expect(since.wording.english == told)
        #expect(
            since.wording.traditionalChinese
                == "自第 1 版封存後，申報資料已有更改：記錄 \(number)（again.csv）取代記錄 1（sales.csv）")
        #expect(
            only.words.map(\.english).contains("  \(told); the draft of version 2 reads it"))
        #expect(
            only.json.text().contains(
                "\"declared_since\":{\"since_version\":1,\"gone\":[1],\"added\":[\(number)]}"))
        // The page says so; the file of the version stays as it is.
        func codes(_ sections: [Document.Section]) -> [String] {
            sections.flatMap(\.blocks).compactMap { block in
                if case .notice(let notice) = block { notice.code } else { nil }
            }
        }
        #expect(codes(only.page.sections).contains("declared_since"))
        #expect(!codes(only.document.sections).contains("declared_since"))
    }

    @Test func theNextVersionReadsIt() throws {
        try correct("110300.25")
        try life.sign()
        _ = try world.seal(try life.request(), day: 6)
        #expect(try restated().map { $0.declared == nil } == [true, true])
        let last = try #require(
            try world.store.records(project: "p-1", kind: .declared, asOf: nil).last)
        try correct("110200.25", for: last.number)
        #expect(try restated().map { $0.declared?.version } == [nil, 2])
    }
}
