/// A calendar date and a time of day as ISO 8601 and RFC 3339 write them.
///
/// `2026-03-02T08:00:00.25+08:00`, with `T` or a blank, with or without seconds, fraction and zone
/// (`Z`, `+08:00`, `+0800`, `+08`); a date alone is its midnight.
struct CivilTime {
    /// Seconds from 1970-01-01T00:00:00 on the same clock.
    var localSeconds: Int64 = 0
    /// The fraction of a second; digits behind the ninth are cut.
    var nanoseconds: Int64 = 0
    /// Seconds east of UTC, or nil where the text names no zone.
    var offset: Int64?

    /// 1980-01-01T00:00:00Z: no event time is earlier.
    static let firstSecond: Int64 = 315_532_800
    /// 2101-01-01T00:00:00Z: every event time is earlier.
    static let endSecond: Int64 = 4_133_980_800

    /// Reads a text that holds nothing else, or gives nil.
    init?(_ text: Span<UInt8>) {
        guard let year = Self.number(text, at: 0, digits: 4), text.byte(4) == Ascii.minus,
            let month = Self.number(text, at: 5, digits: 2), text.byte(7) == Ascii.minus,
            let day = Self.number(text, at: 8, digits: 2),
            month >= 1, month <= 12, day >= 1, day <= Self.days(inMonth: month, year: year)
        else { return nil }
        localSeconds = Self.days(year: year, month: month, day: day) * 86_400
        var place = 10
        guard place < text.count else { return }
        let mark = text.byte(place)
        guard mark | 0x20 == UInt8(ascii: "t") || mark == 0x20 else { return nil }
        place += 1
        guard readClock(text, from: &place), readZone(text, from: &place), place == text.count
        else { return nil }
    }

    private mutating func readClock(_ text: Span<UInt8>, from place: inout Int) -> Bool {
        guard let hour = Self.number(text, at: place, digits: 2), hour < 24,
            text.byte(place + 2) == Ascii.colon,
            let minute = Self.number(text, at: place + 3, digits: 2), minute < 60
        else { return false }
        localSeconds += hour * 3_600 + minute * 60
        place += 5
        guard text.byte(place) == Ascii.colon else { return true }
        // 60 is a leap second: the clocks of sources show it, the epoch's count does not.
        guard let second = Self.number(text, at: place + 1, digits: 2), second <= 60 else {
            return false
        }
        localSeconds += second
        place += 3
        let mark = text.byte(place)
        guard mark == Ascii.dot || mark == Ascii.comma else { return true }
        place += 1
        return readFraction(text, from: &place)
    }

    private mutating func readFraction(_ text: Span<UInt8>, from place: inout Int) -> Bool {
        let start = place
        var unit: Int64 = 100_000_000
        while let digit = Ascii.digit(text.byte(place)) {
            nanoseconds += Int64(digit) * unit
            unit /= 10
            place += 1
        }
        return place > start
    }

    private mutating func readZone(_ text: Span<UInt8>, from place: inout Int) -> Bool {
        if text.byte(place) == 0x20 { place += 1 }
        guard place < text.count else { return text.byte(place - 1) != 0x20 }
        let mark = text.byte(place)
        if mark | 0x20 == UInt8(ascii: "z") {
            place += 1
            offset = 0
            return true
        }
        guard mark == Ascii.plus || mark == Ascii.minus,
            let hours = Self.number(text, at: place + 1, digits: 2), hours <= 18
        else { return false }
        place += 3
        if text.byte(place) == Ascii.colon { place += 1 }
        var minutes: Int64 = 0
        if place < text.count {
            guard let read = Self.number(text, at: place, digits: 2), read < 60 else {
                return false
            }
            minutes = read
            place += 2
        } else if text.byte(place - 1) == Ascii.colon {
            return false
        }
        let size = hours * 3_600 + minutes * 60
        offset = mark == Ascii.minus ? -size : size
        return true
    }

    private static func number(_ text: Span<UInt8>, at place: Int, digits: Int) -> Int64? {
        var value: Int64 = 0
        for offset in 0..<digits {
            guard let digit = Ascii.digit(text.byte(place + offset)) else { return nil }
            value = value * 10 + Int64(digit)
        }
        return value
    }

    private static func days(inMonth month: Int64, year: Int64) -> Int64 {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days from 1970-01-01 to a date of the Gregorian calendar, years from 0 on.
    private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
        // Years that begin in March put the leap day last; 400 of them have 146,097 days.
        let shifted = month > 2 ? year : year - 1 + 400
        let era = shifted / 400 * 146_097 - (month > 2 ? 0 : 146_097)
        let yearOfEra = shifted % 400
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return era + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}
