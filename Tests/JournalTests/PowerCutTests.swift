import Foundation
import Synchronization
import Telemetry
import Testing

@testable import Journal

/// A disk that forgets: what no sync has confirmed may be there sector by sector, or not at all.
private final class ForgetfulDisk: Sendable {
    private enum Change {
        case write(offset: Int, bytes: [UInt8])
        case truncate(Int)
    }

    private struct File {
        var durable: [UInt8] = []
        var pending: [Change] = []
    }

    /// What is left after a power cut, and how many records were acknowledged before it.
    struct Image {
        var files: [String: [UInt8]]
        var acknowledged: Int
    }

    private struct State {
        var files: [File] = []
        var names: [String: Int] = [:]
        var durableNames: [String: Int] = [:]
        var acknowledged = 0
        var generator: SeededGenerator
        var images: [Image] = []
        var log: [String] = []
    }

    private let state: Mutex<State>

    init(seed: UInt64) { state = Mutex(State(generator: SeededGenerator(seed: seed))) }

    var images: [Image] { state.withLock { $0.images } }

    func acknowledge(_ count: Int) { state.withLock { $0.acknowledged = count } }

    /// The calls since the last time, in order.
    func takeLog() -> [String] {
        state.withLock { state in
            defer { state.log = [] }
            return state.log
        }
    }

    var calls: SystemCalls {
        let kernel = SystemCalls.kernel
        var calls = kernel
        unsafe calls.write = { [self] file, bytes, count, offset in
            let copy = unsafe [UInt8](UnsafeRawBufferPointer(start: bytes, count: count))
            change(file, "write", .write(offset: offset, bytes: copy))
            return unsafe kernel.write(file, bytes, count, offset)
        }
        calls.truncate = { [self] file, size in
            change(file, "truncate", .truncate(size))
            return kernel.truncate(file, size)
        }
        calls.syncData = { [self] file in
            sync(file, "syncData")
            return kernel.syncData(file)
        }
        calls.sync = { [self] file in
            sync(file, "sync")
            return kernel.sync(file)
        }
        calls.create = { [self] path in
            state.withLock { state in
                state.names[path] = state.files.count
                state.files.append(File())
                state.log.append("create")
            }
            return kernel.create(path)
        }
        calls.rename = { [self] from, to in
            state.withLock { state in
                state.names[to] = state.names.removeValue(forKey: from)
                state.log.append("rename")
            }
            return kernel.rename(from, to)
        }
        return calls
    }

    private func change(_ file: Int32, _ name: String, _ change: Change) {
        let path = path(of: file)
        state.withLock { state in
            state.log.append(name)
            guard let index = state.names[path] else { return }
            state.files[index].pending.append(change)
            Self.cut(&state)
        }
    }

    private func sync(_ file: Int32, _ name: String) {
        let path = path(of: file)
        state.withLock { state in
            state.log.append(name)
            Self.cut(&state)
            guard let index = state.names[path] else {
                state.durableNames = state.names
                return
            }
            for change in state.files[index].pending {
                Self.apply(change, to: &state.files[index].durable)
            }
            state.files[index].pending = []
            Self.cut(&state)
        }
    }

    private func path(of file: Int32) -> String {
        let link = "/proc/self/fd/\(file)"
        return (try? FileManager.default.destinationOfSymbolicLink(atPath: link)) ?? ""
    }

    /// Takes an image of what a power cut at this instant might leave.
    private static func cut(_ state: inout State) {
        let names = Bool.random(using: &state.generator) ? state.names : state.durableNames
        var files: [String: [UInt8]] = [:]
        for (path, index) in names.sorted(by: { $0.key < $1.key }) {
            var bytes = state.files[index].durable
            let share = Int.random(in: 0...4, using: &state.generator)
            for change in state.files[index].pending {
                for piece in pieces(of: change)
                where Int.random(in: 0..<4, using: &state.generator) < share {
                    apply(piece, to: &bytes)
                }
            }
            files[(path as NSString).lastPathComponent] = bytes
        }
        state.images.append(Image(files: files, acknowledged: state.acknowledged))
    }

