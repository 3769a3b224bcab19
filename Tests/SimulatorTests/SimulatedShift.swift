import MaskLine

/// A line that has run, with all its messages and the truth about them.
struct SimulatedShift {
    /// 2026-03-02T08:00:00+08:00, a Monday.
    static let morning: Milliseconds = 1_772_409_600_000
    static let hour: Milliseconds = 3_600_000

    let settings: Line.Settings
    let messages: [Message]
    let truth: Truth

    init(
        seed: UInt64, start: Milliseconds = morning, length: Milliseconds = 8 * hour,
        cycleScale: Int64 = 10, countersStart: Int64 = 100_000
    ) {
        settings = Line.Settings(
            seed: seed, start: start, cycleScale: cycleScale, countersStart: countersStart)
        var line = Line(settings)
        var messages: [Message] = []
        while line.nextInstant < start + length { line.advance(into: &messages) }
        line.close(at: start + length, into: &messages)
        var recorder = Recorder()
        for message in messages { recorder.record(message) }
        truth = Truth(of: recorder, settings: settings, end: start + length)
        self.messages = messages
    }

    var payloads: [String] {
        messages.map { message in
            var bytes: [UInt8] = []
            message.appendPayload(to: &bytes)
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    /// The status messages of one unit.
    func statuses(of unit: WorkUnit) -> [Status] {
        messages.compactMap { message in
            guard message.unit == unit,
                case .status(let state, let total, let bad) = message.content
            else { return nil }
            return Status(time: message.time, state: state, total: total, bad: bad)
        }
    }

    struct Status {
        let time: Milliseconds
        let state: UnitState
        let total: Int64
        let bad: Int64

        var good: Int64 { total - bad }
    }
}
