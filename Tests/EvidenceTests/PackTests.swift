import Benefits
import Evidence
import Foundation
import GRDB
import Plant
import Production
import Reporting
import Sealing
import Storage
import Telemetry
import Testing

@testable import StorageSQLite

/// Packs: what is in them, and that they verify by themselves.
@Suite struct PackTests {
    private let world: World

    init() throws { world = try World(seed: 3) }

    private func evidence(_ name: String, in path: String) throws -> [UInt8]? {
        try PackFile(reading: path).read { try $0.evidence(name) }
    }

    @Test func aPackIsTheSameByItself() throws {
        let path = try world.sealAll()
        let alone = world.folder + "/elsewhere/alone.pack"
        try FileManager.default.createDirectory(
            atPath: world.folder + "/elsewhere", withIntermediateDirectories: true)
        try FileManager.default.moveItem(atPath: path, toPath: alone)
        try FileManager.default.setAttributes([.posixPermissions: 0o400], ofItemAtPath: alone)
        let result = try world.verify(alone)
        #expect(result.findings == [])
        #expect(result.seals == 3 && result.keys.count == 2)
        // Of the line, and full-time equivalents of its jobs.
        #expect(result.figures == 5 + 12)
        let manifest = try #require(result.manifest)
        #expect(manifest.number == 3 && manifest.subject.project == "P-1")
        #expect(manifest.lastCorrection == 4)
        #expect(result.lines == manifest.tree.counts.values.reduce(0, +))
        // The report of a line reads no signals.
        let absent: [FactKind] = [.change, .minute, .command, .activity]
        for kind in FactKind.allCases where !absent.contains(kind) {
            #expect(manifest.tree.counts[kind] ?? 0 > 0, "\(kind)")
        }
        #expect(absent.allSatisfy { manifest.tree.counts[$0] == nil })
        #expect(
            manifest.evidence.keys.filter { !$0.contains("/0") }.sorted() == [
                "evidence/invoice.pdf", "jobs/jobs.csv", "key.pem", "plant.yaml", "report.json",
                "sales/sales.csv",
            ])
        #expect(manifest.evidence.count == 6 + 2 * 2 + 2 * 2)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: world.folder + "/elsewhere").count
                == 1)
    }

    /// The facts in the pack give the figures that the store gives, though they are but a part.
    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func thePackGivesTheFiguresOfTheStore(seed: UInt64) throws {
        let world = try World(seed: seed)
        for (from, to) in [(2, 2), (3, 3), (2, 3)] {
            let period = World.period(from, to)
            let path = try world.make(world.request(period))
            let report = try BenefitReport.make(
                figures: Figures(plant: world.plant, store: world.store), line: 0, period: period,
                declared: DeclaredData())
            let text = report.json(world.plant).text()
            #expect(try evidence("report.json", in: path) == Array(text.utf8))
            #expect(report.effectiveness.oee.value != nil)
        }
    }

    @Test func namesNobodyAndNothingOfOtherLines() throws {
        let bytes = try Data(contentsOf: URL(filePath: try world.sealAll()))
        for name in ["wong-siu-mei", "chan-tai-man"] {
            #expect(bytes.range(of: Data(name.utf8)) == nil, "\(name)")
        }
        #expect(bytes.range(of: Data("t/a".utf8)) == nil)
        let tables = try DatabaseQueue(path: world.storePath).read { db in
            try String.fetchAll(db, sql: "SELECT path FROM unit")
        }
        #expect(tables.contains("other/c"))
        #expect(bytes.range(of: Data("other/c/".utf8)) == nil)
    }

    @Test func refusesWhatIsNotOverOrNotSignedByTheKeyThatCounts() throws {
        func code(_ body: () throws -> Void) -> SealError.Code? {
            do {
                try body()
                return nil
            } catch { return (error as? SealError)?.code }
        }
        let request = world.request(World.period(2, 4))
        #expect(code { _ = try world.make(request) } == .notOver)
        let other = try World.key(9)
        let over = world.request(World.period(2, 3))
        #expect(code { _ = try world.make(over, key: other) } == .key)
        try world.record(
            .revoked(since: World.instant(day: 5)), world.key, by: world.key,
            at: World.instant(day: 5))
        #expect(code { _ = try world.make(over) } == .key)
    }

    @Test func recordsOneSealAfterTheOther() throws {
        let (first, second) = (
            try world.make(world.request(World.period(2, 2))),
            try world.make(world.request(World.period(3, 3)))
        )
        func record(_ path: String) throws {
            let pack = try PackFile(reading: path)
            try world.store.append(
                try SealRecording.seal(of: pack, for: world.store, at: World.at(day: 5)))
        }
        try record(first)
        #expect(throws: SealError.self) { try record(second) }
        #expect(throws: SealError.self) { try record(first) }
        let seals = try world.store.seals()
        #expect(seals.map(\.number) == [1] && seals[0].line == "l")
        #expect(seals[0].span == TimeSpan(from: World.at(day: 2), to: World.at(day: 3)))
        // Past the check, as by two at once.
        #expect(throws: StoreError.self) { try world.store.append(seals[0]) }
        #expect(
            try world.store.seals(
                line: "l", over: TimeSpan(from: World.at(day: 2), to: World.at(day: 2, 1)))
                == [seals[0].span])
        #expect(try world.store.seals(line: "other", over: .always).isEmpty)
    }

    @Test func refusesWhatIsNoPack() throws {
        let path = world.folder + "/no.pack"
        func reason() -> String? {
            do {
                _ = try world.verify(path)
                return nil
            } catch { return "\(error)" }
        }
        #expect(reason()?.contains("no such file") == true)
        let no =
            "this is no evidence pack; `lineside seal` makes them\n"
            + "此檔案並非證據包；證據包由 `lineside seal` 製作"
        try Data("hello".utf8).write(to: URL(filePath: path))
        #expect(reason() == no)
        try Data().write(to: URL(filePath: path))
        #expect(reason() == no)
        let whole = try Data(contentsOf: URL(filePath: try world.sealAll()))
        for length in [50, whole.count / 2, whole.count - 1] {
            try whole.prefix(length).write(to: URL(filePath: path))
            #expect(reason()?.contains("cut short") == true, "\(length)")
            #expect(reason()?.contains("不完整") == true, "\(length)")
        }
        var torn = whole
        torn.replaceSubrange(5_000..<9_000, with: Data(repeating: 0xFF, count: 4_000))
        try torn.write(to: URL(filePath: path))
        #expect(reason()?.contains("is damaged") == true && reason()?.contains("SQL") == false)
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.copyItem(
            atPath: try world.seal(world.request(World.period(2, 2)), day: 7), toPath: path)
        let queue = try DatabaseQueue(path: path)
        try queue.write { try $0.execute(sql: "PRAGMA application_id = 1") }
        #expect(reason() == no)
        try queue.write { db in
            try db.execute(sql: "PRAGMA application_id = \(0x4C53_504B)")
            try db.execute(sql: "CREATE VIEW pieces2 AS SELECT * FROM pieces")
        }
        #expect(reason()?.contains("layout") == true)
        try queue.write { try $0.execute(sql: "DROP VIEW pieces2") }
        #expect(reason() == nil)
        try queue.write { try $0.execute(sql: "DELETE FROM evidence WHERE name = 'manifest.json'") }
        #expect(reason()?.contains("has no manifest") == true)
    }

    /// Facts, corrections and seals of one instant, whatever is written meanwhile.
    @Test func aSnapshotStandsStill() throws {
        let snapshot = try SQLiteStore(snapshot: world.storePath)
        let before = try snapshot.lastCorrection()
        try world.say(.scrap(at: World.at(day: 2, 6_000), kind: .scrap, product: "p", quantity: 1))
        #expect(try snapshot.lastCorrection() == before)
        #expect(try SQLiteStore(snapshot: world.storePath).lastCorrection() == before + 1)
    }

    /// The first layout in which packs were made, and the last from before activity.
    @Test(arguments: ["8", "11"]) func readsThePackOfAnEarlierLayout(version: String) throws {
        let path = world.folder + "/old.pack"
        let old = try PackFile(making: path, version: version)
        try old.add([1, 2], named: "x")
        try old.close()
        let pack = try PackFile(reading: path)
        try pack.read { content in
            #expect(try content.evidence("x") == [1, 2])
            for kind in FactKind.allCases {
                #expect(try content.rows(of: kind) == 0, "\(kind)")
                try content.lines(of: kind) { Issue.record("\($0)") }
            }
        }
        let store = try pack.store(copy: world.folder + "/copy.sqlite")
        #expect(try store.seals().isEmpty && store.lanes().isEmpty)
        #expect(try store.activity(signal: "l/a/temp", over: .always) == 0)
    }
}
