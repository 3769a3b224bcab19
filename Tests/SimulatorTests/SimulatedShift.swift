import Engine
import Synchronization
import Testing

/// A line that has run, with all its messages and the truth about them.
struct SimulatedShift: Sendable {
    /// 2026-03-02T08:00:00+08:00, a Monday.
    static let morning: Milliseconds = 1_772_409_600_000
    static let hour: Milliseconds = 3_600_000

    let settings: Line.Settings
    let messages: [Message]
    let truth: Truth

    /// A mask line at a tenth of its pace, unless told otherwise.
    init(
        seed: UInt64, start: Milliseconds = morning, length: Milliseconds = 8 * hour,
        cycleScale: Int64 = 10, countersStart: Int64 = 100_000
    ) throws {
        self.init(
            Line.Settings(
                scenario: try #require(try Scenario.named("mask-line")), seed: seed, start: start,
                cycleScale: cycleScale, countersStart: countersStart), length: length)
    }

    /// A line of any scenario at its own pace, the mask line at a tenth of it.
    init(of name: String, seed: UInt64, length: Milliseconds) throws {
        let scenario = try #require(try Scenario.named(name))
        self.init(
            Line.Settings(
                scenario: scenario, seed: seed, start: Self.morning,
                cycleScale: name == "mask-line" ? 10 : 1), length: length)
    }

    private init(_ settings: Line.Settings, length: Milliseconds) {
        let key = [
            settings.scenario.name, "\(settings.seed)", "\(settings.start)", "\(length)",
            "\(settings.cycleScale)", "\(settings.countersStart)",
        ]
        // Many tests look at the same shift. It runs under the lock, so once only.
        self = Self.known.withLock { known in
            let shift = known[key] ?? Self(running: settings, length: length)
            known[key] = shift
            return shift
        }
    }

    private static let known = Mutex<[[String]: SimulatedShift]>([:])

    private init(running settings: Line.Settings, length: Milliseconds) {
        self.settings = settings
        let start = settings.start
        var line = Line(settings)
        var messages: [Message] = []
        while line.nextInstant < start + length { line.advance(into: &messages) }
        line.close(at: start + length, into: &messages)
        var recorder = Recorder(of: settings.scenario)
        for message in messages { recorder.record(message) }
        truth = Truth(of: recorder, settings: settings, end: start + length)
        self.messages = messages
    }

    /// The same line, run once more.
    func again() -> SimulatedShift {
        SimulatedShift(running: settings, length: truth.end - settings.start)
    }

    /// Topic and payload of every message.
    var texts: [(topic: String, payload: String)] {
        let wording = Wording(settings.scenario, line: settings.scenario.line)
        return messages.map { message in
            var bytes: [UInt8] = []
            wording.appendPayload(of: message, to: &bytes)
            return (wording.topic(of: message), String(decoding: bytes, as: UTF8.self))
        }
    }

    var payloads: [String] { texts.map(\.payload) }

    /// The status messages of one unit.
    func statuses(of unit: Int) -> [Status] {
        messages.compactMap { message in
            guard message.unit == unit,
                case .status(let state, _, let total, let bad) = message.content
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
