import Foundation
import GRDB
import Production
import Storage
import StorageSQLite
import Telemetry
import Testing

/// Stores of earlier versions are brought up to date, with a copy from before kept beside them.
@Suite struct UpgradeTests {
    private let folder: TemporaryFolder
    private var path: String { folder.path + "/facts.sqlite" }

    init() throws { folder = try TemporaryFolder() }

    /// A store as version 1 of the layout left it, with the facts of one unit.
    private func makeVersion1() throws {
        let queue = try DatabaseQueue(path: path)
        try queue.write { db in
            for statement in Self.version1 { try db.execute(sql: statement) }
            try db.execute(
                sql: """
                    INSERT INTO lane VALUES ('shop', 7, 100, 1, 1, '9 9 0', '7 0 0 0 0 7 9', 'p',
                        '', 't/a');
                    INSERT INTO unit VALUES (1, 'l/a');
                    INSERT INTO term VALUES (1, 'product', 'p');
                    INSERT INTO checkpoint VALUES (1, x'00');
                    INSERT INTO condition VALUES (1, 10, 10, 0, 1, 0, 1, NULL, 0, 0, 0);
                    INSERT INTO pieces VALUES (1, 20, 20, 0, 0, 3000000, 1, 1);
                    """)
        }
        try queue.close()
    }

