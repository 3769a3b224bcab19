import GRDB
import Sealing

extension FactKind {
    /// How its lines are read from a store of one line, names in place of numbers; nil for what is
    /// no table.
    ///
    /// `docs/seal.md` has the same for the command sqlite3.
    var query: String? {
        switch self {
        case .claim, .declared: nil
        case .lane:
            """
            SELECT name, position, now, connected, balanced, samples, messages, mapping FROM lane
            ORDER BY name
            """
        case .condition: keyed("state, mode, p.name, r.name, order_hash, retained, stop", "p r")
        case .pieces: keyed("f.kind, quantity, p.name, known", "p")
        case .gap: keyed("f.kind, since, quantity, unknown, grain, p.name, bridged", "p")
        case .finding: keyed("f.kind, s.name, before, after, credited", "s")
        case .minute:
            """
            SELECT path, hour, minute, count, bad, low, high, sum_high, sum_low, squares_high,
                squares_low, last, last_at
            FROM minute JOIN unit ON unit.id = signal ORDER BY path, hour, minute
            """
        case .command:
            """
            SELECT path, at, value, verdict, delay FROM command JOIN unit ON unit.id = signal
            ORDER BY path, at
            """
        case .activity:
            """
            SELECT path, hour, count FROM activity JOIN unit ON unit.id = signal ORDER BY path, hour
            """
        case .correction:
            """
            SELECT id, unit, family, since, until, recorded_at, author, why, supersedes, content
            FROM correction ORDER BY id
            """
        case .change:
            """
            SELECT number, path, since, until, at, cause, person, why, late, before, after
            FROM change JOIN unit ON unit.id = change.unit ORDER BY number
            """
        }
    }

    /// Facts of a unit: their key, then what they say.
    private func keyed(_ columns: String, _ terms: String) -> String {
        let joins = terms.split(separator: " ").map { term in
            let column = ["p": "product", "r": "reason", "s": "signal"][term] ?? ""
            return "LEFT JOIN term \(term) ON \(term).id = f.\(column)"
        }
        return """
            SELECT path, at, known_by, seq, \(columns)
            FROM \(rawValue) f JOIN unit ON unit.id = f.unit \(joins.joined(separator: " "))
            ORDER BY path, at, known_by, seq
            """
    }
}

extension FactValue {
    /// A value as it is stored, whatever its type.
    init(_ value: DatabaseValue) {
        switch value.storage {
        case .null: self = .null
        case .int64(let number): self = .integer(number)
        case .double(let number): self = .real(number)
        case .string(let text): self = .text(text)
        case .blob(let data): self = .text([UInt8](data))
        }
    }
}
