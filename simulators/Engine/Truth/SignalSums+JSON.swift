/// The member `signals` of a result, with a comma before it; nothing where there are no signals.
func signals(_ sums: [SignalSums]) -> String {
    guard !sums.isEmpty else { return "" }
    let members = sums.map { "    \"\($0.signal.name)\": {\($0.members)}" }
    return ",\n   \"signals\": {\n\(members.joined(separator: ",\n"))}"
}

extension SignalSums {
    /// Named as in the result of `kpi --json`; mean and population variance as binary numbers.
    fileprivate var members: String {
        let unit = "\"unit\": \"\(signal.unit)\""
        switch figures {
        case .silent:
            return "\"kind\": \"measurement\", \(unit), \"count\": 0"
        case .measurement(let count, let low, let high, let sum, let squares, let last):
            let scale = Double(powerOfTen(signal.decimals))
            let mean = Double(sum) / Double(count) / scale
            // n²·variance as a whole number, so that nothing cancels.
            let spread = Int128(count) * squares - Int128(sum) * Int128(sum)
            let variance = Double(spread) / Double(count) / Double(count) / scale / scale
            return "\"kind\": \"measurement\", \(unit), \"count\": \(count), "
                + "\"min\": \(value(low)), \"max\": \(value(high)), \"mean\": \(mean), "
                + "\"variance\": \(variance), \"last\": \(value(last))"
        case .meter(let total):
            return "\"kind\": \"meter\", \(unit), \"total\": \(value(total))"
        case .actuator(let commands, let followed, let late, let notFollowed):
            return "\"kind\": \"actuator\", \"commands\": \(commands), \"followed\": \(followed), "
                + "\"late\": \(late), \"not_followed\": \(notFollowed)"
        }
    }

    private func value(_ value: Int64) -> String { decimal(value, places: signal.decimals) }
}
