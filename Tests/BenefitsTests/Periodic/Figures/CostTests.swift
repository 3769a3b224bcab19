import Plant
import Reporting
import Testing

@testable import Benefits

/// M01: what a report can know of costs, and what counts of each.
@Suite struct CostTests {
    private static let interim = """
          eligible: 3900000
          items:
            - { category: MACH, name: { en: Machinery, zh-Hant: 機械 }, spent: 3880000 }
            - { category: LEG, name: { en: Legal charge, zh-Hant: 法定押記 }, spent: 22500 }

        """

    private static func costs(
        _ kind: ReportRecord.Kind, _ changes: [(String, String)] = []
    ) throws -> Document.Table {
        let project = try ExampleProject.read(changes)
        let period = try #require(project.usualPeriod(kind, on: date(2023, 12, 1)))
        return FigureMaking(try Reported.input(kind, project: changes, period: period)).costs
    }

    private static func cells(_ table: Document.Table, _ column: String) -> [Document.Cell] {
        table.rows.filter { !$0.isTotal }.compactMap { table.cell(row: $0.id, column: column) }
    }

    private static func cents(_ cells: [Document.Cell]) -> Int64 {
        cells.reduce(0) { sum, cell in
            guard case .money(let cents) = cell.value else { return sum }
            return sum + cents
        }
    }

    @Test func everyItemOfTheFinalAccountsSaysWhatIsEligible() throws {
        let table = try Self.costs(.final)
        let eligible = Self.cells(table, "counted")
        try #require(eligible.count == 11 && eligible.allSatisfy(\.value.isFigure))
        #expect(Self.cents(eligible) == 665_600_000)
        #expect(Self.cents(Self.cells(table, "amount")) == 666_250_000)
        #expect(eligible[8].basis?.source == .audited && eligible[9].basis?.source == .computed)
        #expect(table.title.english.hasSuffix("accounts to 2022-08-31"))
    }

    @Test func progressReportKnowsTheBudgetAlone() throws {
        let table = try Self.costs(.progress)
        let approved = Self.cells(table, "counted")
        try #require(approved.count == 21)
        #expect(Self.cents(approved) == 687_000_000)
        #expect(Self.cents(Self.cells(table, "amount")) == 695_000_000 + 227_500_000)
        #expect(approved[11].basis?.source == .decided && approved[0].basis?.source == .computed)
        #expect(table.title.english.hasSuffix("the budget at application"))
    }

    @Test func progressReportKnowsAccountsUpToItsLastDay() throws {
        let itemised = [("  eligible: 3900000\n", Self.interim)]
        let known = try Self.costs(.progress, itemised)
        #expect(Self.cents(Self.cells(known, "counted")) == 390_000_000)
        #expect(known.title.english.hasSuffix("accounts to 2022-02-28"))
        let later = itemised + [("to: 2022-02-28\n  eligible", "to: 2022-03-01\n  eligible")]
        let unknown = try Self.costs(.progress, [(later[1].0, later[1].1), later[0]])
        #expect(unknown.title.english.hasSuffix("the budget at application"))
    }
}