    private static func pieces(of change: Change) -> [Change] {
        guard case .write(var offset, let bytes) = change else { return [change] }
        var result: [Change] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let piece = rest.prefix(512 - offset % 512)
            result.append(.write(offset: offset, bytes: Array(piece)))
            offset += piece.count
            rest = rest.dropFirst(piece.count)
        }
        return result
    }

    private static func apply(_ change: Change, to bytes: inout [UInt8]) {
        switch change {
        case .truncate(let size):
            bytes = Array(bytes.prefix(size))
            bytes += repeatElement(0, count: size - bytes.count)
        case .write(let offset, let written):
            let missing = offset + written.count - bytes.count
            if missing > 0 { bytes += repeatElement(0, count: missing) }
            bytes.replaceSubrange(offset..<(offset + written.count), with: written)
        }
    }
}

struct PowerCutTests {
    private let small = JournalOptions(segmentBytes: 16_384)

    @Test(arguments: [UInt64(1), 2, 3])
    func losesNothingCommittedWhenThePowerFails(seed: UInt64) throws {
        let place = try TemporaryJournal(inMemory: true)
        let disk = ForgetfulDisk(seed: seed)
        var generator = SeededGenerator(seed: seed)
        var all: [String] = []
        do {
            var writer = try place.open(small, calls: disk.calls)
            for _ in 0..<60 {
                all += try writer.commitSamples(
                    groups: 1, of: Int.random(in: 1...60, using: &generator))
                disk.acknowledge(all.count)
            }
        }
        var wrong = 0
        var cuts = 0
        for image in disk.images {
            let after = try TemporaryJournal(inMemory: true)
            try FileManager.default.createDirectory(
                atPath: after.path, withIntermediateDirectories: false)
            for (name, bytes) in image.files { try after.write(bytes, to: name) }
            guard let recovery = try? after.open(small).recovery else {
                wrong += 1
                continue
            }
            let found = recovery.lastRecord == 0 ? [] : try after.readAll()
            let isPrefix = found == Array(all.prefix(found.count))
            if !isPrefix || found.count < image.acknowledged { wrong += 1 }
            if recovery.cut != nil { cuts += 1 }
        }
        report(
            "journal power cuts, seed \(seed): \(disk.images.count) cuts of \(all.count) records, "
                + "\(cuts) torn ends, \(wrong) lost or wrong")
        #expect(wrong == 0)
        #expect(cuts > 20)
    }

    @Test func makesOneWriteAndOneSyncPerCommit() throws {
        let place = try TemporaryJournal(inMemory: true)
        let disk = ForgetfulDisk(seed: 1)
        var writer = try place.open(calls: disk.calls)
        _ = try writer.commitSamples(groups: 1, of: 1)
        _ = disk.takeLog()
        for _ in 0..<10 {
            for _ in 0..<100 { try writer.appendSample() }
            #expect(disk.takeLog() == [])
            try writer.commit()
            #expect(disk.takeLog() == ["write", "syncData"])
        }
        #expect(writer.counters.commits == 11)
        #expect(writer.counters.syncs == 11)
        #expect(writer.counters.records == 1_001)
    }

    @Test func writesLastGroupAgainBeforeItIsTrusted() throws {
        let place = try TemporaryJournal(inMemory: true)
        do {
            var writer = try place.open()
            _ = try writer.commitSamples(groups: 3, of: 5)
        }
        let disk = ForgetfulDisk(seed: 1)
        let writer = try place.open(calls: disk.calls)
        #expect(writer.lastDurableRecord == 15)
        let log = disk.takeLog()
        let write = try #require(log.lastIndex(of: "write"))
        #expect(Array(log[write...]) == ["write", "sync", "sync"])
    }
}
