import Plant
import Reporting
import Telemetry

extension Wording {
    /// A measured value with its unit.
    func measure(_ value: Double, digits: Int, unit: String?) -> String {
        let number = number(value, digits: digits)
        let unit = unit.map(self.unit) ?? ""
        return unit.isEmpty ? number : "\(number) \(unit)"
    }

    /// A number with so many decimals.
    func number(_ value: Double, digits: Int) -> String {
        let scale = (0..<digits).reduce(1.0) { product, _ in product * 10 }
        let scaled = (value * scale).rounded()
        guard scaled.magnitude < 9e18 else { return Self.dash }
        return decimal(Int64(scaled), digits: digits)
    }

    /// A limit: a number without decimals that say nothing.
    func limit(_ value: Double, digits: Int) -> String {
        let text = number(value, digits: digits)
        guard text.contains(".") else { return text }
        return String(text.reversed().drop { $0 == "0" }.drop { $0 == "." }.reversed())
    }

    /// A time per item, in the unit in which it is a number of few digits.
    func itemTime(_ nanoseconds: Int64, items: Int64 = 1) -> String {
        let milliseconds = Double(nanoseconds) / Double(items) / 1e6
        return milliseconds < 1000
            ? limit(milliseconds, digits: 3) + language.pick(" ms", " 毫秒")
            : limit(milliseconds / 1000, digits: 3) + language.pick(" s", " 秒")
    }

    /// How a unit of UCUM is written.
    func unit(_ code: String) -> String {
        switch code {
        case "1", "": ""
        case "Cel": "°C"
        case "[pH]": "pH"
        case "{person}": language.pick("people", "人")
        case "[ppm]": "ppm"
        case "[degF]": "°F"
        case let code where code.hasPrefix("u") && code.count > 1: "µ" + code.dropFirst()
        default:
            code.replacing("m3", with: "m³").replacing("m2", with: "m²")
                .filter { $0 != "{" && $0 != "}" }
        }
    }

    /// Two limits: `18–26 °C`.
    func band(_ normal: ClosedRange<Double>, digits: Int, unit: String) -> String {
        let limits = [normal.lowerBound, normal.upperBound].map { limit($0, digits: digits) }
        let unit = self.unit(unit)
        return limits.joined(separator: "–") + (unit.isEmpty ? "" : " \(unit)")
    }

    /// Month and day of the plant's calendar.
    func monthDay(_ instant: Timestamp) -> String {
        let date = plant.localDate(of: instant)
        let month = date.month < 10 ? "0\(date.month)" : "\(date.month)"
        let day = date.day < 10 ? "0\(date.day)" : "\(date.day)"
        return language.pick("\(month)-\(day)", "\(date.month)月\(date.day)日")
    }

    /// A span in words; the date once where it is the same.
    func span(_ span: TimeSpan) -> String {
        let last = plant.localDate(of: span.to - 1)
        guard plant.localDate(of: span.from) == last else {
            return "\(dateTime(span.from)) – \(dateTime(span.to))"
        }
        return "\(dateTime(span.from))–\(time(span.to))"
    }
}
