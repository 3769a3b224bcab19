import Plant
import Production
import Reporting
import Telemetry
import Testing

@testable import Web

@Suite("Numbers and times on a page")
struct WordingTests {
    private func wording(_ language: Language = .english) throws -> Wording {
        Wording(language, try MaskPlant.read())
    }

    @Test func roundsOnlyForTheReader() throws {
        let english = try wording()
        #expect(english.percent(0.70920) == "70.9 %")
        #expect(english.percent(0.8125) == "81.3 %", "halves away from zero")
        #expect(try wording(.traditionalChinese).percent(1) == "100.0%")
        #expect(english.percent(-0.0004) == "0.0 %")
        #expect(english.count(millionths: 37_020_499_999) == "37,020")
        #expect(english.count(millionths: -1_500_000) == "−2")
        #expect(english.phrasing.money(cents: 229_000_005) == "HK$ 2,290,000.05")
        #expect(try wording(.traditionalChinese).phrasing.money(cents: 5) == "0.05 港元")
    }

    @Test func writesLengthsInTheirTwoLargestUnits() throws {
        let english = try wording()
        let second = nanosecondsPerSecond
        #expect(english.duration(0) == "0 s")
        #expect(english.duration(59 * second) == "59 s")
        #expect(english.duration(61 * second) == "1 min 1 s")
        #expect(english.duration(3600 * second) == "1 h")
        #expect(english.duration(90_061 * second) == "1 d 1 h")
        #expect(try wording(.traditionalChinese).duration(5400 * second) == "1 小時 30 分")
    }

    @Test func showsTimeInThePlantsZone() throws {
        let plant = try MaskPlant.read()
        let instant = try plant.parse(instant: "2026-03-02T16:05:09Z")
        #expect(try wording().time(instant, seconds: true) == "00:05:09")
        #expect(try wording().dateTime(instant) == "2026-03-03 00:05")
        #expect(try wording(.traditionalChinese).dateTime(instant) == "2026年3月3日 00:05")
        #expect(try wording().time(Timestamp(nanoseconds: -1)) == "07:59")
    }

    @Test(arguments: [
        ("zh-HK,en;q=0.5", Language.traditionalChinese), ("en-GB,zh;q=0.9", .english),
        ("fr", .english), ("", .english), ("zh;q=0,en;q=0.1", .english), ("*;q=x,,;;", .english),
    ])
    func takesTheLanguageTheBrowserPrefers(header: String, language: Language) {
        #expect(Language(accepting: header) == language)
    }
}
