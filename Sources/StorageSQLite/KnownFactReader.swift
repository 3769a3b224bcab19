import GRDB
import Production
import Storage
import Telemetry

/// Reads the facts of one unit by when they became known.
struct KnownFactReader {
    let db: Database
    let unit: Int64
    let terms: TermIndices
    let names: PlantNames

    /// In order of when they became known, then of when they hold; findings that are never replaced
    /// left out.
    func facts(in instants: ClosedRange<Int64>) throws -> [Fact] {
        var facts: [(key: (Int64, Int64, Int64), fact: Fact)] = []
        for table in ["condition", "pieces", "gap", "finding"] {
            let sql = """
                SELECT \(table).*\(table == "finding" ? ", term.name AS path" : "") FROM \(table)
                \(table == "finding" ? "LEFT JOIN term ON term.id = signal" : "")
                WHERE unit = ? AND known_by BETWEEN ? AND ? AND seq < ?
                """
            let rows = try Row.fetchCursor(
                db.cachedStatement(sql: sql),
                arguments: [
                    unit, instants.lowerBound, instants.upperBound, SQLiteStore.firstAdded,
                ])
            while let row = try rows.next() {
                guard let content = content(row, of: table) else { continue }
                let (at, knownBy): (Int64, Int64) = (row["at"], row["known_by"])
                let fact = Fact(
                    at: Timestamp(nanoseconds: at), knownBy: Timestamp(nanoseconds: knownBy),
                    content: content)
                facts.append(((knownBy, at, row["seq"]), fact))
            }
        }
        return facts.sorted { $0.key < $1.key }.map(\.fact)
    }

    private func content(_ row: Row, of table: String) -> Fact.Content? {
        switch table {
        case "condition":
            .condition(
                Condition(
                    state: UnitState(rawValue: row["state"]) ?? .unknown,
                    mode: UnitMode(rawValue: row["mode"]) ?? .production,
                    product: terms.product(row["product"]), reason: terms.reason(row["reason"]),
                    order: row["order_hash"], isRetained: row["retained"]))
        case "pieces":
            .pieces(
                PieceCount(
                    kind: CountKind(rawValue: row["kind"]) ?? .made, quantity: row["quantity"],
                    product: terms.product(row["product"]), isKnown: row["known"]))
        case "gap":
            .gap(
                GapCount(
                    kind: CountKind(rawValue: row["kind"]) ?? .made,
                    from: Timestamp(nanoseconds: row["since"]), quantity: row["quantity"],
                    unknown: row["unknown"], grain: row["grain"],
                    product: terms.product(row["product"]), isBridged: row["bridged"]))
        default: finding(row)
        }
    }

    private func finding(_ row: Row) -> Fact.Content? {
        guard let kind = FindingKind(rawValue: row["kind"]) else { return nil }
        return .finding(
            Finding(
                kind: kind, signal: signal(row["path"]), before: row["before"],
                after: row["after"], credited: row["credited"]))
    }

    /// A signal that the plant file does not name any more is like the unit itself.
    private func signal(_ path: String?) -> SignalIndex {
        let index = path.flatMap { names.signals.firstIndex(of: $0) }
        return SignalIndex(rawValue: index.map(UInt32.init) ?? .max)
    }
}
