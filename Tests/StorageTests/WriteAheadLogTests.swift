import Foundation
import GRDB
import Storage
import Testing

@testable import StorageSQLite

/// What is said of a write-ahead log that is torn, truncated or has flipped bits.
@Suite struct WriteAheadLogTests {
    private let folder: TemporaryFolder
    private var path: String { folder.path + "/facts.sqlite" }

    init() throws { folder = try TemporaryFolder() }

    /// A database with a log of so many transactions, as a kill leaves it; gives the log and where
    /// each transaction ends.
    private func makeLog(transactions: Int) throws -> (log: [UInt8], ends: [Int]) {
        let live = folder.path + "/live.sqlite"
        var configuration = Configuration()
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA wal_autocheckpoint = 0") }
        let pool = try DatabasePool(path: live, configuration: configuration)
        var ends: [Int] = []
        for number in 0..<transactions {
            try pool.write { db in
                try db.execute(sql: "CREATE TABLE IF NOT EXISTS t (n INTEGER, x BLOB)")
                for _ in 0..<3 {
                    try db.execute(
                        sql: "INSERT INTO t VALUES (?, randomblob(3000))", arguments: [number])
                }
            }
            ends.append(try bytes(live + "-wal").count)
        }
        let log = try bytes(live + "-wal")
        try Data(try bytes(live)).write(to: URL(filePath: path))
        try pool.close()
        return (log, ends)
    }

    private func bytes(_ path: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(filePath: path)))
    }

    private func look(at log: [UInt8]) throws -> WriteAheadLog {
        try Data(log).write(to: URL(filePath: path + "-wal"))
        return try #require(try WriteAheadLog(database: path))
    }

    @Test func wholeLogIsWholeAndSQLiteReadsAsMuch() throws {
        let (log, ends) = try makeLog(transactions: 12)
        let found = try look(at: log)
        #expect(found.end == .whole && found.transactions >= ends.count)
        let queue = try DatabaseQueue(path: path)
        #expect(try queue.read { try Int.fetchOne($0, sql: "SELECT max(n) FROM t") } == 11)
    }

    @Test func truncatedLogIsUnfinishedUnlessItEndsWithATransaction() throws {
        let (log, ends) = try makeLog(transactions: 5)
        for size in stride(from: ends[1], through: log.count, by: 511) {
            let end = try look(at: Array(log.prefix(size))).end
            let last = try #require(ends.last { $0 <= size })
            // Less than a frame's header cannot be told from nothing.
            let isNothing = size - last < 24
            let expected: WriteAheadLog.End =
                isNothing ? .whole : .unfinished(offset: last, bytes: size - last)
            #expect(end == expected, "\(size)")
        }
        for end in ends { #expect(try look(at: Array(log.prefix(end))).end == .whole) }
    }

    @Test func everyFlippedBitBeforeTheLastTransactionIsDamageAndInItUnfinished() throws {
        let (log, ends) = try makeLog(transactions: 6)
        var damaged = 0
        var unfinished = 0
        for place in stride(from: 0, to: log.count, by: 131) {
            var changed = log
            changed[place] ^= 1 << UInt8(place % 8)
            switch try look(at: changed).end {
            case .damaged(let offset):
                #expect(offset <= place && place < ends[ends.count - 2])
                damaged += 1
            case .unfinished(let offset, _):
                #expect(offset <= place)
                unfinished += 1
            case .whole: Issue.record("a flipped bit at \(place) is not found")
            }
        }
        #expect(damaged > 100 && unfinished > 10)
    }

    @Test func flippedBitsOfTheHeaderAreDamage() throws {
        let (log, _) = try makeLog(transactions: 3)
        for place in 4..<32 {
            var changed = log
            changed[place] ^= 4
            #expect(try look(at: changed).end == .damaged(offset: 0), "\(place)")
        }
    }

    @Test func framesOfAnEarlierLogAreNoDamage() throws {
        let pool = try DatabasePool(path: path)
        try pool.write { try $0.execute(sql: "CREATE TABLE t (x BLOB)") }
        for _ in 0..<20 {
            try pool.write { try $0.execute(sql: "INSERT INTO t VALUES (randomblob(9000))") }
        }
        try pool.writeWithoutTransaction { _ = try $0.checkpoint(.restart) }
        try pool.write { try $0.execute(sql: "INSERT INTO t VALUES (randomblob(9000))") }
        let found = try #require(try WriteAheadLog(database: path))
        #expect(found.end == .whole && found.transactions == 1)
    }

    @Test func storeRefusesADamagedLogAndTellsAnUnfinishedOne() throws {
        let (log, ends) = try makeLog(transactions: 6)
        var changed = log
        changed[ends[2] + 100] ^= 1
        _ = try look(at: changed)
        let error = #expect(throws: StoreError.self) { try SQLiteStore(path: path) }
        #expect(error?.code == .broken)
        #expect(error?.message.contains("facts.sqlite-wal is damaged at offset") == true)
        #expect(try bytes(path + "-wal") == changed, "nothing is changed")
        _ = try look(at: Array(log.dropLast(100)))
        #expect(try SQLiteStore(path: path).unfinished?.offset == ends[4])
    }

    @Test func commitsAreDurableWhenTheyReturn() throws {
        let store = try SQLiteStore(path: path)
        let pool = try #require(store.pool)
        // 2 is FULL: the log is synced with every commit.
        #expect(
            try pool.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA synchronous") }
                == 2)
        #expect(
            try pool.writeWithoutTransaction { try String.fetchOne($0, sql: "PRAGMA journal_mode") }
                == "wal")
    }
}
