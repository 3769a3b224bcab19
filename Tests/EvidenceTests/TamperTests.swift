import Evidence
import Foundation
import GRDB
import Plant
import Promises
import Reporting
import Sealing
import StorageSQLite
import Testing

/// P14: whatever is changed in a pack is found, and the first bad item is named.
@Suite struct TamperTests {
    @Test func findsEveryChangeAndNamesIt() throws {
        let seed = PromiseLine.seed(14)
        var line = PromiseLine(promise: "P14", part: "packs changed", seed: seed)
        var random = Random(seed)
        var (worlds, kinds): ([TamperWorld], Set<String>) = ([], [])
        for run in 0..<PromiseLine.runs(200) {
            if run.isMultiple(of: 500) { worlds = [try TamperWorld(seed: random.next())] }
            let world = worlds[0]
            let (path, tampering) = try world.changedCopy(&random)
            defer { try? FileManager.default.removeItem(atPath: path) }
            let result = try world.world.verify(path)
            line.runs += 1
            line.faults += 1
            line.messages += Int(result.lines)
            kinds.insert(tampering.name)
            guard let first = result.findings.first else {
                line.lost += 1
                Issue.record("run \(run), seed \(seed): not found: \(tampering.name)")
                continue
            }
            let isFigureTold = result.differences.contains { $0.difference != nil }
            #expect(
                tampering.isNamed(result.findings)
                    && (isFigureTold || !tampering.changesFigure),
                "run \(run), seed \(seed): \(tampering.name) is told as \(first)")
        }
        line.close()
        #expect(line.lost == 0)
        #expect(line.runs < 200 || kinds.count == Tampering.kinds, "\(kinds.sorted())")
    }

    /// Whoever has the key can make everything anew: only what was left elsewhere tells.
    @Test func aChainMadeAnewIsFoundByTheCheckpoint() throws {
        let world = try World(seed: 1)
        let honest = try world.sealAll()
        let note = try #require(
            Checkpoint(plant: "test", seals: try world.store.chain()).note(signedBy: world.key))
        #expect(try world.verify(honest, checkpoint: note).isSame)
        for key in [1, 2] as [UInt8] {
            let other = try World(seed: 2, key: key)
            let forged = try other.sealAll()
            #expect(try other.verify(forged).isSame)
            // Both are signed with the key that took the first one's place.
            let findings = try other.verify(forged, checkpoint: note).findings
            #expect(findings.map(\.code) == [.checkpoint], "key \(key)")
        }
        #expect(
            try world.verify(honest, checkpoint: note + "x").findings.map(\.code) == [])
        for text in ["x" + note, "", "plant: test\n", note.replacing("\n\n", with: "\n")] {
            #expect(CheckpointNote(text) == nil)
        }
    }

    /// A checkpoint of another plant accuses no pack.
    @Test func aCheckpointOfAnotherLogDecidesNothing() throws {
        let world = try World(seed: 1)
        let pack = try world.sealAll()
        let (chain, other) = (try world.store.chain(), try World.key(9))
        let foreign = try #require(Checkpoint(plant: "yard", seals: chain).note(signedBy: other))
        let result = try world.verify(pack, checkpoint: foreign)
        #expect(result.findings.map(\.code) == [.checkpointKey])
        #expect(result.findings.map(\.subject) == ["lineside/yard"])
        #expect(!result.isSame && result.verdict.traditionalChinese.hasPrefix("未能判定"))
        #expect(result.json().text().contains("\"verdict\":\"undecided\""))
        // The same key signs for another plant.
        let wrong = try #require(Checkpoint(plant: "yard", seals: chain).note(signedBy: world.key))
        #expect(try world.verify(pack, checkpoint: wrong).findings.map(\.subject) == ["origin"])
        // Of several that of the own plant counts.
        let own = try #require(Checkpoint(plant: "test", seals: chain).note(signedBy: world.key))
        let notes = try [foreign, own].map { try #require(CheckpointNote($0)) }
        let held = try SealVerification(pack: pack, checkpoints: notes, copy: pack + ".copy")
        #expect(held.isSame && held.checkpoint == 3)
    }

    /// A newer checkpoint holds for an older pack, too.
    @Test func aCheckpointHoldsForOlderPacks() throws {
        let world = try World(seed: 1)
        let first = try world.seal(world.request(World.period(2, 2)))
        _ = try world.seal(world.request(World.period(3, 3)))
        let note = try #require(
            Checkpoint(plant: "test", seals: try world.store.chain()).note(signedBy: world.key))
        let result = try world.verify(first, checkpoint: note)
        #expect(result.isSame && result.checkpoint == 2)
        let other = try World(seed: 2)
        let forged = try other.seal(other.request(World.period(2, 2)))
        #expect(try other.verify(forged, checkpoint: note).findings.map(\.subject) == ["1"])
    }

    /// Seals made with a key after it was revoked are named, though their signatures are right.
    @Test func aSealAfterTheRevocationIsAFinding() throws {
        let world = try World(seed: 1)
        try world.seal(world.request(World.period(2, 2)), day: 6)
        let old = world.key
        try world.record(
            .rotated, try World.key(5), by: old, at: World.instant(day: 7))
        try world.record(
            .revoked(since: World.instant(day: 6)), old, by: world.key, at: World.instant(day: 8))
        let path = try world.seal(world.request(World.period(3, 3)), day: 9)
        let findings = try world.verify(path).findings
        #expect(findings.map(\.code) == [.keyRevoked] && findings.map(\.subject) == ["1"])
        #expect(findings[0].sealed == World.instant(day: 6).text)
    }
}
