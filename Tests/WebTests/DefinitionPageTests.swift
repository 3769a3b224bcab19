import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Plant
import Production
import Reporting
import Testing

@testable import Web

@Suite("What figures mean")
struct DefinitionPageTests {
    private func get(_ uri: String, _ context: WebContext) async throws -> TestResponse {
        try await WebServer(context: context, port: 0).application.test { client in
            try await client.execute(uri: uri, method: .get)
        }
    }

    private func text(_ uri: String, _ context: WebContext) async throws -> String {
        PageCheck(String(buffer: try await get(uri, context).body)).text
    }

    @Test(arguments: Language.allCases)
    func showsEveryKeyFigureAndWhoDeclaredTheRates(language: Language) async throws {
        let context = try Workshop().context()
        let page = String(
            buffer: try await get("/definitions?lang=\(language.rawValue)", context).body)
        #expect(PageCheck(page).complaints == [])
        let text = PageCheck(page).text
        for kpi in DefinitionReport.descriptors {
            #expect(text.contains(language(kpi.name)) && text.contains(language(kpi.description)))
        }
        #expect(text.contains("me") && text.contains("test"))
        #expect(text.contains(language == .english ? "500 ms" : "500 毫秒"))
        #expect(text.contains(context.plant.definitionHash(workUnit: 0)))
    }

    @Test func servesTheSameToPrograms() async throws {
        let context = try Workshop().context()
        let answer = try await get("/api/v1/definitions", context)
        #expect(answer.status == .ok)
        #expect(String(buffer: answer.body) == DefinitionReport.json(context.plant).text() + "\n")
        #expect(try await get("/api/v1/definitions?unit=x", context).status == .badRequest)
    }

    @Test func everyPageOfFiguresNamesItsDefinition() async throws {
        let workshop = try Workshop()
        try workshop.workThroughMorning()
        let context = workshop.context()
        let digits = context.plant.definitionHash(line: 0).dropFirst("sha256:".count).prefix(12)
        for path in ["/line/mask-1", "/line/mask-1/shift"] {
            #expect(try await text(path + "?lang=en", context).contains("Definition \(digits)"))
        }
        let csv = String(buffer: try await get("/api/v1/stops.csv?unit=mask-1", context).body)
        #expect(csv.contains(",0,0,\(context.plant.definitionHash(workUnit: 0))\r\n"))
        let json = String(buffer: try await get("/api/v1/stops?unit=mask-1", context).body)
        let hash = context.plant.definitionHash(workUnit: 0)
        #expect(json.contains("\"definitions\":{\"mask-1/welder\":\"\(hash)\"}"))
    }

    @Test func triesARateWithoutKeepingIt() async throws {
        let workshop = try Workshop()
        try workshop.workThroughMorning()
        let context = workshop.context()
        let query = "/api/v1/kpi?unit=mask-1&what_if=mask-1/welder:mask=7500/h"
        let answer = String(buffer: try await get(query, context).body)
        let report = try KPIQuery(figures: context.figures, store: context.store).report(
            unit: "mask-1", from: nil, to: nil, by: nil,
            supposing: ["mask-1/welder:mask=480 ms"])
        #expect(answer == report.json(context.plant).text() + "\n")
        #expect(answer.contains("\"what_if\":{\"rates\":["))
        let after = String(buffer: try await get("/api/v1/kpi?unit=mask-1", context).body)
        #expect(!after.contains("what_if"))
        let wrong = try await get("/api/v1/kpi?what_if=mask-1/welder:mask=fast", context)
        #expect(wrong.status == .badRequest)
        #expect(String(buffer: wrong.body).contains("\"code\":\"malformed_rate\""))
    }

    /// Twice as fast as declared for an hour, then ten minutes of the break.
    @Test(arguments: Language.allCases)
    func tellsOfARateThatIsTooLowAndOfWorkOutsideThePlan(language: Language) async throws {
        let workshop = try Workshop(at: "2026-03-02T11:00:00")
        for minute in 0..<70 {
            try workshop.report("w", state: 6, made: 240 * minute, scrap: 0)
            workshop.pass(seconds: 60)
        }
        try workshop.settle()
        let text = try await text(
            "/line/mask-1?lang=\(language.rawValue)", workshop.context())
        // 240 a minute is one in 250 ms; the readings from 12:00 to 12:09 are outside.
        let remarks =
            language == .english
            ? [
                "Declared rate below demonstrated best: 500 ms declared, 25",
                "Made outside planned time: 2,400 pieces, 2,400 good",
            ]
            : ["申報節拍低於實證最佳：每件申報 500 毫秒", "計劃時間以外的產量：2,400 件，其中合格 2,400 件"]
        for remark in remarks { #expect(text.contains(remark), "\(text)") }
    }
}
