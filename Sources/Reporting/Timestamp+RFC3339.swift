import Plant
public import Telemetry

extension Timestamp {
    /// UTC, with as many digits of the second as it has: `2026-03-02T08:00:00Z`.
    public var rfc3339: String {
        var seconds = nanoseconds / nanosecondsPerSecond
        var rest = nanoseconds % nanosecondsPerSecond
        if rest < 0 {
            seconds -= 1
            rest += nanosecondsPerSecond
        }
        var days = seconds / 86_400
        var second = seconds % 86_400
        if second < 0 {
            days -= 1
            second += 86_400
        }
        let date = LocalDate(dayNumber: Int(days))
        let clock = [second / 3600, second / 60 % 60, second % 60].map { twoDigits(Int($0)) }
        let fraction = rest == 0 ? "" : String(decimalText(rest, digits: 9).dropFirst())
        return "\(date)T\(clock.joined(separator: ":"))\(fraction)Z"
    }
}

private func twoDigits(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
}
