import Glibc
import Telemetry

extension Timestamp {
    /// The present instant by the system's clock.
    static var now: Timestamp {
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(
            clampingSeconds: Int64(time.tv_sec), nanoseconds: Int64(time.tv_nsec))
    }
}
