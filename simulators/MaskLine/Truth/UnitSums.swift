/// The arithmetic over the record of one unit.
struct UnitSums {
    /// One run of delay: its first instant in planned busy time, and its length there.
    struct Stop: Equatable {
        let begin: Milliseconds
        let length: Milliseconds
    }

    let unit: WorkUnit
    let track: Recorder.Track
    let settings: Line.Settings
    let stops: [Stop]

    init(unit: WorkUnit, track: Recorder.Track, settings: Line.Settings) {
        self.unit = unit
        self.track = track
        self.settings = settings
        stops = Self.stops(in: track.intervals)
    }

    func result(from: Milliseconds, to: Milliseconds, shift: String?) -> Truth.Result {
        var result = Truth.Result(unit: unit, shift: shift, from: from, to: to)
        addTimes(to: &result)
        addPieces(to: &result)
        let begun = stops.filter { from <= $0.begin && $0.begin < to }
        result.stops = begun.count
        result.minorStops = begun.count { $0.length < Truth.minorStop }
        result.failures = track.intervals.count {
            $0.state == .faulted && from <= $0.from && $0.from < to
        }
        return result
    }

    private func addTimes(to result: inout Truth.Result) {
        for interval in track.intervals {
            let from = max(interval.from, result.from)
            let to = min(interval.to, result.to)
            guard from < to else { continue }
            let busy = Schedule.busy(from: from, to: to).reduce(0) { $0 + $1.to - $1.from }
            result.times.span += to - from
            result.times.plannedDown += to - from - busy
            switch interval.state {
            case .producing: result.times.apt += busy
            case .setup: result.times.aust += busy
            case .idle, .starved, .blocked, .stopped, .faulted: result.times.adet += busy
            }
        }
    }

    /// Edges of shifts and breaks are whole seconds, so a count per second has one side of them.
    private func addPieces(to result: inout Truth.Result) {
        for count in track.pieces where result.from <= count.second && count.second < result.to {
            if Schedule.isBreak(count.second) {
                result.outside.made += count.made
                result.outside.scrap += count.scrap
                continue
            }
            result.pieces.made += count.made
            result.pieces.scrap += count.scrap
            let planned = PlannedTime.perPiece(
                count.product, on: unit, cycleScale: settings.cycleScale)
            result.idealMade += planned * count.made
            result.idealGood += planned * (count.made - count.scrap)
        }
    }

    /// Runs of delay, whatever the states within; what lies in breaks is left out of the length.
    ///
    /// A stop that a break interrupts is one stop. Production or setup ends it, in a break too.
    private static func stops(in intervals: [Recorder.Interval]) -> [Stop] {
        let runs = intervals.split { !$0.state.isDelay }
        return runs.compactMap { run in
            guard let first = run.first, let last = run.last else { return nil }
            let busy = Schedule.busy(from: first.from, to: last.to)
            guard let begin = busy.first?.from else { return nil }
            return Stop(begin: begin, length: busy.reduce(0) { $0 + $1.to - $1.from })
        }
    }
}
