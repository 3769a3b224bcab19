import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Reporting
import Testing

@testable import Web

@Suite("Pages")
struct PageTests {
    private func get(
        _ uri: String, _ context: WebContext, headers: HTTPFields = [:],
        method: HTTPRequest.Method = .get
    ) async throws -> TestResponse {
        try await WebServer(context: context, port: 0).application.test { client in
            try await client.execute(uri: uri, method: method, headers: headers)
        }
    }

    private func page(_ uri: String, _ context: WebContext) async throws -> String {
        String(buffer: try await get(uri, context).body)
    }

    @Test(
        arguments: ["/", "/line/mask-1", "/line/open-2", "/benefit", "/definitions", "/nothing"],
        Language.allCases)
    func isWellFormedWithoutInlineCodeInBothLanguages(
        path: String, language: Language
    ) async throws {
        let workshop = try Workshop()
        try workshop.workThroughMorning()
        let page = try await page("\(path)?lang=\(language.rawValue)", workshop.context())
        #expect(PageCheck(page).complaints == [])
        #expect(page.contains("<html lang=\"\(language.rawValue)\">"))
    }

    @Test(arguments: ["/", "/line/mask-1"], Language.allCases)
    func isCompleteBeforeAnythingCame(path: String, language: Language) async throws {
        let workshop = try Workshop()
        let page = try await page("\(path)?lang=\(language.rawValue)", workshop.context())
        #expect(PageCheck(page).complaints == [])
        #expect(page.contains(language(StatusTerm.noData)))
        #expect(!page.contains("0.0"))
    }

    @Test func showsStateOutputAndEffectivenessOfTheShift() async throws {
        let workshop = try Workshop()
        try workshop.workThroughMorning()
        let english = PageCheck(try await page("/line/mask-1?lang=en", workshop.context())).text
        for word in ["Producing", "Jam", "day", "Availability", "Coverage 100.0 %", "OEE"] {
            #expect(english.contains(word), "\(word)")
        }
        let chinese = PageCheck(try await page("/?lang=zh-Hant", workshop.context())).text
        for word in ["口罩一號線", "生產中", "合格品數量", "設備綜合效率", "數據覆蓋率", "本更"] {
            #expect(chinese.contains(word), "\(word)")
        }
    }

    @Test func escapesHostileNames() async throws {
        let workshop = try Workshop()
        try workshop.workThroughMorning()
        let page = try await page("/line/open-2?lang=en", workshop.context())
        #expect(!page.contains("<script>alert"))
        #expect(PageCheck(page).text.contains(MaskPlant.hostile))
    }

    @Test func putsTheWorstLineFirst() async throws {
        let workshop = try Workshop()
        try workshop.workThroughMorning()
        try workshop.report("q", state: 9, made: 14_000, scrap: 280)
        try workshop.settle()
        let page = try await page("/?lang=zh-Hant", workshop.context())
        let tiles = try #require(page.range(of: "id=\"tiles\"")).upperBound
        let open = try #require(page.range(of: "/line/open-2", range: tiles..<page.endIndex))
        let mask = try #require(page.range(of: "/line/mask-1", range: tiles..<page.endIndex))
        #expect(open.lowerBound < mask.lowerBound)
        #expect(page.contains("故障"))
    }

    @Test func greysOldDataAndTellsTheirAge() async throws {
        let workshop = try Workshop()
        try workshop.workThroughMorning()
        let fresh = try await page("/line/mask-1?lang=en", workshop.context(age: 5))
        #expect(!fresh.contains("Old data"))
        let old = try await page("/line/mask-1?lang=en", workshop.context(age: 600))
        #expect(old.contains("Old data, age: 10 min"))
        #expect(old.contains("panel stale"))
    }

    @Test func tellsWhyThereIsNoFigureInsteadOfZero() async throws {
        let workshop = try Workshop(at: "2026-03-02T12:05:00")
        try workshop.report("w", state: 6, made: 0, scrap: 0)
        workshop.pass(seconds: 60)
        try workshop.settle()
        let page = try await page("/line/mask-1?lang=en", workshop.context())
        #expect(page.contains("no data"))
        #expect(page.contains("<span class=\"value none\">—</span>"))
        #expect(page.contains("outside planned time"))
    }

    @Test func remembersTheLanguageAskedFor() async throws {
        let context = try Workshop().context()
        let asked = try await get("/?lang=zh-Hant", context)
        let cookie = try #require(asked.headers[.setCookie])
        #expect(cookie.hasPrefix("lang=zh-Hant;") && cookie.contains("HttpOnly"))
        let kept = try await get("/", context, headers: [.cookie: "lang=zh-Hant"])
        #expect(String(buffer: kept.body).contains("總覽"))
        let browser = try await get(
            "/", context, headers: [.acceptLanguage: "fr, en;q=0.2, zh-HK;q=0.9"])
        #expect(String(buffer: browser.body).contains("總覽"))
        let none = try await get("/", context)
        #expect(String(buffer: none.body).contains("Overview"))
    }

    @Test(arguments: ["/", "/line/mask-1", "/none", "/api/v1/lines", "/metrics", "/assets/live.js"])
    func sendsSecurityHeadersWithEveryAnswer(path: String) async throws {
        let answer = try await get(path, try Workshop().context())
        let policy = try #require(answer.headers[.contentSecurityPolicy])
        #expect(policy.contains("default-src 'self'") && !policy.contains("unsafe"))
        #expect(answer.headers[.xContentTypeOptions] == "nosniff")
        let isAsset = path.hasPrefix("/assets")
        #expect(answer.headers[.cacheControl]?.contains("no-store") == !isAsset)
    }

    @Test func refusesToWriteAndAnswersHeadWithoutBody() async throws {
        let context = try Workshop().context()
        let post = try await get("/", context, method: .post)
        #expect(post.status == .methodNotAllowed)
        #expect(post.headers[.allow] == "GET, HEAD")
        let head = try await get("/", context, method: .head)
        #expect(head.status == .ok && head.body.readableBytes == 0)
    }

    @Test func answersUnknownPagesAndLanguagesInTheReadersLanguage() async throws {
        let context = try Workshop().context()
        let missing = try await get("/line/none?lang=zh-Hant", context)
        #expect(missing.status == .notFound)
        #expect(String(buffer: missing.body).contains("沒有此頁面"))
        let wrong = try await get("/?lang=fr", context)
        #expect(wrong.status == .badRequest)
        #expect(String(buffer: wrong.body).contains("unknown_language"))
    }

    @Test func tellsHowToDeclareWhereNothingIsDeclared() async throws {
        let page = try await page("/benefit?lang=en", try Workshop().context())
        #expect(page.contains("sales.csv") && page.contains("job_id,type,from,to,fte,it_post"))
    }
}
