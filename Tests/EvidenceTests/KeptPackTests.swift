import Foundation
import Sealing
import Storage
import StorageSQLite
import Telemetry
import Testing

@testable import Evidence

/// A recorded seal and its pack are there together, or neither is.
@Suite struct KeptPackTests {
    private let world: World
    private let packs: KeptPacks

    init() throws {
        world = try World(seed: 5)
        packs = KeptPacks(dataFolder: world.folder)
    }

    private var found: [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: packs.folder)) ?? []
    }

    private func checked(_ path: String, day: Int = 5) throws -> CheckedPack {
        try CheckedPack(path, for: world.store, in: packs, at: World.at(day: day))
    }

    @Test func keepsEveryByteOfWhatWasRecorded() throws {
        let path = try world.make(world.request(World.period(2, 2), declares: true))
        try checked(path).record(in: world.store)
        let seal = try #require(try world.store.seals().last)
        let kept = try #require(packs.path(of: seal))
        #expect(
            FileManager.default.contents(atPath: kept) == FileManager.default.contents(atPath: path)
        )
        #expect(kept.hasSuffix("/000001-\(Digest(of: seal.manifest).hex.prefix(16)).pack"))
        #expect(found == packs.names && packs.names.count == 1)
        #expect(packs.bytes == FileManager.default.contents(atPath: path)?.count)
        let mode = try FileManager.default.attributesOfItem(atPath: kept)[.posixPermissions]
        #expect(mode as? Int == 0o600)
        #expect(try world.verify(kept).findings == [])
        try packs.removeParts()
        #expect(packs.unrecorded(try world.store.seals()) == [])
        #expect(packs.path(of: seal) == kept)
    }

    @Test func keepsNothingOfWhatWasNotRecorded() throws {
        let path = try world.make(world.request(World.period(2, 2)))
        do {
            let pack = try checked(path)
            #expect(pack.seal.number == 1 && found.count == 1 && packs.names.isEmpty)
        }
        #expect(found.isEmpty)
        // A pack that is none of ours leaves nothing either.
        try Data("no pack".utf8).write(to: URL(filePath: path + ".txt"))
        #expect(throws: StoreError.self) { try checked(path + ".txt") }
        #expect(found.isEmpty)
        // Of two that want one number, the later leaves the earlier as it is.
        let other = try world.make(world.request(World.period(3, 3)))
        let (first, second) = (try checked(path), try checked(other))
        try first.record(in: world.store)
        #expect(throws: StoreError.self) { try second.record(in: world.store) }
        #expect(packs.names.count == 1 && found.count == 1)
        #expect(packs.path(of: first.seal) != nil && packs.path(of: second.seal) == nil)
    }

    /// Of two recordings of one pack the second takes nothing from the first.
    @Test func onePackTwiceIsKeptOnce() throws {
        let path = try world.make(world.request(World.period(2, 2)))
        let (first, second) = (try checked(path), try checked(path))
        try first.record(in: world.store)
        #expect(throws: StoreError.self) { try second.record(in: world.store) }
        #expect(packs.path(of: first.seal) != nil && packs.names.count == 1)
    }

    /// Where the power goes while a pack is copied, the next start removes its part; where it goes
    /// between the pack and its record, the pack stays, as it does beside an older store.
    @Test func theNextStartRemovesPartsAlone() throws {
        let path = try world.make(world.request(World.period(2, 2)))
        try checked(path).record(in: world.store)
        let other = try world.make(world.request(World.period(3, 3)))
        let cut = try checked(other)
        try FileManager.default.moveItem(
            atPath: try packs.copy(other), toPath: packs.place(of: cut.seal))
        let part = try packs.copy(path)
        #expect(found.count == 4)
        let seals = try world.store.seals()
        let kept = packs.place(of: try #require(seals.first))
        let whole = [kept, packs.place(of: cut.seal)].map { ($0 as NSString).lastPathComponent }
        try packs.removeParts()
        #expect(found.sorted() == whole && !FileManager.default.fileExists(atPath: part))
        #expect(packs.unrecorded(seals) == [whole[1]])
    }

    @Test func whereNothingWasKeptNothingIsThere() throws {
        try world.seal(world.request(World.period(2, 2)))
        #expect(packs.path(of: try #require(try world.store.seals().first)) == nil)
        #expect(packs.names.isEmpty && packs.bytes == 0)
        #expect(packs.unrecorded(try world.store.seals()) == [])
    }
}
