import Telemetry

/// How far the clock of one source is from ours: fixed size, by the least delay of a minute.
///
/// Of messages that wait on their way the least delayed one tells most.
struct ClockOffset: BitwiseCopyable {
    private static let minute = 60 * nanosecondsPerSecond

    private var begin = Timestamp.distantPast
    private var least: Int64 = .max
    private var leastBefore: Int64 = .max

    /// Takes a sample that carries its own time.
    mutating func take(_ sample: Sample) {
        let flags = sample.flags
        guard flags.isDisjoint(with: [.retained, .clockAhead]), flags.contains(.ownTime) else {
            return
        }
        // One comparison instead of a division with every sample.
        if !(0..<Self.minute).contains(sample.receiveTime - begin) {
            begin = Timestamp(nanoseconds: sample.receiveTime.minute &* Self.minute)
            leastBefore = least
            least = .max
        }
        least = min(least, sample.receiveTime - sample.eventTime)
    }

    /// Nanoseconds by which the source's clock is ahead of ours, the way of a message counted
    /// against it; nil: nothing carried its own time.
    var ahead: Int64? {
        let delay = leastBefore < .max ? leastBefore : least
        return delay < .max ? -delay : nil
    }
}
