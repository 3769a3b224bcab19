import Foundation
import Plant
import Production
import Reporting
import Testing

@Suite struct DefinitionTests {
    private static let repository = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    private func plant() throws -> Plant {
        let yaml = try String(
            contentsOf: Self.repository.appending(path: "config/examples/mask-line.yaml"),
            encoding: .utf8)
        return try Plant.read(yaml: yaml, file: "plant.yaml")
    }

    /// Where it differs: `lineside definitions > docs/kpi.md`.
    @Test func thePageInTheRepositoryIsTheTableInTheCode() throws {
        let page = Self.repository.appending(path: "docs/kpi.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        #expect(text == DefinitionReport.markdown + "\n", "docs/kpi.md is out of date")
    }

    @Test func everyKPIIsServedWithItsContext() throws {
        let text = DefinitionReport.json(try plant()).text()
        let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        let kpis = try #require(object?["kpis"] as? [[String: Any]])
        #expect(kpis.count == KPI.allCases.count + ConsumptionKPI.allCases.count)
        let keys = [
            "id", "name", "description", "scope", "formula", "unit", "range", "trend", "timing",
            "audience", "production_methodology", "effect_model", "notes", "source",
        ]
        for kpi in kpis { #expect(Set(kpi.keys) == Set(keys), "\(kpi)") }
        #expect((object?["time_elements"] as? [Any])?.count == 7)
    }

    @Test func aUnitsDefinitionIsTheTextBehindItsHash() throws {
        let plant = try plant()
        let text = DefinitionReport.json(plant).text()
        #expect(text.contains("\"definition\":\"\(plant.definitionHash(workUnit: 0))\",\"text\":["))
        #expect(text.contains("\"convention iso22400\""))
        let rate = try #require(plant.workUnits[0].rates.first)
        #expect(text.contains("\"by\":\"\(rate.author)\",\"reason\":\"\(rate.reason)\""))
        #expect(
            text.contains(
                "{\"line\":\"mask-1\",\"definition\":\"\(plant.definitionHash(line: 0))\"}"))
    }
}
