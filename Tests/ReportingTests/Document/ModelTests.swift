import Plant
import Testing

@testable import Reporting

@Suite struct DocumentModelTests {
    @Test func findsNothingInSoundDocument() {
        #expect(Sample.document.mistakes() == [])
    }

    @Test func findsEveryMistake() {
        var document = Sample.document
        document.sections[1].id = "read"
        var table = Sample.table
        table.columns[2].id = "good"
        table.rows[1].id = "a"
        table.rows[2].cells.removeLast()
        table.rows[0].cells[0].value = Sample.pieces(1)
        table.rows[0].cells[4].formula = .cell(Sample.at("nowhere", "good"))
        document.sections[1].blocks = [.table(table)]
        #expect(
            document.mistakes() == [
                "section read is there twice", "products: column good is there twice",
                "products: row a is there twice",
                "products/a/name: a figure in a column of words",
                "products/a/name: a figure without a basis",
                "products/a/share: no cell products/nowhere/good",
                "products/total: 4 cells, not 5",
            ])
    }

    @Test func findsFormulaThatGivesAnotherValue() {
        var document = Sample.document
        var table = Sample.table
        table.rows[2].cells[1].value = Sample.pieces(11)
        document.sections[1].blocks = [.table(table)]
        #expect(document.mistakes() == ["products/total/good: the formula gives another value"])
    }

    @Test func numbersEachBasisOnce() {
        let numbers = BasisNumbers(Sample.document)
        #expect(numbers.bases == [Sample.measured, Sample.declared, Sample.computed])
        #expect(numbers[Sample.computed] == 3)
        #expect(Sample.declared.evidence.first?.name == "sales.csv", "the folder is nobody's")
    }

    @Test func calculatesExactly() {
        let third = CellFormula.divided(.number(1), .number(3))
        let one = CellFormula.plus(third, .times(.number(2), third))
        #expect(one.value { _ in nil } == Ratio(1, 1))
        #expect(CellFormula.rounded(third, digits: 2).value { _ in nil } == Ratio(33, 100))
        #expect(CellFormula.divided(one, .minus(one, one)).value { _ in nil } == nil)
        #expect(CellFormula.sum([Sample.at("a", "good")]).value { _ in nil } == nil)
        #expect(CellFormula.greatest(third, .number(0)).value { _ in nil } == Ratio(1, 3))
        let hours = Document.Input(
            name: Sample.text("h", "時"), value: .duration(nanoseconds: 43_200_000_000_000),
            source: .declared)
        #expect(CellFormula.input(0).value(inputs: [hours]) { _ in nil } == Ratio(1, 2))
        #expect(CellFormula.input(1).value(inputs: [hours]) { _ in nil } == nil)
    }

    @Test func movesOnlyToCellsThatStandSomewhere() {
        let a = Sample.at("a", "good")
        let b = Sample.at("b", "good")
        let all = CellFormula.rounded(.plus(.sum([a, b]), .input(0)), digits: 2)
        #expect(
            all.moved { $0 == a ? b : a } == .rounded(.plus(.sum([b, a]), .input(0)), digits: 2))
        #expect(all.moved { $0 == a ? b : nil } == nil)
        #expect(CellFormula.sum([]).moved { $0 } == nil, "nothing adds up to nothing")
    }

    @Test func keepsRatiosInLowestTerms() {
        let ratio = Ratio(-6, -8)
        #expect(ratio.numerator == 3)
        #expect(ratio.denominator == 4)
        #expect(Ratio(1, 3) < Ratio(2, 5))
        #expect(Ratio(-5, 1000).scaled(digits: 2) == -1, "halves go away from zero")
        #expect(Ratio(Int128.max, 1).scaled(digits: 2) == nil)
        #expect(Ratio(Int128.max, 1).adding(Ratio(1, 1)) == nil)
        #expect(Ratio(nearest: 0.7092) == Ratio(7092, 10_000))
        #expect(Ratio(nearest: .infinity) == nil)
    }

    @Test func countsDaysAsSpreadsheetsDo() {
        let date = Document.Value.date(LocalDate(year: 2024, month: 2, day: 29))
        #expect(date.natural == Ratio(45_351, 1))
        #expect(Document.Value.duration(nanoseconds: 43_200_000_000_000).natural == Ratio(1, 2))
    }
}

