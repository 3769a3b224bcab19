import Foundation
import Telemetry
import Testing

@testable import Decoding
@testable import Plant

@Suite struct TimeTests {
    private func instant(
        _ time: String, unit: TimeField.Unit = .guess, zone: String = "Asia/Hong_Kong"
    ) -> Outcome {
        let signal = Fixtures.signal(
            Fixtures.counter(), field: "v", time: "ts", unit: unit)
        var decoder = Decoder(plant: Fixtures.plant([signal], timeZone: zone), broker: 0)
        return decoder.decode("{\"v\":1,\"ts\":\(time)}")
    }

    /// 2026-03-02T00:00:00Z is 1772409600.
    @Test(arguments: [
        ("1772409599", 1_772_409_599_000_000_000), ("1772409599.5", 1_772_409_599_500_000_000),
        ("1772409599123", 1_772_409_599_123_000_000),
        ("1772409599123.4567", 1_772_409_599_123_456_700),
        ("1772409599123456", 1_772_409_599_123_456_000),
        ("1772409599123456789", 1_772_409_599_123_456_789),
        ("1.772409599123456789123e9", 1_772_409_599_123_456_789),
        ("\"1772409599.123456789\"", 1_772_409_599_123_456_789),
        ("\"2026-03-02T07:59:59+08:00\"", 1_772_409_599_000_000_000),
        ("\"2026-03-01T23:59:59Z\"", 1_772_409_599_000_000_000),
        ("\"2026-03-01t23:59:59.25z\"", 1_772_409_599_250_000_000),
        ("\"2026-03-01T23:59:59,1234567891Z\"", 1_772_409_599_123_456_789),
        ("\"2026-03-01T15:59:59-0800\"", 1_772_409_599_000_000_000),
        ("\"2026-03-02T07:59:59+08\"", 1_772_409_599_000_000_000),
        ("\"2026-03-02 07:59:59\"", 1_772_409_599_000_000_000),
        ("\"2026-03-02T07:59:59.001\"", 1_772_409_599_001_000_000),
        ("\"2026-03-02 07:59:59 +08:00\"", 1_772_409_599_000_000_000),
        ("\"2026-03-02 07:59\"", 1_772_409_540_000_000_000),
        ("\"2026-03-02\"", 1_772_380_800_000_000_000),
        ("\"2026-03-01T23:59\\u003a59Z\"", 1_772_409_599_000_000_000),
        ("315532800", 315_532_800_000_000_000), ("315532800000", 315_532_800_000_000_000),
        ("315532800000000000", 315_532_800_000_000_000),
    ])
    func readsEveryForm(_ time: String, _ nanoseconds: Int64) {
        let outcome = instant(time)
        #expect(outcome.times == [nanoseconds])
        #expect(outcome.flags == [2])
    }

    @Test(arguments: [
        (TimeField.Unit.s, "1772409599"), (.ms, "1772409599000"), (.us, "1772409599000000"),
        (.ns, "1772409599000000000"),
    ])
    func readsTheDeclaredUnit(_ unit: TimeField.Unit, _ time: String) {
        #expect(instant(time, unit: unit).times == [1_772_409_599_000_000_000])
        for other in TimeField.Unit.allCases where other != unit && other != .guess {
            let outcome = instant(time, unit: other)
            #expect(outcome.times != [1_772_409_599_000_000_000])
        }
    }

    @Test(arguments: [
        "\"soon\"", "\"\"", "true", "{}", "[]", "-1", "0", "5", "1e400", "\"NaN\"", "4133980800",
        "\"2026-02-29T00:00:00Z\"", "\"2026-13-01T00:00:00Z\"", "\"2026-03-02T24:00:00Z\"",
        "\"2026-03-02T00:60:00Z\"", "\"2026-03-02T00:00:00.Z\"",
        "\"2026-03-02T00:00:00Zx\"", "\"2026-03-02T00:00:00+8\"", "\"2026-03-02T00:00:00+08:\"",
        "\"2101-01-01T00:00:00Z\"", "\"1979-12-31T23:59:59Z\"", "99999999999999999999",
        "\"2026-03-02T\"", "\"2026-3-2\"",
    ])
    func refusesWhatIsNoTime(_ time: String) {
        #expect(instant(time).verdict.refusal == .time)
    }

    @Test func takesTheReceiveTimeWithoutAnOwnOne() {
        #expect(instant("null").times == [Fixtures.receiveTime.nanoseconds])
        #expect(instant("null").flags == [0])
    }

    @Test func replacesATimeTooFarAhead() {
        let atTolerance = instant("1772409900")
        #expect(atTolerance.flags == [2])
        let ahead = instant("1772409900.000000001")
        #expect(ahead.times == [Fixtures.receiveTime.nanoseconds])
        #expect(ahead.flags == [16])
    }

    @Test func guessesEachUnitUnambiguouslyFrom1980To2100() {
        var wrong = 0
        for second in stride(from: Int64(315_532_800), to: 4_133_980_800, by: 8_640_001) {
            for scale: Int64 in [1, 1_000, 1_000_000, 1_000_000_000] {
                let text = Array(String(second * scale).utf8)
                let time = DecimalNumber(text.span).flatMap {
                    EventTime.instant($0, unit: .guess)
                }
                if time?.nanoseconds != second * 1_000_000_000 { wrong += 1 }
            }
        }
        #expect(wrong == 0)
    }

    @Test(arguments: [
        "Asia/Hong_Kong", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe",
        "Pacific/Apia", "Africa/Casablanca", "America/St_Johns", "UTC",
    ])
    func agreesWithFoundationOnEveryZone(_ name: String) throws {
        let zone = try #require(TimeZone(identifier: name))
        let offsets = ZoneOffsets(zone: name)
        var generator = SeededGenerator(state: 7)
        var wrong = 0
        for _ in 0..<20_000 {
            let instant = Int64.random(in: 631_152_000..<4_102_444_800, using: &generator)
            let date = Date(timeIntervalSince1970: TimeInterval(instant))
            let local = instant + Int64(zone.secondsFromGMT(for: date))
            let found = offsets.instant(local: local)
            // A doubled time is its first: an earlier instant with the same wall clock.
            let again = Date(timeIntervalSince1970: TimeInterval(found))
            let isSame = found + Int64(zone.secondsFromGMT(for: again)) == local
            if found > instant || instant - found > 86_400 || !isSame { wrong += 1 }
        }
        #expect(wrong == 0)
    }

    @Test func treatsSkippedAndDoubledTimesAsTheCalendarDoes() {
        // Berlin 2026: 02:00 to 03:00 is skipped on 29 March, doubled on 25 October.
        let offsets = ZoneOffsets(zone: "Europe/Berlin")
        #expect(offsets.instant(local: 1_774_751_400) == 1_774_746_000)
        #expect(offsets.instant(local: 1_792_895_400) == 1_792_888_200)
    }
}
