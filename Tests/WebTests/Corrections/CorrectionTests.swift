import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Plant
import Production
import Reporting
import Storage
import StorageSQLite
import Telemetry
import Testing

@testable import Web

/// What people say against the facts, by the API and by the forms of the pages.
@Suite("Corrections")
struct CorrectionTests {
    private static let path = "/api/v1/corrections"
    private static let stop = """
        {"kind":"reason","unit":"mask-1/welder","at":"2026-03-02T09:05:00","reason":"none",\
        "by":"mei","why":"not a jam"
        """

    private func send(
        _ body: String, _ context: WebContext, headers: HTTPFields = [:],
        type: String = "application/json"
    ) async throws -> TestResponse {
        var headers = headers
        headers[.contentType] = type
        let fields = headers
        return try await WebServer(context: context, port: 0).application.test { client in
            try await client.execute(
                uri: Self.path, method: .post, headers: fields, body: ByteBuffer(string: body))
        }
    }

    private func text(_ uri: String, _ context: WebContext) async throws -> String {
        try await WebServer(context: context, port: 0).application.test { client in
            String(buffer: try await client.execute(uri: uri, method: .get).body)
        }
    }

    @Test func recordsAndShowsWhatProgramsSay() async throws {
        let workshop = try Workshop()
        try workshop.workThroughMorning()
        let context = workshop.context()
        let span = "from=2026-03-02T08:00:00&to=2026-03-02T10:00:00"
        let kpi = "/api/v1/kpi?unit=mask-1&" + span
        #expect(try await text(kpi, context).contains("\"reason\":\"jam\""))
        #expect(try await text("/line/mask-1/shift?lang=en", context).contains("Jam"))
        let answer = try await send(Self.stop + "}", context)
        #expect(answer.status == .created)
        #expect(String(buffer: answer.body).contains("\"id\":1"))
        let after = try await text(kpi, context)
        #expect(!after.contains("\"reason\":\"jam\"") && after.contains("\"corrections\":1"))
        let before = try await text(kpi + "&restated=true", context)
        #expect(before.contains("\"as_reported\"") && before.contains("\"reason\":\"jam\""))
        let early = try await text(kpi + "&as_of=2026-01-01T00:00:00", context)
        #expect(early.contains("\"corrections\":0") && early.contains("\"reason\":\"jam\""))
        let trail = try await text(Self.path + "?unit=mask-1&" + span, context)
        #expect(trail.contains("\"by\":\"mei\"") && trail.contains("\"effect\":\"in_force\""))
        // The page, too, shows it at once, though nothing new came from the line.
        let page = PageCheck(try await text("/line/mask-1/shift?lang=en", context)).text
        #expect(page.contains("not a jam") && page.contains("No reason yet"))
    }

    @Test func theSecondIsToldOfTheFirst() async throws {
        let workshop = try Workshop()
        try workshop.workThroughMorning()
        let context = workshop.context()
        #expect(try await send(Self.stop + "}", context).status == .created)
        let second = try await send(Self.stop + "}", context)
        #expect(second.status == .conflict)
        let told = String(buffer: second.body)
        #expect(told.contains("\"code\":\"conflict\"") && told.contains("\"by\":\"mei\""))
        #expect(try await send(Self.stop + ",\"seen\":1}", context).status == .created)
        #expect(try workshop.store.corrections(unit: "mask-1/welder", over: .always).count == 2)
    }

    @Test(arguments: [
        ("{}", "malformed_json"), ("[1]", "malformed_json"),
        ("{\"kind\":\"guess\"}", "unknown_kind"),
        ("{\"kind\":\"reason\"}", "missing_field"),
        (stop.replacing("welder", with: "press") + "}", "unknown_unit"),
        (stop.replacing("none", with: "magic") + "}", "unknown_reason"),
        (stop.replacing("09:05", with: "08:05") + "}", "no_such_stop"),
        (stop.replacing("09:05:00", with: "25:00") + "}", "malformed_time"),
        (
            "{\"kind\":\"state\",\"unit\":\"mask-1/welder\",\"from\":\"2026-03-02T09:00:00\","
                + "\"to\":\"2027-03-02T09:00:00\",\"state\":\"setup\",\"by\":\"a\",\"why\":\"b\"}",
            "in_future"
        ),
        (
            "{\"kind\":\"scrap\",\"unit\":\"mask-1/welder\",\"at\":\"2026-03-02T09:00:00\","
                + "\"quantity\":1000000,\"by\":\"a\",\"why\":\"b\"}", "more_than_good"
        ),
        (
            "{\"kind\":\"withdraw\",\"supersedes\":9,\"by\":\"a\",\"why\":\"b\"}",
            "unknown_correction"
        ),
    ])
    func refusesWhatMeansNothing(body: String, code: String) async throws {
        let workshop = try Workshop()
        try workshop.workThroughMorning()
        let answer = try await send(body, workshop.context())
        #expect(answer.status == .badRequest)
        #expect(String(buffer: answer.body).contains("\"code\":\"\(code)\""))
        #expect(try workshop.store.lastCorrection() == 0)
    }

