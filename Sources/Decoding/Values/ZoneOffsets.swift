internal import Foundation

/// The offsets of a time zone from UTC between 1980 and 2101, read once at the start.
struct ZoneOffsets {
    /// When each offset begins to hold, seconds since the epoch; the first since ever.
    private var starts: [Int64]
    /// Seconds east of UTC, one for each start.
    private var offsets: [Int64]

    /// Reads a zone by its IANA name; one that the system does not know is UTC.
    init(zone name: String) {
        guard let zone = TimeZone(identifier: name) else {
            starts = [.min]
            offsets = [0]
            return
        }
        var instant = Date(timeIntervalSince1970: TimeInterval(CivilTime.firstSecond - 86_400))
        let last = Date(timeIntervalSince1970: TimeInterval(CivilTime.endSecond + 86_400))
        starts = [.min]
        offsets = [Int64(zone.secondsFromGMT(for: instant))]
        while let next = zone.nextDaylightSavingTimeTransition(after: instant),
            next > instant, next < last
        {
            starts.append(Int64(next.timeIntervalSince1970.rounded()))
            offsets.append(Int64(zone.secondsFromGMT(for: next)))
            instant = next
        }
    }

    /// The instant of a wall-clock time, both in seconds since 1970-01-01T00:00:00.
    ///
    /// A doubled time is its first; a skipped one is the instant after the gap.
    func instant(local: Int64) -> Int64 {
        var low = 0
        var high = starts.count - 1
        // The first stretch that has not ended by this wall-clock time.
        while low < high {
            let middle = (low + high) / 2
            if local - offsets[middle] < starts[middle + 1] {
                high = middle
            } else {
                low = middle + 1
            }
        }
        return max(local - offsets[low], starts[low])
    }
}