@Suite struct ChartGeometryTests {
    @Test func putsBarsSideBySide() {
        let geometry = ChartGeometry(Sample.chart(.bars, [[50, 100], [25, nil]]))
        #expect(geometry.bars.map(\.along.upperBound) == [0.5, 0.25, 1])
        #expect(geometry.bars.allSatisfy { $0.along.lowerBound == 0 })
        let edges = geometry.bars.map(\.across)
        #expect(edges[0].upperBound == edges[1].lowerBound)
        #expect(edges[1].upperBound < 1 && edges[2] == edges[0])
        #expect(geometry.bars(of: 1) == [geometry.bars[2]])
    }

    @Test func stacksWhatIsAboveAndBelowZero() {
        let geometry = ChartGeometry(Sample.chart(.stacked, [[60], [40], [-100]]))
        #expect(geometry.ticks.map { $0.value.double } == [-100, -50, 0, 50, 100])
        #expect(geometry.zero == 0.5)
        #expect(geometry.bars.map(\.along) == [0.5...0.8, 0.8...1, 0...0.5])
    }

    @Test func breaksLineWhereNothingIsKnown() {
        let geometry = ChartGeometry(Sample.chart(.lines, [[1, 2, nil, 4]]))
        #expect(geometry.lines.map(\.points.count) == [2, 1])
        #expect(geometry.lines[1].points[0].x == 0.875)
    }

    @Test func staysInsideForAnyNumbers() {
        for values: [Int64] in [[], [0], [-3], [9_000_000_000_000], [1, -1]] {
            for kind in Document.Chart.Kind.allCases {
                let geometry = ChartGeometry(Sample.chart(kind, [values]))
                #expect(geometry.ticks.count >= 2)
                #expect(
                    geometry.bars.allSatisfy {
                        $0.along.lowerBound >= 0 && $0.along.upperBound <= 1
                    })
            }
        }
    }

    @Test func namesClassesOfSeries() {
        let table = Sample.table
        let chart = Document.Chart(
            kind: .bars, table: table, series: ["good", "share"],
            summary: Sample.text("Good.", "合格。"))
        #expect(chart.legend[0] == Sample.text("Good (measured)", "合格品（實測）"))
        #expect(chart.source(series: 1) == .computed)
        var mixed = chart
        mixed.table.rows[0].cells[1].basis = Sample.declared
        #expect(mixed.legend[0] == Sample.text("Good", "合格品"))
    }

    @Test func calculatesDatesAndRanks() {
        let day = Document.Input(
            name: Sample.text("day", "日"),
            value: .date(LocalDate(year: 2024, month: 8, day: 31)), source: .decided)
        let rates = Document.Input(
            name: Sample.text("days", "日數"), value: Sample.pieces(20), source: .computed,
            series: (1...20).reversed().map(Sample.pieces))
        let later = CellFormula.monthsAfter(.input(0), .number(6))
        #expect(
            later.value(inputs: [day]) { _ in nil }
                == Document.Value.date(LocalDate(year: 2025, month: 2, day: 28)).natural)
        #expect(
            CellFormula.ranked(0, percent: 95).value(inputs: [rates]) { _ in nil } == Ratio(19, 1))
        #expect(
            CellFormula.ranked(0, percent: 96).value(inputs: [rates]) { _ in nil } == Ratio(20, 1))
        #expect(CellFormula.ranked(0, percent: 95).value(inputs: [day]) { _ in nil } == nil)
    }

    @Test func writesTicksShortly() {
        let english = Phrasing(.english, timeZone: "UTC")
        #expect(english.tick(Ratio(1, 4), of: Sample.pieces(1)) == "0.25")
        #expect(english.tick(Ratio(200_000, 1), of: .money(cents: 1)) == "200,000")
        #expect(english.tick(Ratio(1, 2), of: .ratio(Ratio(1, 2), .percent)) == "50 %")
        #expect(english.tick(Ratio(1, 400), of: .ratio(Ratio(1, 2), .percent)) == "0.3 %")
        #expect(english.axisUnit(.money(cents: 1)) == "HK$")
    }
}
