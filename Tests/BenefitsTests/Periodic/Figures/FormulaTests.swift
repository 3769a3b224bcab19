import Plant
import Reporting
import Telemetry
import Testing

@testable import Benefits
@testable import Production

/// Derived figures say how they come from others; `mistakes()` says whether they do.
@Suite struct FormulaTests {
    private static let costs =
        "item,period_from,period_to,value\noperator_hours,2022-09-01,2023-08-31,33600\n"
    private static let prices =
        "product,effective_from,lowest_hkd,highest_hkd\nmask-l1,2022-09-01,0.85,0.99\n"

    /// Everything is declared; rated pieces give ratios.
    private func input(
        _ changes: [(String, String)] = [], sales: String = Reported.sales
    ) throws -> PeriodicInput {
        let figures: [String: FigureID] = ["HK$": .b02, "piece": .b10, "job": .b19, "%": .b12]
        var input = try Reported.input(
            files: [
                (.sales, sales), (.jobs, WorkedExampleTests.jobs),
                (.company, Reported.company), (.costs, Self.costs), (.prices, Self.prices),
                (.stock, Reported.stock),
                (.tariffs, Reported.tariffs),
            ], project: changes
        ) { line in
            line.consumption = ["kWh": 209_019_000_000]
            line.stretches = [.init(from: Example.year1.from, consumption: line.consumption)]
            line.constraint.unknown = 7_000_000_000
            line.constraint.rated[PlannedRunTime(itemTime: 3_000_000_000, items: 7)] = RatedPieces(
                knownMade: 40_000_000_000_000, knownGood: 39_000_000_000_000)
        }
        for place in input.project.targets.indices {
            input.project.targets[place].figure = figures[input.project.targets[place].unit]
        }
        return input
    }

    /// Rows and cells that are calculated again, by the names of figures.
    private func live(_ document: Document) -> Set<String> {
        Set(
            document.tables.flatMap { table in
                table.rows.flatMap { row in
                    zip(table.columns, row.cells).compactMap { column, cell in
                        guard cell.formula != nil else { return nil }
                        return column.id == "value" ? row.id : "\(table.id)/\(column.id)"
                    }
                }
            })
    }

    @Test func derivedFiguresAreCalculatedAgain() throws {
        let document = Reported.document(try input())
        #expect(document.mistakes() == [])
        let product = "mask-1/mask-l1"
        let expected: Set<String> = [
            "B02/mask-1", "B03/mask-1/local", "B06/\(product)", "B07/\(product)/closing/difference",
            "bound/opening", "bound/good", "bound/available", "bound/sold", "bound/ratio",
            "bound/ceiling", "bound/listed", "bound/share", "B12/mask-1/availability",
            "B12/mask-1/effectiveness", "B12/mask-1/quality", "B12/mask-1/oee", "B13/mask-1/mean",
            "B13/mask-1/utilisation", "B14/mask-1", "B15/mask-1/kWh/good", "B15/mask-1/kWh/cost",
            "B15/mask-1/kWh/cost/good", "B16/mask-1", "B16/mask-1/change", "B18/mask-1",
            "change/mask-1", "B19/headcount", "B19/in_post", "B19/annual", "B19/ceiling",
            "B19/over", "B20/heads", "B20/in_post", "B20/annual", "B29/actual", "B29/variance",
        ]
        #expect(expected.subtracting(live(document)) == [])
    }

    /// The other definitions of turnover come from the same cells.
    @Test(arguments: ["net_outside_group", "gross"])
    func turnoverIsCalculatedByItsDefinition(setting: String) throws {
        let sales = Reported.sales.replacing("related_hkd", with: "related_hkd,returns_hkd")
            .replacing("16780800.00,0", with: "16780800.00,1000.00,52.25")
        let document = Reported.document(
            try input([("settings:", "settings:\n  turnover: \(setting)")], sales: sales))
        #expect(document.mistakes() == [])
        #expect(live(document).isSuperset(of: ["B02/mask-1", "B03/mask-1/local"]))
    }

    /// What comes from a figure that no table shows is a value like others.
    @Test func figureWithoutItsInputsIsOnlyShown() throws {
        var input = try input()
        for place in input.template.sections.indices {
            input.template.sections[place].figures.removeAll { $0.id == .b05 || $0.id == .b11 }
        }
        let document = Reported.document(input)
        #expect(document.mistakes() == [])
        let live = live(document)
        #expect(live.isDisjoint(with: ["B06/mask-1/mask-l1", "B12/mask-1/oee", "B14/mask-1"]))
        #expect(live.isSuperset(of: ["B12/mask-1/quality", "B16/mask-1"]))
    }

    /// Items of accounts add up beside them.
    @Test func costsHaveTheirTotal() throws {
        var input = try Reported.input(.final)
        let table = try #require(Reported.document(input).tables.first { $0.id == "M01" })
        let total = try #require(table.rows.last)
        #expect(total.isTotal && total.cells[2].formula != nil)
        #expect(total.cells[3].formula != nil && total.cells[3].value == .money(cents: 665_600_000))
        #expect(Reported.document(input).mistakes() == [])
        input.form = .first
        #expect(
            Reported.document(input).tables.first { $0.id == "M01" }?.rows.last?.isTotal == false)
    }
}
