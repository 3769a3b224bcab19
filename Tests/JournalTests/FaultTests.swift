import Foundation
import Synchronization
import Telemetry
import Testing

@testable import Journal

/// Lets the nth call of the system fail once.
private final class FaultyCalls: Sendable {
    enum Fault: Hashable {
        case error(Int32)
        case shortWrite
    }

    private struct State {
        var count = 0
        var struck = false
        var failedSync = false
        var callsAfterFailedSync = 0
    }

    private let target: Int
    private let fault: Fault
    private let state = Mutex(State())

    init(target: Int, fault: Fault) {
        self.target = target
        self.fault = fault
    }

    var struck: Bool { state.withLock { $0.struck } }
    var callsAfterFailedSync: Int { state.withLock { $0.callsAfterFailedSync } }

    /// Whether this call is the one that fails.
    private func strikes(isSync: Bool = false, isWrite: Bool = false) -> Bool {
        state.withLock { state in
            if state.failedSync { state.callsAfterFailedSync += 1 }
            defer { state.count += 1 }
            guard state.count == target, fault != .shortWrite || isWrite else { return false }
            state.struck = true
            if case .error(let number) = fault {
                state.failedSync = isSync
                errno = number
            }
            return true
        }
    }

    var calls: SystemCalls {
        let kernel = SystemCalls.kernel
        var calls = kernel
        unsafe calls.write = { [self] file, bytes, count, offset in
            guard strikes(isWrite: true) else {
                return unsafe kernel.write(file, bytes, count, offset)
            }
            // Half of it reaches the file, as on a disk that fills up.
            let half = unsafe kernel.write(file, bytes, max(count / 2, 1), offset)
            guard case .error(let number) = fault else { return half }
            errno = number
            return -1
        }
        calls.truncate = { [self] in strikes() ? -1 : kernel.truncate($0, $1) }
        calls.syncData = { [self] in strikes(isSync: true) ? -1 : kernel.syncData($0) }
        calls.sync = { [self] in strikes(isSync: true) ? -1 : kernel.sync($0) }
        calls.create = { [self] in strikes() ? -1 : kernel.create($0) }
        calls.rename = { [self] in strikes() ? -1 : kernel.rename($0, $1) }
        return calls
    }
}

struct FaultTests {
    private let small = JournalOptions(segmentBytes: 4_096)

    private static let faults: [FaultyCalls.Fault] = [
        .error(EIO), .error(ENOSPC), .error(EDQUOT), .error(EROFS), .error(EINTR), .shortWrite,
    ]

    /// Every call of a session with several segments fails once, in every way.
    @Test func acknowledgesNothingThatAFailedCallLost() throws {
        var sites = 0
        var ends: [String: Int] = [:]
        for fault in Self.faults {
            var target = 0
            while true {
                let faulty = FaultyCalls(target: target, fault: fault)
                let end = try run(faulty)
                target += 1
                if target > 400 { break }
                guard faulty.struck else {
                    if fault == .shortWrite, target < 100 { continue }
                    break
                }
                sites += 1
                ends[end, default: 0] += 1
                if end.hasPrefix("WRONG") { Issue.record("\(fault) at call \(target - 1): \(end)") }
            }
        }
        let text = ends.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
        report("journal faults: \(sites) sites × errors: " + text.joined(separator: ", "))
        #expect(sites > 200)
        #expect((ends["went on after want of room"] ?? 0) > 10)
        #expect((ends["stopped for good"] ?? 0) > 50)
        #expect((ends["not noticeable"] ?? 0) > 10)
    }

    /// One session; gives how it ended, `WRONG` where something acknowledged is not there.
    private func run(_ faulty: FaultyCalls) throws -> String {
        let place = try TemporaryJournal(inMemory: true)
        var appended: [String] = []
        var acknowledged = 0
        var end = "not noticeable"
        session: do {
            var writer: JournalWriter
            do { writer = try place.open(small, calls: faulty.calls) } catch {
                end = "not opened"
                break session
            }
            for _ in 0..<25 {
                for _ in 0..<5 { appended.append(try writer.appendSample()) }
                do {
                    try writer.commit()
                } catch {
                    guard error.code == "store_full" else {
                        end = "stopped for good"
                        guard isDead(&writer) else { return "WRONG: went on after \(error)" }
                        break session
                    }
                    end = "went on after want of room"
                    guard writer.pendingRecords == 5 else { return "WRONG: group is gone" }
                    try writer.commit()
                }
                acknowledged = appended.count
                guard Int(writer.lastDurableRecord) == acknowledged else {
                    return "WRONG: acknowledged what is not durable"
                }
            }
        }
        guard faulty.callsAfterFailedSync == 0 else { return "WRONG: called after a failed sync" }
        let last = Int(try place.open(small).lastDurableRecord)
        guard last >= acknowledged, last <= appended.count else { return "WRONG: \(last) kept" }
        guard try place.readAll() == Array(appended.prefix(last)) else { return "WRONG: other" }
        return end
    }

    private func isDead(_ writer: inout JournalWriter) -> Bool {
        guard writer.fatalError != nil else { return false }
        do { try writer.commit() } catch {
            return error.code == "journal_dead" && (try? writer.appendSample()) == nil
        }
        return false
    }

    /// A real full disk: a small file system in memory, where mounting is permitted.
    @Test func keepsGroupWhileTheDiskIsFullAndGoesOnWithRoom() throws {
        let place = try TemporaryJournal()
        guard mount(on: place.root) else {
            report("journal on a full disk: SKIPPED, mounting is not permitted")
            return
        }
        defer { run("/bin/umount", [place.root]) }
        let filler = place.root + "/filler"
        try Data(count: 1 << 20).write(to: URL(filePath: filler))
        var all: [String] = []
        do {
            var writer = try place.open(JournalOptions(segmentBytes: 300_000))
            var refused: JournalError?
            while refused == nil {
                for _ in 0..<50 { all.append(try writer.appendSample(payloadBytes: 100)) }
                do { try writer.commit() } catch { refused = error }
            }
            #expect(refused?.code == "store_full")
            for _ in 0..<3 { #expect(throws: JournalError.self) { try writer.commit() } }
            all.append(try writer.appendSample())
            #expect(try place.readAll().count == Int(writer.lastDurableRecord))
            try FileManager.default.removeItem(atPath: filler)
            try writer.commit()
            all += try writer.commitSamples(groups: 20, of: 20)
            #expect(writer.counters.storeFull == 4)
        }
        let reopened = try place.open()
        #expect(Int(reopened.lastDurableRecord) == all.count)
        #expect(try place.readAll() == all)
        report("journal on a full disk: \(all.count) records, refused 4 times, 0 lost")
    }

    private func mount(on path: String) -> Bool {
        run("/bin/mount", ["-t", "tmpfs", "-o", "size=3m", "tmpfs", path])
    }

    @discardableResult
    private func run(_ program: String, _ arguments: [String]) -> Bool {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }
}
