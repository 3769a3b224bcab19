internal import Telemetry

/// A date with or without a time of day and an offset, as people and RFC 3339 write it.
struct CivilTime: Equatable {
    var date: LocalDate
    /// Seconds after midnight, 86,400 where `24:00` was written; nil for a bare date.
    var second: Int?
    /// The fraction of the second.
    var nanosecond: Int64 = 0
    /// Seconds east of UTC; nil for wall-clock time.
    var offset: Int?

    /// Reads `2026-03-02`, `2026-03-02T08:00[:00[.000]]`, the same with `Z` or `+08:00`; nil for
    /// anything else.
    init?(_ text: some StringProtocol) {
        var rest = Array(text.utf8)[...]
        guard let date = Self.date(&rest) else { return nil }
        self.date = date
        guard let separator = rest.popFirst() else { return }
        guard [UInt8(ascii: "T"), UInt8(ascii: "t"), UInt8(ascii: " ")].contains(separator),
            let hour = Self.digits(2, &rest), Self.skip(":", &rest),
            let minute = Self.digits(2, &rest)
        else { return nil }
        var second = 0
        if Self.skip(":", &rest) {
            guard let value = Self.digits(2, &rest) else { return nil }
            second = value
            guard let fraction = Self.fraction(&rest) else { return nil }
            nanosecond = fraction
        }
        let midnight = hour == 24 && minute == 0 && second == 0 && nanosecond == 0
        guard hour < 24 || midnight, minute < 60, second < 60 else { return nil }
        self.second = hour * 3600 + minute * 60 + second
        guard !rest.isEmpty else { return }
        guard let offset = Self.offset(&rest), rest.isEmpty else { return nil }
        self.offset = offset
    }

    /// The instant, wall-clock time taken by the clock of a zone; nil outside the range of
    /// ``Timestamp``.
    func instant(_ clock: WallClock) -> Timestamp? {
        guard (1678...2261).contains(date.year) else { return nil }
        let local = Int64(date.dayNumber) * 86_400 + Int64(second ?? 0)
        guard let offset else { return clock.instant(localSecond: local) + nanosecond }
        return Timestamp(clampingSeconds: local - Int64(offset), nanoseconds: nanosecond)
    }

    private static func date(_ rest: inout ArraySlice<UInt8>) -> LocalDate? {
        guard let year = digits(4, &rest), skip("-", &rest), let month = digits(2, &rest),
            skip("-", &rest), let day = digits(2, &rest)
        else { return nil }
        let date = LocalDate(year: year, month: month, day: day)
        return date.exists ? date : nil
    }

    private static func fraction(_ rest: inout ArraySlice<UInt8>) -> Int64? {
        guard skip(".", &rest) else { return 0 }
        var value: Int64 = 0
        var count = 0
        while let digit = rest.first, (48...57).contains(digit) {
            guard count < 9 else { return nil }
            value = value * 10 + Int64(digit - 48)
            count += 1
            rest.removeFirst()
        }
        guard count > 0 else { return nil }
        while count < 9 {
            value *= 10
            count += 1
        }
        return value
    }

    private static func offset(_ rest: inout ArraySlice<UInt8>) -> Int? {
        if skip("Z", &rest) || skip("z", &rest) { return 0 }
        let sign = skip("+", &rest) ? 1 : -1
        guard sign == 1 || skip("-", &rest) else { return nil }
        guard let hours = digits(2, &rest), skip(":", &rest), let minutes = digits(2, &rest),
            hours < 24, minutes < 60
        else { return nil }
        return sign * (hours * 3600 + minutes * 60)
    }

    private static func digits(_ count: Int, _ rest: inout ArraySlice<UInt8>) -> Int? {
        guard rest.count >= count else { return nil }
        var value = 0
        for digit in rest.prefix(count) {
            guard (48...57).contains(digit) else { return nil }
            value = value * 10 + Int(digit - 48)
        }
        rest.removeFirst(count)
        return value
    }

    private static func skip(_ character: Unicode.Scalar, _ rest: inout ArraySlice<UInt8>) -> Bool {
        guard rest.first == UInt8(ascii: character) else { return false }
        rest.removeFirst()
        return true
    }
}

/// Why a text names no instant.
public enum InstantError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Not a date or time that can be read.
    case malformed(String)
    /// Has a fraction of a second, where spans begin and end on whole seconds.
    case notWholeSecond(String)
    /// Before 1678 or after 2261.
    case outOfRange(String)

    /// What is wrong and what is expected.
    public var description: String {
        switch self {
        case .malformed(let text):
            "\(quoted(text)) is not a time; expected 2026-03-02, 2026-03-02T08:00 or "
                + "2026-03-02T08:00:00+08:00"
        case .notWholeSecond(let text):
            "\(quoted(text)) is not a whole second; spans begin and end on whole seconds"
        case .outOfRange(let text):
            "\(quoted(text)) is out of range; expected a year from 1678 to 2261"
        }
    }
}
