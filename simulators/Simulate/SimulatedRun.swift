import Engine

/// One run of a line into a sink, in step with its pace.
struct SimulatedRun {
    private var line: Line
    private var end: Milliseconds?
    private let pace: Pace
    private var recorder: Recorder?
    private var faults: PlantFaults
    private var sent = 0
    private(set) var truth: Truth?

    var settings: Line.Settings { line.settings }
    var scenario: Scenario { settings.scenario }

    init(
        line: Line, end: Milliseconds?, pace: Pace, recorder: Recorder?, faults: PlantFaults
    ) {
        self.line = line
        self.end = end
        self.pace = pace
        self.recorder = recorder
        self.faults = faults
    }

    /// Runs to the end, or to the next whole second once a stop is asked for.
    mutating func run(into sink: inout some MessageSink, stop: StopSignal) throws -> Delivery {
        var messages: [Message] = []
        var last = line.nextInstant
        while true {
            if stop.isRequested { shorten(after: last) }
            if let end, line.nextInstant >= end { break }
            guard try isDue(line.nextInstant, sink: &sink) else { continue }
            last = line.nextInstant
            line.advance(into: &messages)
            try hand(&messages, to: &sink)
        }
        guard let end else { preconditionFailure("a run ends only at its end") }
        while !(try isDue(end, sink: &sink)) {}
        line.close(at: end, into: &messages)
        try hand(&messages, to: &sink)
        try faults.finish(at: end) { try sink.send($1, at: $0) }
        if let recorder { truth = Truth(of: recorder, settings: line.settings, end: end) }
        return try sink.finish(at: end)
    }

    /// Whether the instant has come; passes a little time where it has not.
    private func isDue(_ instant: Milliseconds, sink: inout some MessageSink) throws -> Bool {
        let due = pace.due(instant, sent: sent)
        guard due > ContinuousClock.now else { return true }
        try sink.pause(until: due)
        return false
    }

    private mutating func hand(_ messages: inout [Message], to sink: inout some MessageSink) throws
    {
        for message in messages {
            recorder?.record(message)
            try faults.take(message) { try sink.send($1, at: $0) }
        }
        sent += messages.count
        messages.removeAll(keepingCapacity: true)
    }

    /// Ends at the next whole second, so that anyone can ask for the same span.
    private mutating func shorten(after last: Milliseconds) {
        let reached = max(last, min(pace.simulatedNow ?? last, line.nextInstant))
        let second = reached - reached % 1000 + 1000
        end = min(end ?? second, second)
    }
}
