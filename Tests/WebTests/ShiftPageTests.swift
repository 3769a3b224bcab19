import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Plant
import Production
import Reporting
import Storage
import Testing

@testable import Web

@Suite("Pages of a line")
struct ShiftPageTests {
    private func get(_ uri: String, _ context: WebContext) async throws -> TestResponse {
        try await WebServer(context: context, port: 0).application.test { client in
            try await client.execute(uri: uri, method: .get)
        }
    }

    private func page(_ uri: String, _ context: WebContext) async throws -> String {
        String(buffer: try await get(uri, context).body)
    }

    @Test(
        arguments: [
            "/line/mask-1/shift", "/line/mask-1/shift?date=2026-03-02&shift=day",
            "/line/open-2/shift", "/line/open-2/shift?date=2026-03-01", "/line/mask-1/stops",
            "/line/mask-1/stops?reason=jam&minor=false&unit=packer&from=2026-03-02",
            "/line/mask-1/stops?from=2026-03-02T08:00:00Z&to=2026-03-02T09:00:00Z",
        ], Language.allCases)
    func isWellFormedWithoutInlineCodeInBothLanguages(
        path: String, language: Language
    ) async throws {
        let workshop = try Workshop()
        try workshop.workThroughMorning()
        let uri = path + (path.contains("?") ? "&" : "?") + "lang=\(language.rawValue)"
        let answer = try await get(uri, workshop.context())
        let page = String(buffer: answer.body)
        #expect(answer.status == .ok)
        #expect(PageCheck(page).complaints == [])
        #expect(page.contains("<html lang=\"\(language.rawValue)\">"))
    }

    @Test(arguments: ["/line/mask-1/shift", "/line/mask-1/stops"], Language.allCases)
    func isCompleteBeforeAnythingCame(path: String, language: Language) async throws {
        let workshop = try Workshop()
        let page = try await page("\(path)?lang=\(language.rawValue)", workshop.context())
        #expect(PageCheck(page).complaints == [])
        #expect(!PageCheck(page).text.contains("0.0"))
    }

    /// 100 a minute at half a second an item: 100 of 120, and 20 after a stop of ten minutes.
    @Test func showsTheShiftHourByHourAgainstItsTarget() async throws {
        let workshop = try Workshop()
        try workshop.workThroughMorning()
        let context = workshop.context()
        let figures = try PeriodFigures.read(
            line: 0, period: Period(plant: context.plant, line: 0, at: context.now()),
            figures: context.figures)
        let hours = figures.hours
        #expect(hours.count == 8 && hours[0].target == 7200 * quantityScale)
        // The break of 45 minutes is not planned time.
        #expect(hours[4].target == 1800 * quantityScale && hours[4].good == nil)
        #expect(hours[2].targetSoFar == 3600 * quantityScale)
        #expect(figures.target == 18_000 * quantityScale)
        #expect(figures.marks.first?.good == 0 && figures.marks.last?.good == nil)
        #expect(figures.marks.last?.target == hours.compactMap(\.target).reduce(0, +))
        let last = figures.marks.last { $0.good != nil }
        #expect(last?.good == figures.good && last?.at == context.now())
        let page = PageCheck(try await page("/line/mask-1/shift?lang=en", context)).text
        for word in ["Jam", "10 min", "At the declared rate", "7,200", "Breakdown"] {
            #expect(page.contains(word), "\(word)")
        }
    }

    @Test func namesATargetOnlyWhereOneIsDeclared() async throws {
        var plant = try MaskPlant.read()
        plant.lines[0].targetOEE = 750_000
        let workshop = try Workshop(plant)
        try workshop.workThroughMorning()
        let page = PageCheck(
            try await page("/line/mask-1/shift?lang=en", workshop.context())
        ).text
        #expect(page.contains("Target 75.0 %") && page.contains("5,400"))
        #expect(!page.contains("At the declared rate"))
        #expect(page.contains("below target"))
    }

    @Test func hasNoTargetWithoutARateAndSaysSo() async throws {
        var plant = try MaskPlant.read()
        plant.workUnits[0].rates = []
        let workshop = try Workshop(plant)
        try workshop.workThroughMorning()
        let page = PageCheck(
            try await page("/line/mask-1/shift?lang=en", workshop.context())
        ).text
        #expect(page.contains("no target: a product has no rate"))
    }

