internal import Glibc
internal import Telemetry

/// The peer has sent all it will: Linux's POLLRDHUP.
let peerLeft: Int32 = 0x2000

extension Session {
    /// The longest time from turn to turn.
    var turnNanoseconds: Int64 { Int64(options.turnMilliseconds) * nanosecondsPerMillisecond }

    /// The clock of the wall, in UTC; may step.
    func wallClock() -> Timestamp { world.wallClock() }

    /// A clock that only goes forward, in nanoseconds from some origin.
    func monotonicNanoseconds() -> Int64 { world.monotonicNanoseconds() }

    /// Waits for the socket or a stop; returns what the socket is ready for.
    func wait(
        for events: Int32, on connection: any BrokerLink, atMost nanoseconds: Int64
    ) -> Int32 {
        world.wait(for: events, on: connection, atMost: nanoseconds)
    }

    /// Takes from what poll says whether the broker lives.
    ///
    /// It does where bytes come while none waited, or its end of the connection. A reset tells that
    /// it is gone, not since when.
    func listen(_ events: Int32) {
        guard !hasPeerLeft else { return }
        let isBroken = events & (POLLERR | POLLHUP) != 0
        let isEnded = events & peerLeft != 0
        if !isBroken, isEnded || events & POLLIN != 0 && !isBehind {
            heardAt = monotonicNanoseconds()
        }
        hasPeerLeft = isBroken || isEnded
    }

    /// For how long the broker has not been heard, in nanoseconds; 0 under a second, and without a
    /// connection.
    var silence: Int64 {
        guard case .up = phase else { return 0 }
        let silence = monotonicNanoseconds() - heardAt
        return silence < 1000 * nanosecondsPerMillisecond ? 0 : silence
    }

    /// Waits for a stop until an instant, at most a turn.
    func waitForStop(until instant: Int64) {
        let left = min(instant - monotonicNanoseconds(), turnNanoseconds)
        _ = world.wait(for: 0, on: nil, atMost: left)
    }
}

/// Waits for a descriptor or a stop; returns what the descriptor is ready for.
func waitOrStop(
    for events: Int32, descriptor: Int32, stop: Int32, atMost nanoseconds: Int64
) -> Int32 {
    var entries = (
        pollfd(fd: descriptor, events: Int16(events), revents: 0),
        pollfd(fd: stop, events: Int16(POLLIN), revents: 0)
    )
    let milliseconds =
        (max(nanoseconds, 0) + nanosecondsPerMillisecond - 1) / nanosecondsPerMillisecond
    let ready = unsafe withUnsafeMutablePointer(to: &entries) { tuple in
        unsafe tuple.withMemoryRebound(to: pollfd.self, capacity: 2) {
            unsafe poll($0, 2, Int32(milliseconds))
        }
    }
    return ready > 0 ? Int32(entries.0.revents) : 0
}
