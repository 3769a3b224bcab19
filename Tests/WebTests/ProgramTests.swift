import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Plant
import Production
import Reporting
import Storage
import Telemetry
import Testing

@testable import Web

@Suite("HTTP API")
struct ProgramTests {
    private func get(_ uri: String, _ context: WebContext) async throws -> TestResponse {
        try await WebServer(context: context, port: 0).application.test { client in
            try await client.execute(uri: uri, method: .get)
        }
    }

    @Test func answersWithTheReportOfTheCommand() async throws {
        let workshop = try Workshop()
        try workshop.workThroughMorning()
        let context = workshop.context()
        let from = "2026-03-02T08:00:00+08:00"
        let to = "2026-03-02T10:00:00+08:00"
        let answer = try await get(
            "/api/v1/kpi?unit=mask-1&from=\(from)&to=\(to)&by=hour", context)
        #expect(answer.status == .ok)
        let report = try KPIQuery(figures: context.figures, store: context.store).report(
            unit: "mask-1", from: context.plant.parse(instant: from),
            to: context.plant.parse(instant: to), by: .hour)
        #expect(String(buffer: answer.body) == report.json(context.plant).text() + "\n")
        #expect(report.figures.count == 2 && report.isBalanced)
    }

    @Test func showsTheSameFigureOnThePage() async throws {
        let workshop = try Workshop()
        try workshop.workThroughMorning()
        let context = workshop.context()
        let snapshot = try LineSnapshot.read(
            line: 0, figures: context.figures, store: context.store, clock: context.now())
        let span = snapshot.period.span
        let report = try KPIQuery(figures: context.figures, store: context.store).report(
            unit: "mask-1", from: span.from, to: span.to, by: nil)
        #expect(snapshot.sums == report.figures.first?.sums)
        #expect(snapshot.sums.stops == 1)
        #expect(snapshot.figures.stops.count == 1)
        let hours = snapshot.figures.hours.compactMap(\.good).reduce(0, +)
        #expect(hours == snapshot.figures.good && hours > 0)
    }

    @Test(arguments: [
        ("unit=none", "unknown_unit"), ("from=yesterday", "malformed_time"),
        ("from=2026-03-02T08:00:00.5", "malformed_time"),
        ("from=2026-03-03&to=2026-03-02", "reversed_span"),
        ("from=2020-01-01&to=2026-01-01", "span_too_long"), ("by=minute", "unknown_division"),
        ("unit=mask-1&unit=open-2", "repeated_parameter"), ("line=mask-1", "unknown_parameter"),
    ])
    func refusesBadQueriesWithAStableCode(query: String, code: String) async throws {
        let workshop = try Workshop()
        try workshop.workThroughMorning()
        let answer = try await get("/api/v1/kpi?\(query)", workshop.context())
        #expect(answer.status == .badRequest)
        #expect(String(buffer: answer.body).contains("\"code\":\"\(code)\""))
    }

    @Test func listsLinesWithTheirLiveState() async throws {
        let workshop = try Workshop()
        try workshop.workThroughMorning()
        let answer = try await get("/api/v1/lines", workshop.context())
        let text = String(buffer: answer.body)
        #expect(text.contains("\"unit\":\"mask-1/welder\""))
        #expect(text.contains("\"state\":\"producing\"") && text.contains("口罩一號線"))
        #expect(try JSONSerialization.jsonObject(with: Data(text.utf8)) is [String: Any])
    }

    @Test func isReadyOnlyWhileTheBrokerIsConnected() async throws {
        let workshop = try Workshop()
        try workshop.workThroughMorning()
        #expect(try await get("/readyz", workshop.context()).status == .ok)
        try workshop.loseConnection()
        let lost = try await get("/readyz", workshop.context())
        #expect(lost.status == .serviceUnavailable)
        #expect(String(buffer: lost.body).contains("\"connected\":false"))
        #expect(try await get("/healthz", workshop.context()).status == .ok)
    }

    @Test func exportsCountsThatAddUp() async throws {
        let workshop = try Workshop()
        try workshop.workThroughMorning()
        try workshop.send("elsewhere", "1")
        try workshop.send("w", "not json")
        try workshop.settle()
        let text = String(buffer: try await get("/metrics", workshop.context()).body)
        #expect(text.contains("lineside_messages_received_total{lane=\"floor\"} 455"))
        #expect(text.contains("lineside_messages_total{lane=\"floor\",fate=\"decoded\"} 453"))
        #expect(text.contains("lineside_messages_total{lane=\"floor\",fate=\"unbound\"} 1"))
        #expect(text.contains("lineside_messages_total{lane=\"floor\",fate=\"quarantined\"} 1"))
        #expect(text.contains("lineside_lane_connected{lane=\"floor\"} 1"))
        #expect(text.contains("lineside_lane_balanced{lane=\"floor\"} 1"))
    }
}
