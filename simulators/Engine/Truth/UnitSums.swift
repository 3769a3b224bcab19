/// The arithmetic over the record of one unit.
struct UnitSums {
    /// One run of delay: its first instant in planned busy time, and its length there.
    struct Stop: Equatable {
        let begin: Milliseconds
        let length: Milliseconds
    }

    let unit: Int
    let track: Recorder.Track
    let settings: Line.Settings
    let stops: [Stop]

    private var calendar: ShiftCalendar { settings.scenario.calendar }

    init(unit: Int, track: Recorder.Track, settings: Line.Settings) {
        self.unit = unit
        self.track = track
        self.settings = settings
        stops = Self.stops(in: track.intervals, calendar: settings.scenario.calendar)
    }

    func result(from: Milliseconds, to: Milliseconds, shift: String?) -> Truth.Result {
        let profiles = settings.scenario.stations[unit].signals
        var result = Truth.Result(
            unit: unit, shift: shift, from: from, to: to,
            signals: zip(profiles, track.samples).map { profile, samples in
                SignalSums(profile, samples, from: from, to: to)
            })
        addTimes(to: &result)
        addPieces(to: &result)
        let begun = stops.filter { from <= $0.begin && $0.begin < to }
        result.stops = begun.count
        result.minorStops = begun.count { $0.length < Truth.minorStop }
        result.failures = track.intervals.indices.count { isFailure($0, from: from, to: to) }
        return result
    }

    /// Whether `faulted` is entered there, in the span and in planned busy time.
    private func isFailure(_ index: Int, from: Milliseconds, to: Milliseconds) -> Bool {
        let interval = track.intervals[index]
        let isEntry = index == 0 || track.intervals[index - 1].state != .faulted
        return interval.state == .faulted && isEntry && from <= interval.from
            && interval.from < to && !calendar.isBreak(interval.from)
    }

    private func addTimes(to result: inout Truth.Result) {
        for interval in track.intervals {
            let from = max(interval.from, result.from)
            let to = min(interval.to, result.to)
            guard from < to else { continue }
            let busy = calendar.busy(from: from, to: to).reduce(0) { $0 + $1.to - $1.from }
            result.times.span += to - from
            result.times.plannedDown += to - from - busy
            switch interval.state {
            case .producing: result.times.apt += busy
            case .setup: result.times.aust += busy
            case .idle where !interval.hasOrder: result.times.adot += busy
            case .idle, .starved, .blocked, .stopped, .faulted: result.times.adet += busy
            case .unknown: result.times.unknown += busy
            case .notScheduled: result.times.notScheduled += busy
            }
        }
    }

    /// Edges of shifts and breaks are whole seconds, so a count per second has one side of them.
    private func addPieces(to result: inout Truth.Result) {
        for count in track.pieces where result.from <= count.second && count.second < result.to {
            if calendar.isBreak(count.second) {
                result.outside.made += count.made
                result.outside.scrap += count.scrap
                continue
            }
            result.pieces.made += count.made
            result.pieces.scrap += count.scrap
            let planned = settings.scenario.plannedTime(
                of: unit, product: count.product, cycleScale: settings.cycleScale)
            result.idealMade += planned * count.made
            result.idealGood += planned * (count.made - count.scrap)
        }
    }

    /// Runs of delay, whatever the states within; what lies in breaks is left out of the length.
    ///
    /// A stop that a break interrupts is one stop. Production or setup ends it, in a break too.
    private static func stops(
        in intervals: [Recorder.Interval], calendar: ShiftCalendar
    ) -> [Stop] {
        // Two states of one millisecond leave an interval without length, which ends nothing.
        let runs = intervals.filter { $0.from < $0.to }.split { !$0.state.isStop }
        return runs.compactMap { run in
            guard let first = run.first, let last = run.last else { return nil }
            let busy = calendar.busy(from: first.from, to: last.to)
            guard let begin = busy.first?.from else { return nil }
            return Stop(begin: begin, length: busy.reduce(0) { $0 + $1.to - $1.from })
        }
    }
}
