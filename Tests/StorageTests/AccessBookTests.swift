import Access
import Foundation
import GRDB
import StorageSQLite
import Telemetry
import Testing

/// What both books do alike.
@Suite("Access book")
struct AccessBookTests {
    private static let noon = Timestamp(nanoseconds: 1_770_000_000 * nanosecondsPerSecond)

    private static let rights = Rights(
        role: .operator, scope: Scope(lines: ["p/a"], projects: nil), until: noon + 5)

    private func path() -> String {
        FileManager.default.temporaryDirectory
            .appending(path: "lineside-access-\(UUID().uuidString).sqlite").path
    }

    private func user(_ name: String, disabledAt: Timestamp? = nil) throws -> User {
        let cost = PasswordHash.Cost(power: 4, blockSize: 1, times: 1)
        return User(
            name: name, role: .operator, scope: Scope(lines: ["p/a", "q"], projects: []),
            password: try PasswordHash(of: "correct horse battery", cost: cost),
            madeAt: Self.noon, until: Self.noon + 5, disabledAt: disabledAt)
    }

    private func change(_ kind: AccountChange.Kind, _ account: String) -> AccountChange {
        AccountChange(
            at: Self.noon, by: "root", kind: kind, account: account, rights: Self.rights)
    }

    private func token(_ name: String) -> APIToken {
        APIToken(
            hash: "hash of \(name)", name: name, role: .engineer, scope: .everything,
            madeAt: Self.noon, until: Self.noon + 9)
    }

    private func session(_ hash: String, _ user: String) -> Session {
        Session(hash: hash, user: user, madeAt: Self.noon, usedAt: Self.noon)
    }

    private func use(_ book: any AccessBook) throws {
        try book.keep(try user("mei"), change(.userAdded, "mei"))
        try book.keep(token("mes"), change(.tokenMade, "mes"))
        for hash in ["1", "2"] { try book.keep(session(hash, "mei"), ending: []) }
        try book.keep(session("3", "bob"), ending: ["1"])
        try book.keepUse(hash: "2", at: Self.noon + 7)
        try book.keepUse(hash: "hash of mes", at: Self.noon + 8)
    }

    @Test func isForItsOwnerAlone() throws {
        let (path, copy) = (path(), path())
        let files = FileManager.default
        defer { [path, copy].forEach { try? files.removeItem(atPath: $0) } }
        // As one that was made under another mask.
        _ = files.createFile(
            atPath: path, contents: nil, attributes: [.posixPermissions: 0o644])
        try use(try SQLiteAccessBook(path: path))
        _ = try SQLiteAccessBook.copy(from: path, to: copy)
        for file in [path, copy] {
            let mode = try files.attributesOfItem(atPath: file)[.posixPermissions] as? Int
            #expect(mode == 0o600)
        }
    }

    @Test func keepsWhatItIsGiven() throws {
        let path = path()
        defer { try? FileManager.default.removeItem(atPath: path) }
        let books: [any AccessBook] = [MemoryBook(), try SQLiteAccessBook(path: path)]
        for book in books {
            try use(book)
            let stored = try book.accounts()
            let kept = try #require(stored.users.first)
            #expect(kept.name == "mei" && kept.role == .operator && kept.until == Self.noon + 5)
            #expect(kept.scope == Scope(lines: ["p/a", "q"], projects: []))
            #expect(PasswordHash(kept.password.text) == kept.password)
            var used = token("mes")
            used.usedAt = Self.noon + 8
            #expect(stored.tokens == [used])
            #expect(Set(stored.sessions.map(\.hash)) == ["2", "3"])
            #expect(stored.sessions.first { $0.hash == "2" }?.usedAt == Self.noon + 7)
            // A change of a user ends its sessions, and nobody else's.
            try book.keep(
                try user("mei", disabledAt: Self.noon), change(.userDisabled, "mei"))
            #expect(try book.accounts().sessions.map(\.hash) == ["3"])
            #expect(try book.accounts().users.map(\.disabledAt) == [Self.noon])
            try book.end(sessions: ["3"])
            #expect(try book.accounts().sessions.isEmpty)
            let changes = try book.changes(limit: 2)
            #expect(changes.map(\.kind) == [.userDisabled, .tokenMade])
            #expect(changes.allSatisfy { $0.rights == Self.rights })
        }
        #expect(try SQLiteAccessBook(path: path).accounts().users.count == 1)
    }

    @Test func countsTheSameReadOfAMinute() throws {
        let path = path()
        defer { try? FileManager.default.removeItem(atPath: path) }
        let books: [any AccessBook] = [MemoryBook(), try SQLiteAccessBook(path: path)]
        for book in books {
            for (second, report) in [(0, nil), (1, nil), (2, "r"), (61, nil)] as [(Int64, String?)]
            {
                try book.add(
                    BenefitRead(
                        by: .anyone, at: Self.noon + second * nanosecondsPerSecond,
                        what: "/benefit", project: "p", report: report, from: "127.0.0.1"))
            }
            let reads = try book.reads(limit: 10)
            #expect(reads.map(\.times) == [1, 1, 2])
            #expect(reads.map(\.report) == [nil, "r", nil])
            #expect(reads.last?.last == Self.noon + nanosecondsPerSecond)
            #expect(reads.allSatisfy { $0.kind == .anyone && $0.role == nil })
            #expect(try book.reads(limit: 1).count == 1)
        }
    }

    @Test func copiesAllButSessions() throws {
        let (path, target) = (path(), path())
        defer { for file in [path, target] { try? FileManager.default.removeItem(atPath: file) } }
        let book = try SQLiteAccessBook(path: path)
        try use(book)
        let version = try SQLiteAccessBook.copy(from: path, to: target)
        #expect(version == "1")
        let copy = try SQLiteAccessBook(path: target).accounts()
        #expect(copy.users.count == 1 && copy.tokens.count == 1 && copy.sessions.isEmpty)
    }

    @Test func refusesWhatANewerVersionWrote() throws {
        let path = path()
        defer { try? FileManager.default.removeItem(atPath: path) }
        _ = try SQLiteAccessBook(path: path)
        let queue = try DatabaseQueue(path: path)
        try queue.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('999')") }
        try queue.close()
        let error = #expect(throws: AccessError.self) { _ = try SQLiteAccessBook(path: path) }
        #expect(error?.description.contains("newer version") == true)
    }
}
