import Foundation
import Plant
import Production
import Telemetry

/// How numbers, times and names are written on a page: in one language, in the plant's zone.
///
/// Only here is rounded.
struct Wording: Sendable {
    let language: Language
    let plant: Plant
    private let zone: TimeZone

    init(_ language: Language, _ plant: Plant) {
        self.language = language
        self.plant = plant
        zone = TimeZone(identifier: plant.timeZone) ?? .gmt
    }

    func callAsFunction(_ term: some Term) -> String { language(term) }
    func callAsFunction(_ text: LocalizedText) -> String { language(text) }

    /// Between a name and what it says.
    var colon: String { language.pick(": ", "：") }
    /// Between the parts of a date with its time.
    var comma: String { language.pick(", ", "，") }

    /// Stands where there is no value.
    static let dash = "—"

    /// A ratio in percent with one decimal.
    func percent(_ ratio: Double) -> String {
        let tenths = (ratio * 1000).rounded()
        guard tenths.isFinite, abs(tenths) < 1e15 else { return Self.dash }
        let text = decimal(Int64(tenths), digits: 1)
        return language == .english ? text + " %" : text + "%"
    }

    /// The value of a KPI in its unit.
    func number(_ value: Double, _ unit: KPI.Unit) -> String {
        switch unit {
        case .ratio: return percent(value)
        case .seconds: return duration(Int64(value * Double(nanosecondsPerSecond)))
        case .piecesPerHour:
            let count = count(millionths: Int64(value * Double(quantityScale)))
            return language.pick("\(count) / h", "每小時 \(count) 件")
        }
    }

    /// Millionths as a whole number with separators, halves rounded away from zero.
    func count(millionths: Int64) -> String {
        let whole = (millionths.magnitude + 500_000) / 1_000_000
        return (millionths < 0 && whole > 0 ? "−" : "") + grouped(whole)
    }

    /// A whole number with separators.
    func count(_ number: Int) -> String {
        (number < 0 ? "−" : "") + grouped(UInt64(number.magnitude))
    }

    /// A difference in millionths with its sign.
    func difference(millionths: Int64) -> String {
        (millionths > 0 ? "+" : "") + count(millionths: millionths)
    }

    /// `value` divided by ten to the power of `digits`, with separators and all its decimals.
    func decimal(_ value: Int64, digits: Int) -> String {
        let scale = (0..<digits).reduce(UInt64(1)) { product, _ in product * 10 }
        let (whole, rest) = value.magnitude.quotientAndRemainder(dividingBy: scale)
        let sign = value < 0 ? "−" : ""
        guard digits > 0 else { return sign + grouped(whole) }
        let fraction = String(rest)
        let zeros = String(repeating: "0", count: digits - fraction.count)
        return "\(sign)\(grouped(whole)).\(zeros)\(fraction)"
    }

    /// An amount of Hong Kong dollars.
    func money(cents: Int64) -> String {
        switch language {
        case .english: "HK$ " + decimal(cents, digits: 2)
        case .traditionalChinese: decimal(cents, digits: 2) + " 港元"
        }
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
    func duration(_ nanoseconds: Int64) -> String {
        let seconds = (nanoseconds.magnitude + 500_000_000) / 1_000_000_000
        let parts: [(value: UInt64, unit: LocalizedText)] = [
            (seconds / 86_400, .init(english: "d", traditionalChinese: "日")),
            (seconds / 3600 % 24, .init(english: "h", traditionalChinese: "小時")),
            (seconds / 60 % 60, .init(english: "min", traditionalChinese: "分")),
            (seconds % 60, .init(english: "s", traditionalChinese: "秒")),
        ]
        let first = parts.firstIndex { $0.value > 0 } ?? 3
        let shown = parts[first...].prefix(2).filter { $0.value > 0 || first == 3 }
        let text = shown.map { "\($0.value) \(language($0.unit))" }.joined(separator: " ")
        return (nanoseconds < 0 && seconds > 0 ? "−" : "") + text
    }

    /// Hours and minutes of the plant's wall clock.
    func time(_ instant: Timestamp, seconds: Bool = false) -> String {
        let local = localSecond(instant)
        let second = ((local % 86_400) + 86_400) % 86_400
        let parts = [second / 3600, second / 60 % 60] + (seconds ? [second % 60] : [])
        return parts.map(padded).joined(separator: ":")
    }

    /// A date of the plant's calendar.
    func date(_ date: LocalDate) -> String {
        switch language {
        case .english: date.description
        case .traditionalChinese: "\(date.year)年\(date.month)月\(date.day)日"
        }
    }

    /// Date and time.
    func dateTime(_ instant: Timestamp) -> String {
        date(plant.localDate(of: instant)) + " " + time(instant)
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
