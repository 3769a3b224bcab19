import Plant
import Reporting
import Telemetry
import Testing

@testable import Benefits
@testable import Production

/// Which figures are drawn, from which cells.
@Suite struct ChartTests {
    private func document(_ change: (inout PeriodicInput) -> Void = { _ in }) throws -> Document {
        var input = try Reported.input()
        change(&input)
        return PeriodicReport.make(input).document(asOf: Timestamp(nanoseconds: 0), software: "t")
    }

    private func charts(_ document: Document) -> [String: Document.Chart] {
        var charts: [String: Document.Chart] = [:]
        for case .chart(let chart) in document.sections.flatMap(\.blocks) {
            charts[chart.table.id] = chart
        }
        return charts
    }

    @Test func drawsWhatIsDeclaredBesideWhatIsComputed() throws {
        let bound = try #require(charts(try document())["bound"])
        #expect(bound.series == ["turnover", "ceiling"], "no price is listed")
        #expect(bound.series.indices.map { bound.source(series: $0) } == [.declared, .computed])
        #expect(bound.legend[0].english == "Declared turnover (declared)")
        #expect(bound.legend[1].traditionalChinese.hasSuffix("（計算）"))
    }

    @Test func drawsOutputByProductAndVariance() throws {
        let charts = charts(try document())
        let output = try #require(charts["products"])
        #expect(output.kind == .stacked && output.series == ["good", "scrap"])
        #expect(output.values(series: 1) == [.count(millionths: 746_496_000_000, .pieces)])
        #expect(charts["B29"]?.series == ["variance"])
        #expect(charts["B20"]?.kind == .bars)
    }

    /// Products in several units have no common axis: that is said, and the table stays.
    @Test func productsOfSeveralUnitsAreNotDrawn() throws {
        let document = try document { input in
            input.plant.products.append(input.plant.products[0])
            input.plant.products[1].unit = "kg"
            input.measured["mask-1"]?.output.byProduct[1] = PieceSums()
        }
        #expect(charts(document)["products"] == nil)
        let output = try #require(document.sections.first { $0.id == "output" })
        #expect(output.tables.contains { $0.id == "products" })
        #expect(
            output.blocks.contains {
                if case .paragraph(let text) = $0 {
                    text.english.hasPrefix("No chart")
                } else {
                    false
                }
            })
    }

    @Test func monthsAddUpToThePeriod() throws {
        let document = try document { input in
            guard var line = input.measured["mask-1"] else { return }
            let rate = PlannedRunTime(itemTime: 1_000_000_000, items: 3)
            var first = Sums()
            (first.production, first.unknown) = (5_000_000_000, 1_000_000_000)
            // A third of a nanosecond is rounded in each month.
            first.rated[rate] = RatedPieces(knownMade: 4_000_000, knownGood: 2_000_001)
            var second = first
            second.unknown = 0
            line.months = [
                .init(from: Example.year1.from, constraint: first),
                .init(from: Example.year1.from.adding(days: 30), constraint: second),
            ]
            line.constraint = first
            line.constraint += second
            input.measured["mask-1"] = line
        }
        #expect(document.mistakes() == [])
        let chart = try #require(charts(document)["months"])
        #expect(chart.kind == .lines && chart.series.first == "oee" && chart.series.count == 5)
        #expect(chart.rows.map(\.id) == ["2022-09", "2022-10"], "the period is no month")
        let unknown = chart.table.cell(row: "(total)", column: "unknown")
        #expect(unknown?.value == .duration(nanoseconds: 1_000_000_000))
        #expect(
            chart.table.rows.allSatisfy { $0.cells.dropFirst(6).allSatisfy { $0.formula != nil } })
    }

    /// What was sealed has no pictures that came later.
    @Test func firstFormDrawsJobsAlone() throws {
        let document = try document { $0.form = .first }
        #expect(charts(document).keys.sorted() == ["B20"])
        #expect(!document.tables.contains { ["products", "months"].contains($0.id) })
    }
}