    @Test func refusesWhatOtherSitesSend() async throws {
        let workshop = try Workshop()
        try workshop.workThroughMorning()
        let context = workshop.context()
        let site = try #require(HTTPField.Name("Sec-Fetch-Site"))
        let foreign = try await send(Self.stop + "}", context, headers: [site: "cross-site"])
        #expect(foreign.status == .forbidden)
        let origin = try await send(
            Self.stop + "}", context, headers: [.origin: "http://elsewhere.example"])
        #expect(origin.status == .forbidden)
        let form = try await send(Self.stop + "}", context, type: "text/plain")
        #expect(form.status == .unsupportedMediaType)
        let large = try await send(
            Self.stop.replacing("mei", with: String(repeating: "x", count: 20_000)) + "}", context)
        #expect(large.status == .contentTooLarge)
        #expect(try workshop.store.lastCorrection() == 0)
        let own = try await send(Self.stop + "}", context, headers: [site: "same-origin"])
        #expect(own.status == .created)
    }

    @Test func tellsWhatARateWouldDo() async throws {
        let workshop = try Workshop()
        try workshop.workThroughMorning()
        let context = workshop.context()
        let rate = """
            {"kind":"rate","unit":"mask-1/welder","product":"mask","item_time":"60/min",\
            "from":"2026-03-02","by":"a","why":"b"
            """
        let trial = String(buffer: try await send(rate + ",\"trial\":true}", context).body)
        #expect(trial.contains("\"before\"") && trial.contains("\"after\""))
        #expect(try workshop.store.lastCorrection() == 0)
        #expect(try await send(rate + "}", context).status == .created)
    }

    @Test(arguments: Language.allCases)
    func formsAreWellFormedInBothLanguages(language: Language) async throws {
        let workshop = try Workshop()
        try workshop.workThroughMorning()
        let context = workshop.context()
        _ = try await send(Self.stop + "}", context)
        let stop = "&unit=mask-1/welder&at=2026-03-02T09:05:00"
        let finding = "&signal=mask-1/welder/made&at=2026-03-02T08:00:00"
        for query in ["", stop, finding, "&withdraw=1", "&at=nonsense", "&withdraw=x"] {
            let page = try await text(
                "/line/mask-1/correct?lang=\(language.rawValue)\(query)", context)
            #expect(PageCheck(page).complaints == [], "\(query)")
            #expect(page.contains("name=\"token\""), "\(query)")
        }
    }

    /// What a browser does without a script: it gets the form, sends it and is led back.
    @Test func formsRecordAndTellOfConflicts() async throws {
        let workshop = try Workshop()
        try workshop.workThroughMorning()
        let context = workshop.context()
        let store = workshop.store
        let uri = "/line/mask-1/correct?lang=en&unit=mask-1/welder&at=2026-03-02T09:05:00"
        try await WebServer(context: context, port: 0).application.test { client in
            let page = try await client.execute(uri: uri, method: .get)
            let cookie = try #require(page.headers[.setCookie]?.split(separator: ";").first)
            let token = try #require(cookie.split(separator: "=").last)
            func send(_ fields: String, cookie: String) async throws -> TestResponse {
                try await client.execute(
                    uri: "/line/mask-1/correct?lang=en", method: .post,
                    headers: [
                        .contentType: "application/x-www-form-urlencoded", .cookie: cookie,
                    ], body: ByteBuffer(string: fields))
            }
            let fields =
                "kind=reason&unit=mask-1%2Fwelder&at=2026-03-02T01%3A05%3A00Z&reason=none"
                + "&by=m%C3%A9i+mei&why=seen&date=2026-03-02&shift=day&seen=0"
            let stranger = try await send(fields, cookie: String(cookie))
            #expect(stranger.status == .badRequest)
            let signed = fields + "&token=\(token)"
            #expect(try await send(signed, cookie: "").status == .badRequest)
            #expect(try store.lastCorrection() == 0)
            let done = try await send(signed, cookie: String(cookie))
            #expect(done.status == .seeOther)
            let target = done.headers[.location] ?? ""
            #expect(target.hasPrefix("/line/mask-1/shift?date=2026-03-02&shift=day"))
            #expect(
                try store.corrections(unit: "mask-1/welder", over: .always)
                    .map(\.draft.by) == ["méi mei"])
            let late = try await send(signed, cookie: String(cookie))
            #expect(late.status == .conflict)
            let told = String(buffer: late.body)
            #expect(PageCheck(told).complaints == [])
            #expect(PageCheck(told).text.contains("Somebody else was faster"))
            #expect(told.contains("name=\"seen\" value=\"1\"") && told.contains("méi mei"))
            let again = signed.replacing("seen=0", with: "seen=1")
            #expect(try await send(again, cookie: String(cookie)).status == .seeOther)
            let mistake = try await send(
                signed.replacing("&why=seen", with: "&why="), cookie: String(cookie))
            #expect(mistake.status == .badRequest)
            #expect(PageCheck(String(buffer: mistake.body)).text.contains("A field is empty."))
        }
    }

    @Test func recordsNothingWhereNothingWrites() async throws {
        let workshop = try Workshop()
        try workshop.workThroughMorning()
        var context = workshop.context()
        context.writer = nil
        #expect(try await send(Self.stop + "}", context).status == .serviceUnavailable)
        let page = try await text("/line/mask-1/correct?lang=en", context)
        #expect(PageCheck(page).text.contains("Nothing can be corrected here now."))
    }
}
