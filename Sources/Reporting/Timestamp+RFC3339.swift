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

extension Timestamp {
    /// Reads what ``rfc3339`` writes; nil where it is something else.
    package init?(rfc3339 text: String) {
        let parts = text.split(separator: "T", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].hasSuffix("Z"),
            let date = try? WallClockTexts.date(String(parts[0]))
        else { return nil }
        let clock = parts[1].dropLast().split(separator: ":", omittingEmptySubsequences: false)
        guard clock.count == 3 else { return nil }
        let second = clock[2].split(separator: ".", omittingEmptySubsequences: false)
        let fraction = second.count == 2 ? String(second[1]) : ""
        let zeros = String(repeating: "0", count: max(0, 9 - fraction.count))
        guard let hours = Int64(clock[0]), let minutes = Int64(clock[1]),
            let seconds = Int64(second[0]), let rest = Int64(fraction + zeros), second.count <= 2,
            (0..<24).contains(hours), (0..<60).contains(minutes), (0..<60).contains(seconds),
            (0..<nanosecondsPerSecond).contains(rest)
        else { return nil }
        let whole = Int64(date.dayNumber) * 86_400 + hours * 3600 + minutes * 60 + seconds
        let (product, overflow) = whole.multipliedReportingOverflow(by: nanosecondsPerSecond)
        let (sum, isTooLate) = product.addingReportingOverflow(rest)
        guard !overflow, !isTooLate else { return nil }
        self.init(nanoseconds: sum)
    }
}

private func twoDigits(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
}
