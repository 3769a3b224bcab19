import Plant
import Reporting
import Testing

@testable import Benefits

/// Templates: what is shown is data, and mistakes in it name their place.
@Suite struct TemplateTests {
    @Test func everyKindHasATemplate() {
        #expect(ReportTemplate.builtIn.map(\.kind) == ReportRecord.Kind.allCases)
    }

    @Test func benefitReportShowsEveryFigureOfAPeriod() {
        let shown = Set(ReportTemplate.builtIn(.benefit).figures)
        for id in FigureID.allCases where id.rawValue.hasPrefix("B") {
            #expect(shown.contains(id), "\(id.rawValue)")
        }
    }

    @Test func everyFigureHasANameInBothLanguages() {
        for id in FigureID.allCases {
            #expect(id.name.english != id.rawValue && id.name.traditionalChinese != id.rawValue)
        }
    }

    @Test func mistakesNameTheirPlace() {
        let yaml = """
            version: 1
            report: { id: mine-1, kind: benefits, title: { en: Mine } }
            sections:
              - { id: a, title: { en: A, zh-Hant: 甲 }, figures: [B02, B99, B02] }
              - { id: a, title: { en: A, zh-Hant: 甲 }, figures: [{ id: B03, option: true }] }
            """
        do throws(RegistryError) {
            _ = try ReportTemplate.read(yaml: yaml, file: "t.yaml")
            Issue.record("it has mistakes")
        } catch {
            let places = error.diagnostics.map { "\($0.line):\($0.column)" }
            #expect(places == ["2:29", "2:46", "4:59", "4:64", "5:11", "5:65"])
            #expect(error.diagnostics.allSatisfy { $0.file == "t.yaml" })
        }
    }

    @Test func optionalFigureWithoutAValueIsListedAtTheEnd() throws {
        let report = PeriodicReport.make(try Reported.input())
        let last = report.sections.last
        #expect(last?.id == "undeclared")
        #expect(report.omitted.map(\.id).contains(.b22))
        #expect(!report.omitted.map(\.id).contains(.b02))
    }
}
