import GRDB
import Telemetry

/// The sealed periods of all lines: their facts are neither merged nor forgotten.
struct SealedSpans {
    private var byLine: [Substring: [TimeSpan]] = [:]

    init(_ db: Database) throws {
        let sql = "SELECT DISTINCT line, since, until FROM seal ORDER BY since, until"
        for row in try Row.fetchAll(db, sql: sql) {
            let span = TimeSpan(
                from: Timestamp(nanoseconds: row[1]), to: Timestamp(nanoseconds: row[2]))
            for line in (row[0] as String).split(separator: ",") {
                byLine[line, default: []].append(span)
            }
        }
    }

    /// Those of the line to which a path (`line/unit`, `line/unit/signal`) belongs, in order.
    subscript(path: String) -> [TimeSpan] { byLine[path.prefix { $0 != "/" }] ?? [] }

    /// When the first of all begins.
    var first: Timestamp { byLine.values.compactMap(\.first?.from).min() ?? .distantFuture }
}
