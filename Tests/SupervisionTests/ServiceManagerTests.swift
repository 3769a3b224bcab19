import Foundation
import Supervision
import Testing

/// What a service manager hears, on sockets of both kinds.
@Suite struct ServiceManagerTests {
    @Test(arguments: [false, true])
    func saysItsWordsInOneDatagram(isAbstract: Bool) throws {
        let ear = try Ear(isAbstract: isAbstract)
        let manager = try #require(
            ServiceManager(environment: ["NOTIFY_SOCKET": ear.name], process: 1))
        manager.say(.ready, .status("all\nwell"))
        #expect(ear.hear() == "READY=1\nSTATUS=all well")
        manager.say(.stopping)
        #expect(ear.hear() == "STOPPING=1")
        manager.say(.watchdog)
        #expect(ear.hear() == "WATCHDOG=1")
    }

    @Test func tellsSinceWhenItReloadsByTheMonotonicClock() throws {
        let ear = try Ear(isAbstract: false)
        let manager = try #require(
            ServiceManager(environment: ["NOTIFY_SOCKET": ear.name], process: 1))
        let before = DispatchTime.now().uptimeNanoseconds / 1000
        manager.say(.reloading)
        let parts = ear.hear().split(separator: "=")
        let after = DispatchTime.now().uptimeNanoseconds / 1000
        #expect(parts.dropLast() == ["RELOADING", "1\nMONOTONIC_USEC"])
        let said = try #require(parts.last.flatMap { UInt64($0) })
        #expect((before...after).contains(said))
    }

    @Test(arguments: [
        [:], ["NOTIFY_SOCKET": ""], ["NOTIFY_SOCKET": "relative"], ["NOTIFY_SOCKET": "@"],
        ["NOTIFY_SOCKET": "/" + String(repeating: "x", count: 107)],
    ])
    func findsNoManagerWhereNoneIsNamed(environment: [String: String]) {
        #expect(ServiceManager(environment: environment, process: 1) == nil)
    }

    @Test(arguments: [
        (["WATCHDOG_USEC": "3000000"], Duration.seconds(3)),
        (["WATCHDOG_USEC": "3000000", "WATCHDOG_PID": "7"], .seconds(3)),
        (["WATCHDOG_USEC": "3000000", "WATCHDOG_PID": "8"], nil),
        (["WATCHDOG_USEC": "0"], nil), (["WATCHDOG_USEC": "soon"], nil), ([:], nil),
    ])
    func knowsWhetherAWatchdogWaits(environment: [String: String], timeout: Duration?) {
        let all = environment.merging(["NOTIFY_SOCKET": "/nowhere"]) { $1 }
        #expect(ServiceManager(environment: all, process: 7)?.watchdogTimeout == timeout)
    }

    @Test func losesWhatNobodyHears() {
        ServiceManager(environment: ["NOTIFY_SOCKET": "/nowhere/at/all"], process: 1)?.say(.ready)
    }
}

/// A datagram socket that listens as systemd does.
private final class Ear {
    let name: String
    private let descriptor: Int32

    init(isAbstract: Bool) throws {
        let unique = "lineside-\(UUID().uuidString)"
        name =
            isAbstract ? "@" + unique : FileManager.default.temporaryDirectory.path + "/" + unique
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = isAbstract ? [0] + Array(unique.utf8) : Array(name.utf8)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: bytes) }
        let length = socklen_t(2 + bytes.count)
        let bound = unsafe withUnsafePointer(to: &address) {
            unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(descriptor, $0, length)
            }
        }
        guard bound == 0 else { throw CancellationError() }
    }

    deinit {
        close(descriptor)
        if name.hasPrefix("/") { try? FileManager.default.removeItem(atPath: name) }
    }

    /// The next datagram; empty where none is there.
    func hear() -> String {
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = unsafe recv(descriptor, &bytes, bytes.count, Int32(MSG_DONTWAIT))
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }
}
