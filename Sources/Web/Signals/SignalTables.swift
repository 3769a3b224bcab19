import Plant
import Production
import Reporting
import Telemetry

/// A curve as a table: the window in round parts, and as a whole.
struct CurveTable {
    let wording: Wording
    let curve: SignalSeries.Curve
    let unit: String
    let digits: Int
    let hasBand: Bool

    var html: HTML {
        let unit = wording.unit(unit)
        return DataTable(
            heads: [wording(ChartTerm.time)]
                + Self.terms.map { unit.isEmpty ? wording($0) : "\(wording($0)) (\(unit))" }
                + (hasBand ? [wording(SignalTerm.minutesOutside)] : []),
            numeric: [1, 2, 3, 4, 5],
            rows: curve.rows.map { row(wording.span($0.span), $0.column) }
                + [row(wording(SignalTerm.whole), curve.total)]
        ).html
    }

    private static let terms: [SignalTerm] = [.least, .greatest, .mean, .last]

    /// The rows in words.
    var readings: [(span: TimeSpan, text: String)] {
        let names = Self.terms.map { wording($0) }
        return curve.rows.map { part in
            let cells = row(wording.span(part.span), part.column)
            let values = zip(names, cells.dropFirst()).map { "\($0) \($1)" }
            let text =
                part.column == nil ? wording(SignalTerm.noValues) : values.joined(separator: " · ")
            return (part.span, cells[0] + wording.colon + text)
        }
    }

    private func row(_ name: String, _ column: SignalColumn?) -> [String] {
        guard let column, column.summary.count > 0 else {
            return [name] + Array(repeating: Wording.dash, count: hasBand ? 5 : 4)
        }
        let summary = column.summary
        return [name]
            + [summary.low, summary.high, summary.mean ?? 0, summary.last].map {
                wording.number($0, digits: digits)
            } + (hasBand ? ["\(column.outside)"] : [])
    }
}

/// The commands of an actuator, the newest first.
struct CommandTable {
    let wording: Wording
    let commands: [CommandFact]
    let digits: Int
    let unit: String
    let rules: Actuator
    let horizon: Timestamp

    /// The most rows.
    static let limit = 50

    /// How many there were of each kind, without those of which there were none.
    var counts: [(ChartMark, Int)] {
        let marks = commands.map(mark)
        return [ChartMark.followed, .late, .notFollowed, .superseded, .pending].compactMap {
            kind in
            let count = marks.count { $0 == kind }
            return count > 0 ? (kind, count) : nil
        }
    }

    var html: HTML {
        DataTable(
            heads: [
                wording(ChartTerm.time), wording(SignalTerm.command), wording(SignalTerm.verdict),
                wording(SignalTerm.delay),
            ], numeric: [1, 3],
            rows: commands.reversed().prefix(Self.limit).map { command in
                [
                    wording.dateTime(command.at),
                    wording.measure(command.value, digits: digits, unit: unit),
                    wording(mark(command)),
                    command.delay > 0 ? wording.seconds(command.delay) : Wording.dash,
                ]
            }
        ).html
    }

    private func mark(_ command: CommandFact) -> ChartMark {
        ChartMark(command.verdict(at: horizon, within: rules.within))
    }
}

extension Wording {
    /// Nanoseconds in seconds with one decimal.
    func seconds(_ nanoseconds: Int64) -> String {
        measure(
            Double(nanoseconds) / 1e9, digits: 1,
            unit: language.pick("s", "秒"))
    }

    /// How long a signal was outside its band.
    func minutesOutside(_ count: Int) -> String {
        language.pick("\(count) min outside", "超出範圍 \(count) 分鐘")
    }
}
