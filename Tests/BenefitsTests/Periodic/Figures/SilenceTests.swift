import Plant
import Reporting
import Storage
import Testing

@testable import Benefits
@testable import Production

/// What nobody heard is said to be unknown, never shown as zero.
@Suite struct SilenceTests {
    /// A year of which nothing was heard; the meter's counter stood still.
    private static func input() throws -> PeriodicInput {
        try Reported.input(files: Reported.files(jobs: WorkedExampleTests.jobs)) { line in
            let planned = line.constraint.planned
            line.constraint = Sums()
            (line.constraint.unknown, line.constraint.unbridged) = (planned, planned)
            (line.output, line.byProduct) = (line.constraint, [:])
            for place in line.days.indices {
                line.days[place].unknown = line.days[place].planned
                (line.days[place].production, line.days[place].good) = (0, 0)
                line.days[place].made = 0
            }
            line.consumption = ["kWh": 0]
            line.stretches = [.init(from: Example.year1.from, consumption: ["kWh": 0])]
        }
    }

    private static let telemetry: [FigureID] = [.b10, .b11, .b12, .b13, .b15, .b18]

    /// Nor is what is known without a word: the plan, and between what OEE may lie.
    private static let known = ["planned", "unknown", "oee_low", "oee_high"]

    @Test func nothingHeardIsNoZero() throws {
        let report = PeriodicReport.make(try Self.input())
        for id in Self.telemetry {
            for row in report.figures[id]?.rows ?? []
            where !Self.known.contains(where: { row.key.hasSuffix($0) }) {
                #expect(!row.cell.value.isKnown, "\(id.rawValue)/\(row.key)")
            }
        }
        #expect(
            Reported.value(report, .b15, "mask-1/kWh/cost")
                == Document.Value.none(FigureGap.notMeasured.wording))
        let document = Reported.document(report)
        #expect(document.mistakes() == [])
        let months = try #require(document.tables.first { $0.id == FigureID.months.rawValue })
        for row in months.rows {
            #expect(row.cells[1].value.isKnown && row.cells[2].value.isKnown)
            #expect(row.cells[3...5].allSatisfy { !$0.value.isKnown }, "\(row.id)")
        }
    }

    /// A line that was heard and used nothing did use nothing.
    @Test func zeroThatWasHeardIsZero() throws {
        var input = try Self.input()
        input.measured["mask-1"]?.constraint.unknown -= 1_000_000_000
        input.measured["mask-1"]?.constraint.down += 1_000_000_000
        let report = PeriodicReport.make(input)
        let unit = Document.Unit(code: "kWh", name: words("kWh", "kWh"), digits: 1)
        #expect(
            Reported.value(report, .b15, "mask-1/kWh") == .count(millionths: 0, unit))
        #expect(
            Reported.value(report, .b11, "mask-1/production") == .duration(nanoseconds: 0))
        let cell = report.figures[.b11]?.rows.first { $0.key == "mask-1/production" }?.cell
        #expect(cell?.basis?.coverage != nil)
    }
}
