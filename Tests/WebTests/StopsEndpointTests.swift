import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Plant
import Reporting
import Storage
import Testing

@testable import Web

@Suite("Stops for programs")
struct StopsEndpointTests {
    private func get(_ uri: String, _ context: WebContext) async throws -> TestResponse {
        try await WebServer(context: context, port: 0).application.test { client in
            try await client.execute(uri: uri, method: .get)
        }
    }

    @Test func listsStopsWithTheirTotal() async throws {
        let workshop = try Workshop()
        try workshop.workThroughMorning()
        let answer = try await get("/api/v1/stops?unit=mask-1&minor=false", workshop.context())
        let text = String(buffer: answer.body)
        #expect(
            text.contains(
                """
                {"unit":"mask-1/welder","from":"2026-03-02T01:00:00Z","to":"2026-03-02T01:10:00Z",\
                "length_s":600,"states":["faulted"],"reason":"jam","cause":"jam","minor":false,\
                "open":false,"product":"mask","begins_before":false,"ends_after":false}
                """), "\(text)")
        #expect(text.contains("\"total\":{\"stops\":1,\"minor_stops\":0,\"length_s\":600}"))
    }

    /// The second half of a stop: listed, whole, and not counted.
    @Test func countsAStopWhereItBegins() async throws {
        let workshop = try Workshop()
        try workshop.workThroughMorning()
        let answer = try await get(
            "/api/v1/stops?unit=mask-1/welder&from=2026-03-02T09:05&to=2026-03-02T09:08",
            workshop.context())
        let text = String(buffer: answer.body)
        #expect(text.contains("\"begins_before\":true,\"ends_after\":true"))
        #expect(text.contains("\"length_s\":600,") && text.contains("\"total\":{\"stops\":0,"))
    }

    @Test func givesBothHeadsAndTheByteOrderMark() async throws {
        let workshop = try Workshop()
        try workshop.workThroughMorning()
        let answer = try await get("/api/v1/stops.csv?reason=jam", workshop.context())
        #expect(answer.headers[.contentType] == "text/csv; charset=utf-8")
        #expect(answer.headers[.contentDisposition] == "attachment; filename=\"stops.csv\"")
        let bytes = Array(buffer: answer.body)
        #expect(bytes.starts(with: [0xEF, 0xBB, 0xBF]))
        let lines = String(decoding: bytes.dropFirst(3), as: UTF8.self)
            .components(separatedBy: "\r\n")
        #expect(lines[0].hasPrefix("Work unit,Begin,") && lines[1].hasPrefix("工位,開始,"))
        #expect(lines.count == 3 + 3 && lines.last == "")
        #expect(lines[2].contains("T01:00:00Z,2026-03-02T01:10:00Z,600,faulted,jam,Jam,卡料,0"))
    }

    @Test(arguments: [
        ("plain", "plain"), ("a,b", "\"a,b\""), ("say \"x\"", "\"say \"\"x\"\"\""),
        ("two\nlines", "\"two\nlines\""), ("=1+1", "'=1+1"), ("+cmd", "'+cmd"), ("@x", "'@x"),
        ("-5", "-5"), ("-5+x", "'-5+x"), ("\t=1", "'\t=1"), ("＝1", "'＝1"), ("", ""),
    ])
    func writesNoFormula(text: String, cell: String) {
        #expect(CSV.text([[text]]) == "\u{FEFF}\(cell)\r\n")
    }

    @Test(arguments: [
        ("stops?reason=none-such", "unknown_reason"), ("stops?min=-1", "malformed_number"),
        ("stops?min=x", "malformed_number"), ("stops?unit=x", "unknown_unit"),
        ("stops?by=hour", "unknown_parameter"), ("kpi?group=color", "unknown_group"),
        ("kpi?unit=mask-1/welder&group=line", "unknown_group"),
        ("kpi?unit=test&by=shift", "no_common_shifts"),
    ])
    func refusesBadQueriesWithAStableCode(query: String, code: String) async throws {
        let workshop = try Workshop()
        try workshop.workThroughMorning()
        let answer = try await get("/api/v1/\(query)", workshop.context())
        #expect(answer.status == .badRequest)
        #expect(String(buffer: answer.body).contains("\"code\":\"\(code)\""))
    }

    @Test func takesFiguresApartAndGivesTheWholeBesideThem() async throws {
        let workshop = try Workshop()
        try workshop.workThroughMorning()
        let context = workshop.context()
        let query = KPIQuery(figures: context.figures, store: context.store)
        let lines = try query.report(unit: "test", from: nil, to: nil, by: nil, group: .line)
        #expect(lines.figures.map(\.unit) == ["mask-1", "open-2"])
        #expect(lines.total?.unit == "test")
        let plant = try query.report(unit: "test", from: nil, to: nil, by: nil)
        #expect(plant.figures[0].sums == lines.total?.sums)
        #expect(plant.figures[0].definition == lines.total?.definition)
        let products = try query.report(unit: nil, from: nil, to: nil, by: nil, group: .product)
        #expect(products.figures.compactMap(\.product).contains(0))
        let text = products.json(context.plant).text()
        #expect(text.contains("\"product\":\"mask\"") && text.contains("\"output\":{\"mask\":"))
    }
}
