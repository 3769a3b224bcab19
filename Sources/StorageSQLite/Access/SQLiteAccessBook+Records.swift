public import Access
import GRDB
import Telemetry

extension SQLiteAccessBook {
    /// Adds to the record of changes.
    static func add(_ change: AccountChange, _ db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO change (at, by, kind, account, role, lines, projects, until)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                change.at.nanoseconds, change.by, change.kind.rawValue, change.account,
                change.rights.role.rawValue, change.rights.scope.lines.joined,
                change.rights.scope.projects.joined, change.rights.until?.nanoseconds,
            ])
    }

    /// See ``Access/AccessBook/add(_:)``.
    public func add(_ read: BenefitRead) throws(AccessError) {
        try write { db in
            try db.execute(
                sql: """
                    INSERT INTO read (minute, at, last, times, kind, name, role, what, project,
                        report, address) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    ON CONFLICT DO UPDATE SET times = times + excluded.times,
                        last = max(last, excluded.last)
                    """,
                arguments: [
                    read.minute, read.at.nanoseconds, read.last.nanoseconds, read.times,
                    read.kind.rawValue, read.name, read.role?.rawValue ?? "", read.what,
                    read.project, read.report ?? "", read.from,
                ])
        }
    }

    /// See ``Access/AccessBook/reads(limit:)``.
    public func reads(limit: Int) throws(AccessError) -> [BenefitRead] {
        try read { db in
            try Row.fetchAll(
                db, sql: "SELECT * FROM read ORDER BY id DESC LIMIT ?", arguments: [limit]
            ).map { row in
                let report: String = row["report"]
                return BenefitRead(
                    at: Timestamp(nanoseconds: row["at"]),
                    last: Timestamp(nanoseconds: row["last"]), times: row["times"],
                    kind: Principal.Kind(rawValue: row["kind"]) ?? .nobody, name: row["name"],
                    role: Role(rawValue: row["role"]), what: row["what"],
                    project: row["project"], report: report.isEmpty ? nil : report,
                    from: row["address"])
            }
        }
    }

    /// See ``Access/AccessBook/changes(limit:)``.
    public func changes(limit: Int) throws(AccessError) -> [AccountChange] {
        try read { db in
            try Row.fetchAll(
                db, sql: "SELECT * FROM change ORDER BY id DESC LIMIT ?", arguments: [limit]
            ).map { row in
                guard let kind = AccountChange.Kind(rawValue: row["kind"]),
                    let role = Role(rawValue: row["role"])
                else {
                    throw AccessError(.failed, "a change of accounts cannot be read")
                }
                return AccountChange(
                    at: Timestamp(nanoseconds: row["at"]), by: row["by"], kind: kind,
                    account: row["account"],
                    rights: Rights(
                        role: role, scope: Scope(row),
                        until: (row["until"] as Int64?).map { Timestamp(nanoseconds: $0) }))
            }
        }
    }
}
