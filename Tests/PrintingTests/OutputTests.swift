import Plant
import Reporting
import Testing

@testable import Printing

@Suite struct PrintedOutputTests {
    @Test(arguments: DocumentLanguages.allCases)
    func sameDocumentGivesSameBytes(languages: DocumentLanguages) throws {
        #expect(try Sample.hard.pdf(languages) == Sample.hard.pdf(languages))
        #expect(try Sample.hard.xlsx(languages) == Sample.hard.xlsx(languages))
    }

    @Test func saysWhatFiguresShowAndWhatHeadsAreOf() throws {
        let text = String(decoding: try Sample.hard.pdf(.english), as: UTF8.self)
        #expect(text.hasPrefix("%PDF-1.4"))
        for part in [
            "/Alt <FEFF00490074", "/A << /O /Table /Scope /Column >>", "/Lang (en)",
            "/DisplayDocTitle true", "/Prev ",
        ] {
            #expect(text.contains(part), "\(part)")
        }
    }

    @Test func refusesToAmendAnotherStructure() throws {
        let file = try Sample.hard.pdf(.english)
        let amendment = PDFAmendment(elements: [Element(.document)], languages: .english)
        #expect(throws: PrintingError.self) { try amendment.amend(file) }
        #expect(throws: PrintingError.self) { try amendment.amend(Array("no PDF".utf8)) }
    }

    @Test func printsWhatNoFontHolds() throws {
        let document = Sample.document([
            .paragraph(Sample.text("a\u{0}b\u{1}\u{FFFF}c 🙂", "𠮷\u{7}"))
        ])
        #expect(try !document.pdf(.both).isEmpty)
        #expect(try !document.xlsx(.both).isEmpty)
    }

    @Test(arguments: [
        (
            "2 Turnover of the line, beside what the good pieces bound",
            "2 Turnover of the line"
        ),
        ("11 Smart-production evidence of stations", "11 Smart-production evidence"),
        ("3 What the good pieces bound", "3 What the good pieces bound"),
        ("4 生產線生意額與合格品上限（按產品、按月份、按生產線及按地點列出）", "4 生產線生意額與合格品上限"),
        ("5 of [A]/B", "5 of A B"),
    ])
    func namesSheetsByWholeWords(title: String, name: String) {
        #expect(SheetPlan.name(title) == name)
    }

    @Test func writesFormulaeOfDatesAndSeries() {
        let day = Document.Input(
            name: Sample.text("day", "日"),
            value: .date(LocalDate(year: 2022, month: 9, day: 1)), source: .decided)
        let rates = Document.Input(
            name: Sample.text("days", "日數"), value: Sample.pieces(3), source: .computed,
            series: [5, 1, 3].map(Sample.pieces))
        let document = Sample.document([.table(Sample.table(rows: 1, columns: 1))])
        let plan = SheetPlan(
            document, PrintedWording(.english, timeZone: "UTC"),
            [
                Document.Basis(source: .computed, inputs: [rates, day]),
                Document.Basis(source: .computed, inputs: [day]),
            ])
        let sheet = "'What the figures rest on'!"
        #expect(
            plan.text(.ranked(0, percent: 95), sheet: 0, basis: 1)
                == "=SMALL(\(sheet)D4:D6,ROUNDUP(COUNT(\(sheet)D4:D6)*95/100,0))")
        #expect(
            plan.text(.monthsAfter(.input(1), .number(60)), sheet: 0, basis: 1)
                == "=EDATE(\(sheet)D7,60)")
        #expect(plan.text(.input(0), sheet: 0, basis: 2) == "=\(sheet)D9")
    }

    @Test func writesFormulaeOfCells() {
        let table = Sample.table(rows: 4, columns: 2)
        let document = Sample.document([.table(table)])
        let hours = Document.Input(
            name: Sample.text("h", "時"), value: .duration(nanoseconds: 1), source: .declared)
        let bases = [
            Document.Basis(source: .computed, inputs: [hours, hours]),
            Document.Basis(source: .computed, inputs: [hours]),
        ]
        let plan = SheetPlan(document, PrintedWording(.english, timeZone: "UTC"), bases)
        func at(_ row: Int, _ column: String) -> CellAddress {
            CellAddress(table: "table", row: "r\(row)", column: column)
        }
        func text(_ formula: CellFormula, _ sheet: Int = 0, basis: Int = 1) -> String {
            plan.text(formula, sheet: sheet, basis: basis)
        }
        #expect(text(.sum([at(0, "c0"), at(1, "c0"), at(3, "c0")])) == "=SUM(B2:B3,B5)")
        #expect(
            text(.divided(.cell(at(0, "c1")), .rounded(.number(-3), digits: 2)))
                == "=(D2/ROUND((-3),2))")
        #expect(text(.cell(at(0, "c0")), 1) == "='1 Table table'!B2")
        let greatest = CellFormula.greatest(.input(1), .number(0))
        #expect(text(greatest) == "=MAX('What the figures rest on'!D4,0)")
        #expect(text(.input(0), basis: 2) == "='What the figures rest on'!D6")
        #expect(plan.link(basis: 2) == "'What the figures rest on'!A5")
        #expect(
            plan.range(table, sheet: 0, column: 28, rows: [0, 1, 3])
                == "=('1 Table table'!$AC$2:$AC$3,'1 Table table'!$AC$5:$AC$5)")
    }
}