    private var copies: [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.contains("before-upgrade") }.sorted()
    }

    @Test func opensAStoreOfVersion1WithAllItHolds() throws {
        try makeVersion1()
        let store = try SQLiteStore(path: path)
        #expect(try store.lanes()["shop"]?.position == 7)
        #expect(try store.firstInstant() == Timestamp(nanoseconds: 10))
        #expect(try store.resumePoint(lane: "shop")?.topics == ["t/a"])
        // Opened again there is nothing to do.
        _ = try SQLiteStore(path: path)
        _ = try SQLiteStore(reading: path)
    }

    @Test func keepsACopyOfAnOlderStoreAndOnlyOfThat() throws {
        try makeVersion1()
        _ = try SQLiteStore(path: path)
        #expect(copies == ["facts.sqlite.before-upgrade-from-1"])
        let queue = try DatabaseQueue(path: path + ".before-upgrade-from-1")
        let position = try queue.read { try Int.fetchOne($0, sql: "SELECT position FROM lane") }
        #expect(position == 7)
        let fresh = folder.path + "/fresh.sqlite"
        _ = try SQLiteStore(path: fresh)
        #expect(!FileManager.default.fileExists(atPath: fresh + ".before-upgrade-from-1"))
    }

    @Test func startsAnInterruptedUpgradeOver() throws {
        try makeVersion1()
        let copy = path + ".before-upgrade-from-1"
        try Data("the beginning of a copy".utf8).write(to: URL(filePath: copy + ".partial"))
        _ = try SQLiteStore(path: path)
        #expect(copies == ["facts.sqlite.before-upgrade-from-1"])
        let queue = try DatabaseQueue(path: copy)
        #expect(try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM unit") } == 1)
    }

    @Test func keepsTheCopiesOfTheLastThreeUpgrades() throws {
        try makeVersion1()
        for version in -4 ... -1 {
            let copy = path + ".before-upgrade-from-\(version)"
            try Data().write(to: URL(filePath: copy))
        }
        _ = try SQLiteStore(path: path)
        let kept = [-1, -2, 1].map { "facts.sqlite.before-upgrade-from-\($0)" }
        #expect(copies.sorted() == kept.sorted())
    }

    @Test func copiesAStoreWhileItIsOpen() throws {
        var lane = HandLane(try Fixtures.plant(), try SQLiteStore(path: path))
        lane.state("a", .producing, at: 0)
        try lane.commit(at: 10)
        let copy = folder.path + "/copy.sqlite"
        let found = try SQLiteStore.copy(from: path, to: copy)
        lane.state("a", .stopped, at: 11)
        try lane.commit(at: 20)
        #expect(found.version == (try latestVersion()))
        let there = try SQLiteStore(path: copy).lanes()
        #expect(there.mapValues(\.position) == found.positions)
        #expect(there != (try SQLiteStore(reading: path).lanes()))
    }

    /// A store from before records keeps what it holds and takes records from then on.
    @Test func bringsAStoreOfVersion9ToRecords() throws {
        var lane = HandLane(try Fixtures.plant(), try SQLiteStore(path: path))
        lane.state("a", .producing, at: 0)
        try lane.commit(at: 10)
        let before = try lane.store.lanes()
        let queue = try DatabaseQueue(path: path)
        try queue.write {
            try $0.execute(
                sql: """
                    DROP TABLE record_file; DROP TABLE record; DROP TABLE activity;
                    ALTER TABLE lane DROP COLUMN silence;
                    ALTER TABLE lane DROP COLUMN attempt;
                    ALTER TABLE lane DROP COLUMN unknown_session;
                    DELETE FROM grdb_migrations WHERE identifier IN ('10', '11', '12')
                    """)
        }
        try queue.close()
        #expect(throws: StoreError.self) { try SQLiteStore(reading: path) }
        let store = try SQLiteStore(path: path)
        #expect(copies == ["facts.sqlite.before-upgrade-from-9"])
        #expect(try store.lanes() == before)
        let draft = StoreConformance.draft("sales", seen: 0)
        guard case .recorded(let record) = try store.append(draft, at: Fixtures.at(1)) else {
            Issue.record("not recorded")
            return
        }
        #expect(try SQLiteStore(path: path).record(record.number) == record)
    }

    private func latestVersion() throws -> String {
        let path = folder.path + "/latest.sqlite"
        _ = try SQLiteStore(path: path)
        let queue = try DatabaseQueue(path: path)
        return try queue.read {
            try String.fetchAll($0, sql: "SELECT identifier FROM grdb_migrations").max { a, b in
                (Int(a) ?? 0) < (Int(b) ?? 0)
            } ?? ""
        }
    }

    /// The layout as it was released; never changed with the program.
    private static let version1 = [
        "CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)",
        "INSERT INTO grdb_migrations VALUES ('1')",
        "CREATE TABLE unit (id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE)",
        """
        CREATE TABLE term (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL,
            UNIQUE (kind, name))
        """,
        """
        CREATE TABLE lane (name TEXT PRIMARY KEY, position INTEGER NOT NULL, now INTEGER NOT NULL,
            connected INTEGER NOT NULL, balanced INTEGER NOT NULL, samples TEXT NOT NULL,
            messages TEXT NOT NULL, products TEXT NOT NULL, reasons TEXT NOT NULL,
            topics TEXT NOT NULL)
        """,
        "CREATE TABLE checkpoint (unit INTEGER PRIMARY KEY, bytes BLOB NOT NULL)",
        """
        CREATE TABLE condition (unit INTEGER NOT NULL, at INTEGER NOT NULL,
            known_by INTEGER NOT NULL, seq INTEGER NOT NULL, state INTEGER NOT NULL,
            mode INTEGER NOT NULL, product INTEGER, reason INTEGER, order_hash INTEGER NOT NULL,
            retained INTEGER NOT NULL, stop INTEGER NOT NULL,
            PRIMARY KEY (unit, at, known_by, seq)) WITHOUT ROWID
        """,
        "CREATE INDEX condition_known ON condition (unit, known_by)",
        """
        CREATE TABLE pieces (unit INTEGER NOT NULL, at INTEGER NOT NULL,
            known_by INTEGER NOT NULL, seq INTEGER NOT NULL, kind INTEGER NOT NULL,
            quantity INTEGER NOT NULL, product INTEGER, known INTEGER NOT NULL,
            PRIMARY KEY (unit, at, known_by, seq)) WITHOUT ROWID
        """,
        "CREATE INDEX pieces_known ON pieces (unit, known_by)",
        """
        CREATE TABLE gap (unit INTEGER NOT NULL, at INTEGER NOT NULL, known_by INTEGER NOT NULL,
            seq INTEGER NOT NULL, kind INTEGER NOT NULL, since INTEGER NOT NULL,
            quantity INTEGER NOT NULL, unknown INTEGER NOT NULL, grain INTEGER NOT NULL,
            product INTEGER, bridged INTEGER NOT NULL,
            PRIMARY KEY (unit, at, known_by, seq)) WITHOUT ROWID
        """,
        "CREATE INDEX gap_known ON gap (unit, known_by)",
        """
        CREATE TABLE finding (unit INTEGER NOT NULL, at INTEGER NOT NULL,
            known_by INTEGER NOT NULL, seq INTEGER NOT NULL, kind TEXT NOT NULL, signal INTEGER,
            before INTEGER NOT NULL, after INTEGER NOT NULL, credited INTEGER NOT NULL,
            PRIMARY KEY (unit, at, known_by, seq)) WITHOUT ROWID
        """,
        "CREATE INDEX finding_known ON finding (unit, known_by)",
        """
        CREATE TABLE quarantine (lane TEXT NOT NULL, topic TEXT NOT NULL, reason TEXT NOT NULL,
            count INTEGER NOT NULL, first_record INTEGER NOT NULL, last_record INTEGER NOT NULL,
            first_at INTEGER NOT NULL, last_at INTEGER NOT NULL, sample BLOB NOT NULL,
            PRIMARY KEY (lane, topic, reason))
        """,
    ]
}
