import Telemetry

/// What all parts of a simulation share: time, chance, and whether the process lives.
///
/// Everything runs on one thread; all that is left to chance comes from one seed.
final class World {
    /// True time, in nanoseconds since the epoch; only goes forward.
    private(set) var now: Int64
    /// How far our clock is off.
    var clockError: Int64 = 0
    var dice: Dice
    /// What is wrong with the program on purpose; nil: nothing.
    let mutant: Mutant?

    /// Whether the process can do nothing any more: it was killed within a call.
    private(set) var isDead = false
    /// The process dies at this call to the disk or the store, counted from now.
    var fuse: Int?
    /// How often a call of the program has failed.
    var failedCalls = 0
    /// How often each kind of fault was made.
    private(set) var faults: [Fault: Int] = [:]

    init(seed: UInt64, now: Int64, mutant: Mutant?) {
        dice = Dice(seed: seed ^ 0x51_AD)
        self.now = now
        self.mutant = mutant
    }

    /// Our clock.
    var wallClock: Timestamp { Timestamp(nanoseconds: now + clockError) }

    func advance(by nanoseconds: Int64) { now += max(0, nanoseconds) }

    func count(_ fault: Fault) { faults[fault, default: 0] += 1 }

    /// Tells what happens, where `LINESIDE_TRACE` is set: to look at one seed.
    func trace(_ event: @autoclosure () -> String) {
        if Self.isTracing { Environment.tell("\(now) \(event())") }
    }

    private static let isTracing = Environment.text("LINESIDE_TRACE") != nil

    /// The process is gone, at once.
    func kill() { isDead = true }

    /// A new process may begin.
    func revive() { (isDead, fuse) = (false, nil) }

    /// Counts a call to the disk or the store; true where the process dies in it.
    func burns() -> Bool {
        guard let left = fuse else { return false }
        fuse = left > 0 ? left - 1 : nil
        guard left == 0 else { return false }
        kill()
        return true
    }
}

/// What may go wrong.
enum Fault: String, CaseIterable {
    case kill = "kill"
    case killInCall = "kill within a call"
    case powerCut = "power cut"
    case powerCutInCall = "power cut within a call"
    case restart = "restart in good order"
    case connectionCut = "connection cut"
    case noAnswer = "no answer"
    case brokerKilled = "broker killed"
    case brokerRestarted = "broker restarted"
    case sessionLost = "session lost"
    case diskFull = "disk full"
    case syncFailed = "sync failed"
    case writeFailed = "write failed"
    case shortWrite = "short write"
    case storeFull = "store full"
    case storeFailed = "store failed"
    case clockStep = "clock step"
}
