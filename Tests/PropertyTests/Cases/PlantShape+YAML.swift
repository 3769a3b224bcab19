import Plant
import Telemetry

extension PlantShape {
    /// The plant file.
    var yaml: String {
        var lines = [
            "version: 1",
            "plant: { id: case, time_zone: \(timeZone), "
                + "convention: \(isTPM ? "tpm" : "iso22400")"
                + (lateness.map { ", lateness: \($0) ns" } ?? "") + " }",
            "brokers: { b: { url: \"mqtt://127.0.0.1\" } }",
            "products: { p: { unit: piece }, q: { unit: piece } }",
            "reasons: { jam: { class: breakdown }, belt: { class: setup }, wait: {} }",
        ]
        if let calendar, units.contains(where: \.usesCalendar) {
            lines += ["calendars:", "  main:"] + calendar.yaml
        }
        lines.append("lines:")
        for (index, unit) in units.enumerated() {
            lines.append("  l\(index):")
            lines.append("    broker: b")
            if calendar != nil, unit.usesCalendar { lines.append("    calendar: main") }
            if let product = unit.product { lines.append("    product: \(productName(product))") }
            lines += ["    work_units:", "      u:"] + unit.yaml(line: index)
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

/// A product by its number in a shape.
func productName(_ number: Int32) -> String { number == 0 ? "p" : "q" }

extension UnitShape {
    fileprivate func yaml(line: Int) -> [String] {
        var lines: [String] = []
        if let heartbeat { lines.append("        heartbeat: \(heartbeat) ns") }
        if let staleAfter { lines.append("        stale_after: \(staleAfter) ns") }
        switch minorStop {
        case .usual: break
        case .time(let limit): lines.append("        minor_stop: \(limit) ns")
        case .items(let count): lines.append("        minor_stop: \(count) items")
        }
        if let prefer {
            let names = prefer.map { "\($0)" }.joined(separator: ", ")
            lines.append("        prefer: [\(names)]")
        }
        if !rates.isEmpty { lines.append("        rates:") }
        for rate in rates {
            let from = rate.from.map { Instant.text($0) } ?? "2000-01-01"
            lines.append(
                "          - { product: \(productName(rate.product)), item_time: "
                    + "\(rate.itemTime)/\(rate.items) ns, from: \"\(from)\", by: me, reason: r }")
        }
        lines.append("        signals:")
        for signal in signals { lines.append("          \(signal.id): \(signal.yaml(line: line))") }
        return lines
    }
}

extension SignalShape {
    fileprivate func yaml(line: Int) -> String {
        let meaning =
            switch meaning {
            case .state: "kind: state, states: \(Self.states)"
            case .fallback: "kind: state, fallback: true, states: \(Self.states)"
            case .interlock: "kind: state, states: packml-blocked"
            case .fault: "kind: state, states: mtconnect-condition"
            case .mode: "kind: mode, states: \(Self.modes)"
            case .reason: "kind: reason"
            case .order: "kind: order"
            case .product: "kind: product"
            case .measurement: "kind: measurement, unit: Cel"
            case .counter(let kind, let counter): "kind: counter, counts: \(kind), \(counter.yaml)"
            case .meter(let counter): "kind: meter, unit: kWh, \(counter.yaml)"
            }
        // A measured signal's `unit` is that of its value: its time is told by its size.
        let time =
            switch self.meaning {
            case .measurement, .meter: "time: { field: ts, unit: ns }"
            default: "time: ts, unit: ns"
            }
        return "{ \(meaning), topic: l\(line)/u/\(id), field: v, \(time) }"
    }

    private static let states =
        "{ producing: producing, setup: setup, idle: idle, starved: starved, blocked: blocked, "
        + "stopped: stopped, faulted: faulted, unknown: unknown, notScheduled: not_scheduled }"
    private static let modes =
        "{ production: production, setup: setup, maintenance: maintenance, manual: manual }"
}

extension CounterShape {
    fileprivate var yaml: String {
        var parts = ["type: \(type.rawValue)"]
        if let modulus { parts.append("modulus: \(decimal(modulus))") }
        if let maxRate { parts.append("max_rate: \(decimal(maxRate)) / \(ratePer) ns") }
        if let jitter { parts.append("jitter: \(decimal(jitter))") }
        if step != 1_000_000 { parts.append("step: \(decimal(step))") }
        if piecesPerCount != 1_000_000 {
            parts.append("pieces_per_count: \(decimal(piecesPerCount))")
        }
        return parts.joined(separator: ", ")
    }
}

/// Millionths as a decimal number.
func decimal(_ millionths: Int64) -> String {
    let digits = String(millionths.magnitude % 1_000_000)
    let fraction = String(repeating: "0", count: 6 - digits.count) + digits
    return (millionths < 0 ? "-" : "") + "\(millionths.magnitude / 1_000_000)"
        + (fraction == "000000" ? "" : "." + fraction)
}

extension CalendarShape {
    fileprivate var yaml: [String] {
        var lines = ["    shifts:"]
        for shift in shifts {
            var parts = [
                "name: \(shift.name)", "days: [\(shift.days.map(dayName).joined(separator: ", "))]",
                "from: \"\(clock(shift.range.from))\"", "to: \"\(clock(shift.range.to))\"",
            ]
            if !shift.breaks.isEmpty {
                let breaks = shift.breaks.map { "\"\(clock($0.from))-\(clock($0.to))\"" }
                parts.append("breaks: [\(breaks.joined(separator: ", "))]")
            }
            if let day = shift.effective { parts.append("effective: \(date(day))") }
            if let day = shift.until { parts.append("until: \(date(day))") }
            lines.append("      - { \(parts.joined(separator: ", ")) }")
        }
        if !exceptions.isEmpty { lines.append("    exceptions:") }
        for exception in exceptions {
            var parts = ["date: \(date(exception.day))"]
            if let part = exception.part {
                parts.append("from: \"\(clock(part.from))\", to: \"\(clock(part.to))\"")
            }
            parts.append("closed: \(exception.isClosed)")
            lines.append("      - { \(parts.joined(separator: ", ")) }")
        }
        if !maintenance.isEmpty { lines.append("    maintenance:") }
        for span in maintenance {
            let from = "\(date(span.fromDay))T\(clock(span.fromMinute))"
            let to = "\(date(span.toDay))T\(clock(span.toMinute))"
            lines.append("      - { from: \(from), to: \(to) }")
        }
        return lines
    }

    private func dayName(_ day: Int) -> String {
        ["mon", "tue", "wed", "thu", "fri", "sat", "sun"][day - 1]
    }

    private func clock(_ minute: Int) -> String {
        let (hour, rest) = (minute / 60, minute % 60)
        return (hour < 10 ? "0" : "") + "\(hour):" + (rest < 10 ? "0" : "") + "\(rest)"
    }

    private func date(_ day: Int) -> String { LocalDate(dayNumber: day).description }
}

/// Instants, in nanoseconds since the epoch, for people.
enum Instant {
    /// RFC 3339 in UTC, to the nanosecond where it matters.
    static func text(_ nanoseconds: Int64) -> String {
        let second = floorDiv(nanoseconds, 1_000_000_000)
        let rest = nanoseconds - second * 1_000_000_000
        let day = floorDiv(second, 86_400)
        let time = second - day * 86_400
        let parts = [time / 3600, time / 60 % 60, time % 60].map {
            ($0 < 10 ? "0" : "") + "\($0)"
        }
        let digits = String(rest)
        let fraction = String(repeating: "0", count: 9 - digits.count) + digits
        return LocalDate(dayNumber: Int(day)).description + "T" + parts.joined(separator: ":")
            + (rest == 0 ? "" : "." + fraction) + "Z"
    }

    static func floorDiv(_ number: Int64, _ divisor: Int64) -> Int64 {
        number >= 0 ? number / divisor : -((divisor - 1 - number) / divisor)
    }
}
