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