    @Test func walksFromShiftToShift() async throws {
        let workshop = try Workshop()
        try workshop.workThroughMorning()
        let context = workshop.context()
        let now = try await page("/line/mask-1/shift?lang=en", context)
        #expect(now.contains("/line/mask-1/shift?date=2026-03-01&amp;shift=night"))
        #expect(now.contains("/live?line=mask-1&amp;page=shift&amp;lang=en"))
        let before = try await page(
            "/line/mask-1/shift?date=2026-03-01&shift=night&lang=en", context)
        #expect(before.contains("href=\"/line/mask-1/shift\""))
        #expect(before.contains("date=2026-03-01&amp;shift=day") && !before.contains("/live?"))
        #expect(before.contains("date=2026-03-01&amp;shift=night&amp;lang=zh-Hant"))
    }

    @Test(arguments: [
        ("shift?date=2026-03-02&shift=noon", "unknown_shift"), ("shift?shift=day", "missing_date"),
        ("shift?date=tomorrow", "malformed_time"), ("shift?day=1", "unknown_parameter"),
        ("stops?reason=none-such", "unknown_reason"), ("stops?minor=yes", "malformed_flag"),
        ("stops?unit=press", "unknown_unit"), ("stops?from=2025-01-01", "span_too_long"),
        ("stops?from=2026-03-02&to=2026-03-01", "reversed_span"),
    ])
    func refusesAddressesThatMeanNothing(path: String, code: String) async throws {
        let workshop = try Workshop()
        try workshop.workThroughMorning()
        let answer = try await get("/line/mask-1/\(path)&lang=en", workshop.context())
        #expect(answer.status == .badRequest)
        #expect(String(buffer: answer.body).contains(code))
    }

    @Test func filtersStopsByTheAddress() async throws {
        let workshop = try Workshop()
        try workshop.workThroughMorning()
        let context = workshop.context()
        let all = try await page("/line/mask-1/stops?lang=en", context)
        #expect(all.contains("href=\"/line/mask-1/stops?reason=jam\""))
        #expect(PageCheck(all).text.contains("latest 1 of 1 shown"))
        let other = try await page("/line/mask-1/stops?reason=none&lang=en", context)
        #expect(PageCheck(other).text.contains("No stop matches."))
        let minor = try await page("/line/mask-1/stops?reason=jam&minor=true&lang=en", context)
        #expect(PageCheck(minor).text.contains("No stop matches."))
        #expect(minor.contains("reason=jam&amp;minor=true&amp;lang=zh-Hant"))
    }

    @Test func showsTheUnitsInOrderOfFlow() async throws {
        let workshop = try Workshop()
        try workshop.workThroughMorning()
        #expect(LineFlow.steps(workshop.plant, line: 0) == [[0], [1]])
        let page = PageCheck(try await page("/line/mask-1?lang=en", workshop.context())).text
        #expect(page.contains("delivers to: Packer") && page.contains("end of the line"))
    }

    @Test func putsTheLongestWayIntoTheFlow() throws {
        let plant = try Plant.read(
            yaml: """
                version: 1
                plant: { id: t, time_zone: UTC }
                brokers: { b: { url: "mqtt://127.0.0.1" } }
                lines: { l: { work_units: {
                  a: { feeds: [b, d] }, b: { feeds: [c] }, c: { feeds: [d] }, d: {}, e: { feeds: [d] } } } }
                """, file: "plant.yaml")
        #expect(LineFlow.steps(plant, line: 0) == [[0, 4], [1], [2], [3]])
    }

    @Test func readsOnlyConditionsForStops() async throws {
        let workshop = try Workshop()
        try workshop.workThroughMorning()
        let counting = CountingStore(workshop.store)
        let figures = Figures(plant: workshop.plant, store: counting)
        _ = try StopsFigures.read(
            StopsRequest(line: 0), figures: figures, clock: workshop.context().now())
        #expect(counting.conditionReads == 1 && counting.reads == 0)
    }
}
