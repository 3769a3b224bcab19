internal import Glibc

/// The peer has sent all it will: Linux's POLLRDHUP.
let peerLeft: Int32 = 0x2000

extension Session {
    /// The longest time from turn to turn.
    var turnNanoseconds: Int64 { Int64(options.turnMilliseconds) * nanosecondsPerMillisecond }

    /// Waits for the socket or a stop; returns what the socket is ready for.
    func wait(for events: Int32, on connection: Connection, atMost nanoseconds: Int64) -> Int32 {
        wait(for: events, descriptor: connection.descriptor, atMost: nanoseconds)
    }

    /// Waits for a stop until an instant, at most a turn.
    func waitForStop(until instant: Int64) {
        let left = min(instant - monotonicNanoseconds(), turnNanoseconds)
        // A negative descriptor is passed over.
        _ = wait(for: 0, descriptor: -1, atMost: left)
    }

    private func wait(for events: Int32, descriptor: Int32, atMost nanoseconds: Int64) -> Int32 {
        var entries = (
            pollfd(fd: descriptor, events: Int16(events), revents: 0),
            pollfd(fd: stopSignal.descriptor, events: Int16(POLLIN), revents: 0)
        )
        let milliseconds =
            (max(nanoseconds, 0) + nanosecondsPerMillisecond - 1)
            / nanosecondsPerMillisecond
        let ready = unsafe withUnsafeMutablePointer(to: &entries) { tuple in
            unsafe tuple.withMemoryRebound(to: pollfd.self, capacity: 2) {
                unsafe poll($0, 2, Int32(milliseconds))
            }
        }
        return ready > 0 ? Int32(entries.0.revents) : 0
    }
}
