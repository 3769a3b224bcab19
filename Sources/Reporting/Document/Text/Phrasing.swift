internal import Foundation
public import Plant
public import Telemetry

/// How numbers, dates and times are written in a language.
///
/// Only here is rounded.
public struct Phrasing: Sendable {
    /// The language.
    public let language: Language
    private let zone: TimeZone

    /// Writes times in a zone, by its IANA name.
    public init(_ language: Language, timeZone: String) {
        self.language = language
        zone = TimeZone(identifier: timeZone) ?? .gmt
    }

    /// Stands where there is no value.
    public static let dash = "—"

    /// Between a name and what it says.
    public var colon: String { pick(": ", "：") }
    /// Between the parts of a list.
    public var comma: String { pick(", ", "，") }

    /// One of two wordings that carry data in them.
    public func pick(_ english: String, _ traditionalChinese: String) -> String {
        language.pick(english, traditionalChinese)
    }

    /// A ratio in percent with one decimal.
    public func percent(_ ratio: Double) -> String {
        let tenths = (ratio * 1000).rounded()
        guard tenths.isFinite, abs(tenths) < 1e15 else { return Self.dash }
        return percent(tenths: Int64(tenths))
    }

    /// A ratio in percent with one decimal.
    public func percent(_ ratio: Ratio) -> String {
        ratio.scaled(digits: 3).map(percent(tenths:)) ?? Self.dash
    }

    private func percent(tenths: Int64) -> String {
        let text = decimal(tenths, digits: 1)
        return language == .english ? text + " %" : text + "%"
    }

    /// Millionths as a whole number with separators, halves rounded away from zero.
    public func count(millionths: Int64) -> String {
        let whole = (millionths.magnitude + 500_000) / 1_000_000
        return (millionths < 0 && whole > 0 ? "−" : "") + grouped(whole)
    }

    /// A whole number with separators.
    public func count(_ number: Int) -> String {
        (number < 0 ? "−" : "") + grouped(UInt64(number.magnitude))
    }

    /// `value` divided by ten to the power of `digits`, with separators and all its decimals.
    public func decimal(_ value: Int64, digits: Int) -> String {
        let scale = (0..<digits).reduce(UInt64(1)) { product, _ in product * 10 }
        let (whole, rest) = value.magnitude.quotientAndRemainder(dividingBy: scale)
        let sign = value < 0 ? "−" : ""
        guard digits > 0 else { return sign + grouped(whole) }
        let fraction = String(rest)
        let zeros = String(repeating: "0", count: digits - fraction.count)
        return "\(sign)\(grouped(whole)).\(zeros)\(fraction)"
    }

    /// An amount of Hong Kong dollars.
    public func money(cents: Int64) -> String {
        let number = decimal(cents, digits: 2)
        return pick("HK$ " + number, number + " 港元")
    }

    private func grouped(_ number: UInt64) -> String {
        var text = ""
        let digits = Array(String(number))
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text += "," }
            text.append(digit)
        }
        return text
    }

    /// A length of time in its two largest units: `5 h 48 min`.
    public func duration(_ nanoseconds: Int64) -> String {
        let seconds = Self.seconds(nanoseconds)
        return duration(
            nanoseconds,
            [(seconds / 86_400, pick("d", "日")), (seconds / 3600 % 24, pick("h", "小時"))])
    }

    /// A length of time of a machine, of which an hour is the largest unit: `9,600 h`.
    public func machineTime(_ nanoseconds: Int64) -> String {
        duration(nanoseconds, [(Self.seconds(nanoseconds) / 3600, pick("h", "小時"))])
    }

    private static func seconds(_ nanoseconds: Int64) -> UInt64 {
        (nanoseconds.magnitude + 500_000_000) / 1_000_000_000
    }

    private func duration(
        _ nanoseconds: Int64, _ largest: [(value: UInt64, unit: String)]
    ) -> String {
        let seconds = Self.seconds(nanoseconds)
        let parts =
            largest + [
                (seconds / 60 % 60, pick("min", "分")), (seconds % 60, pick("s", "秒")),
            ]
        let first = parts.firstIndex { $0.value > 0 } ?? parts.count - 1
        let shown = parts[first...].prefix(2).enumerated().filter { $0 == 0 || $1.value > 0 }
        let text = shown.map { "\(grouped($1.value)) \($1.unit)" }.joined(separator: " ")
        return (nanoseconds < 0 && seconds > 0 ? "−" : "") + text
    }

    /// Hours and minutes of the wall clock.
    public func time(_ instant: Timestamp, seconds: Bool = false) -> String {
        let local = localSecond(instant)
        let second = ((local % 86_400) + 86_400) % 86_400
        let parts = [second / 3600, second / 60 % 60] + (seconds ? [second % 60] : [])
        return parts.map(padded).joined(separator: ":")
    }

    /// A date of the calendar.
    public func date(_ date: LocalDate) -> String {
        pick(date.description, "\(date.year)年\(date.month)月\(date.day)日")
    }

    /// Date and time.
    public func dateTime(_ instant: Timestamp) -> String {
        let day = (Double(localSecond(instant)) / 86_400).rounded(.down)
        return date(LocalDate(dayNumber: Int(day))) + " " + time(instant)
    }

    private func localSecond(_ instant: Timestamp) -> Int64 {
        let second = Int64((Double(instant.nanoseconds) / 1e9).rounded(.down))
        let offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(second)))
        return second + Int64(offset)
    }

    private func padded(_ number: Int64) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }
}
