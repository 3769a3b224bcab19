internal import Glibc
internal import Telemetry

/// The clock of the wall, in UTC; may step.
func wallClock() -> Timestamp {
    Timestamp(nanoseconds: nanoseconds(of: CLOCK_REALTIME))
}

/// A clock that only goes forward, in nanoseconds from some origin.
func monotonicNanoseconds() -> Int64 {
    nanoseconds(of: CLOCK_MONOTONIC)
}

/// Nanoseconds in one millisecond.
let nanosecondsPerMillisecond: Int64 = 1_000_000

private func nanoseconds(of clock: clockid_t) -> Int64 {
    var time = timespec()
    unsafe clock_gettime(clock, &time)
    return Int64(time.tv_sec) * nanosecondsPerSecond + Int64(time.tv_nsec)
}
