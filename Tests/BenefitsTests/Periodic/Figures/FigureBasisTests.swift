import Plant
import Reporting
import Storage
import Testing

@testable import Benefits

/// Every figure says what it rests on, in the unit of its quantity.
@Suite struct FigureBasisTests {
    private static func input(_ kind: ReportRecord.Kind) throws -> PeriodicInput {
        var input = try Reported.input(
            kind, files: Reported.files(jobs: WorkedExampleTests.jobs)
        ) { $0.consumption = ["kWh": 209_019_000_000] }
        input.project.source = DeclaredFile(name: "project.yaml", sha256: "0")
        input.signOff = Reported.signature(input)
        input.freezes = input.project.frozenValues.map {
            Freeze(value: $0, day: date(2023, 11, 2), officer: "Wong", record: 7)
        }
        return input
    }

    @Test(arguments: ReportRecord.Kind.allCases)
    func noFigureHasAnEmptyBasis(kind: ReportRecord.Kind) throws {
        for table in Reported.document(try Self.input(kind)).tables {
            for row in table.rows {
                for cell in row.cells where cell.value.isKnown {
                    guard let basis = cell.basis else { continue }
                    let isEmpty =
                        basis.formula == nil && basis.inputs.isEmpty && basis.evidence.isEmpty
                        && basis.definitions.isEmpty && basis.link == nil
                    #expect(!isEmpty, "\(table.id)/\(row.id)")
                }
            }
        }
    }

    /// One code a quantity, that of the interface; words in both languages.
    @Test(arguments: ReportRecord.Kind.allCases)
    func unitsHaveOneCode(kind: ReportRecord.Kind) throws {
        for table in Reported.document(try Self.input(kind)).tables {
            for row in table.rows {
                for cell in row.cells {
                    guard case .count(_, let unit) = cell.value else { continue }
                    #expect(
                        !["1", "HK$", "piece", "job", "%"].contains(unit.code),
                        "\(table.id)/\(row.id)")
                    #expect(!unit.name.traditionalChinese.contains("HK$"), "\(row.id)")
                }
            }
        }
    }

    @Test func targetsAreInTheUnitsOfTheirFigures() throws {
        let report = PeriodicReport.make(try Self.input(.benefit))
        guard case .blocks(let blocks)? = report.figures[.b29],
            case .chart(let chart)? = blocks.first
        else {
            Issue.record("there is no B29")
            return
        }
        let aims = chart.table.rows.map { $0.cells[1].value }
        #expect(
            aims.contains(.money(cents: 4_000_000_000))
                && aims.contains(.count(millionths: 28_000_000, .jobs)))
        #expect(
            aims.contains { if case .ratio(_, .percent) = $0 { true } else { false } })
    }

    /// What is claimed beyond the ceiling is claimed less ceiling, and says both.
    @Test func claimBeyondTheCeilingNamesClaimAndCeiling() throws {
        let report = PeriodicReport.make(try Self.input(.benefit))
        let cell = report.figures[.b19]?.rows.first { $0.key == "over" }?.cell
        #expect(cell?.basis?.inputs.map(\.name.english) == ["claimed", "ceiling"])
        #expect(
            cell?.basis?.inputs.map(\.value) == [
                .count(millionths: 29_000_000, .jobs), .count(millionths: 29_000_000, .jobs),
            ])
    }
}
