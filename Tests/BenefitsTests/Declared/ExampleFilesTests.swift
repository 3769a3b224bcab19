import Benefits
import Foundation
import Plant
import Testing

/// The files of the worked example give its figures to the cent and the piece.
@Suite struct ExampleFilesTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    private func read(_ kind: DeclaredKind) throws -> DeclaredRows {
        let config = Self.root.appending(path: "config")
        let yaml = try String(
            contentsOf: config.appending(path: "examples/mask-line.yaml"), encoding: .utf8)
        let file = config.appending(path: "benefits/example/\(kind.rawValue).csv")
        return try DeclaredRows.read(
            kind, DeclaredSource(name: "f.csv", bytes: Array(try Data(contentsOf: file))),
            plant: try Plant.read(yaml: yaml, file: "mask-line.yaml"))
    }

    @Test func turnoverIsLocalAndExport() throws {
        guard case .sales(let sales) = try read(.sales) else { return }
        let row = try #require(sales.first)
        #expect(sales.count == 1 && row.turnover == Money(cents: 4_195_200_000))
        #expect(row.export == Money(cents: 1_678_080_000))
        #expect(row.turnover.cents - (row.export?.cents ?? 0) == 2_517_120_000)
        // 45,600,000 at HK$0.92.
        #expect(row.sold / 1_000_000 * 92 == row.turnover.cents)
        #expect(
            49_019_904 == (row.sold + (row.closingStock ?? 0) + row.samplesAndScrap) / 1_000_000)
    }

    @Test func jobsAre29HeadsAnd26Point83Equivalents() throws {
        guard case .jobs(let jobs) = try read(.jobs) else { return }
        #expect(jobs.count == 29 && Set(jobs.compactMap(\.person)).count == 29)
        let end = LocalDate(year: 2023, month: 9, day: 1)
        // Hundredths times months; every job begins on the first of a month.
        let sum = jobs.reduce(0) { sum, job in
            sum + Int(job.fte) * ((end.year - job.from.year) * 12 + end.month - job.from.month)
        }
        #expect((sum + 6) / 12 == 2683)
        #expect(jobs.reduce(0) { $0 + $1.fte } == 2800)
        #expect(jobs.filter(\.isITPost).count == 7)
    }

    @Test func everyKindHasAnExample() throws {
        for kind in DeclaredKind.allCases { #expect(try read(kind).count > 0) }
    }
}
