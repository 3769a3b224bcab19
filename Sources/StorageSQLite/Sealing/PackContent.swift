import Foundation
import GRDB
public import Sealing

/// What a pack holds, as it stands in one instant.
///
/// Valid within ``PackFile/read(_:)`` alone.
public struct PackContent {
    let db: Database

    /// Gives the lines of a kind in their order; of kinds that are no tables there are none.
    public func lines(of kind: FactKind, _ body: (FactLine) throws -> Void) throws {
        guard let query = kind.query, try has(kind) else { return }
        let rows = try Row.fetchCursor(db, sql: query)
        while let row = try rows.next() {
            try body(FactLine(kind, row.databaseValues.map(FactValue.init)))
        }
    }

    /// How many rows the table of a kind has, with such as belong to no work unit.
    public func rows(of kind: FactKind) throws -> Int64 {
        guard kind.query != nil, try has(kind) else { return 0 }
        return try Int64.fetchOne(db, sql: "SELECT count(*) FROM \(kind.rawValue)") ?? 0
    }

    /// Whether there is a table of a kind: a layout from before the kind has none.
    private func has(_ kind: FactKind) throws -> Bool { try db.tableExists(kind.rawValue) }

    /// Tables that have rows, though nothing in a pack stands there.
    public func strayTables() throws -> [String] {
        let known = Set(FactKind.allCases.map(\.rawValue)).union([
            "unit", "term", "evidence", "leaf",
        ])
        let tables = try String.fetchAll(
            db,
            sql: """
                SELECT name FROM sqlite_schema WHERE type = 'table'
                    AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'grdb_%' ORDER BY name
                """)
        return try tables.filter { table in
            try !known.contains(table)
                && Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM \(table))") ?? false
        }
    }

    /// The hash of the line with a number, from 1; nil where there is none.
    public func leaf(_ number: Int64) throws -> Digest? {
        let statement = try db.cachedStatement(sql: "SELECT hash FROM leaf WHERE number = ?")
        guard let value = try DatabaseValue.fetchOne(statement, arguments: [number]),
            case .blob(let data) = value.storage
        else { return nil }
        return Digest(bytes: data)
    }

    /// The first number, from one on, with a hash; nil where there is none.
    public func number(of leaf: Digest, from number: Int64) throws -> Int64? {
        let sql = "SELECT number FROM leaf WHERE number >= ? AND hash = ? ORDER BY number LIMIT 1"
        return try Int64.fetchOne(
            db.cachedStatement(sql: sql), arguments: [number, Data(leaf.bytes)])
    }

    /// How many hashes of lines there are.
    public func leafCount() throws -> Int64 {
        try Int64.fetchOne(db, sql: "SELECT count(*) FROM leaf") ?? 0
    }

    /// The names of all pieces of evidence, in order.
    public func evidenceNames() throws -> [String] {
        try DatabaseValue.fetchAll(db, sql: "SELECT name FROM evidence ORDER BY name").map {
            "\($0.storage.value ?? "")"
        }
    }

    /// A piece of evidence; nil where there is none of that name.
    public func evidence(_ name: String) throws -> [UInt8]? {
        let value = try DatabaseValue.fetchOne(
            db, sql: "SELECT bytes FROM evidence WHERE name = ?", arguments: [name])
        switch value?.storage {
        case .blob(let data): return [UInt8](data)
        case .string(let text): return Array(text.utf8)
        default: return nil
        }
    }
}

extension Row {
    /// Its values in order.
    var databaseValues: [DatabaseValue] { map { $0.1 } }
}
