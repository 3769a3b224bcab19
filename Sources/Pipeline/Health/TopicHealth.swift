public import Telemetry

/// What came on one topic since its lane was opened.
public struct TopicHealth: BitwiseCopyable, Sendable {
    /// Messages, whatever became of them.
    public internal(set) var received: UInt64 = 0
    /// Messages that had come before.
    public internal(set) var redelivered: UInt64 = 0
    /// Messages that no decoder accepted.
    public internal(set) var quarantined: UInt64 = 0
    /// Messages over the limit of a payload.
    public internal(set) var rejected: UInt64 = 0
    /// When the last one was received; ``Telemetry/Timestamp/distantPast``: none was.
    public internal(set) var lastMessage: Timestamp = .distantPast
    /// How much later than its own time the last one was received that carried one, in nanoseconds.
    public internal(set) var lag: Int64?
    private var rate = RateWindow()

    /// Nothing yet.
    public init() {}

    /// How many were received in the minute before an instant, to ten seconds.
    public func perMinute(at now: Timestamp) -> Int { rate.count(at: now) }

    mutating func receive(at instant: Timestamp) {
        received &+= 1
        lastMessage = max(lastMessage, instant)
        rate.add(at: instant)
    }
}

/// Counts in steps of ten seconds, as many as make a minute.
struct RateWindow: BitwiseCopyable, Sendable {
    private static let step = 10 * nanosecondsPerSecond
    private static let steps = 6

    private var newest: Int64 = .min
    private var counts = InlineArray<6, UInt32>(repeating: 0)

    mutating func add(at instant: Timestamp) {
        let step = instant.nanoseconds / Self.step
        if step != newest { move(to: step) }
        counts[Self.slot(step)] &+= 1
    }

    /// The sum of the step at hand and the five before.
    func count(at now: Timestamp) -> Int {
        let step = now.nanoseconds / Self.step
        guard newest != .min, step >= newest else { return newest == .min ? 0 : sum(of: newest) }
        return sum(of: newest, from: step - Int64(Self.steps) + 1)
    }

    private func sum(of newest: Int64, from first: Int64 = .min) -> Int {
        var sum = 0
        for back in 0..<Int64(Self.steps) where newest - back >= first {
            sum += Int(counts[Self.slot(newest - back)])
        }
        return sum
    }

    /// Steps in between had nothing; a clock that went back begins anew.
    private mutating func move(to step: Int64) {
        let isNear = newest != .min && step > newest && step - newest < Int64(Self.steps)
        if isNear {
            for passed in newest + 1...step { counts[Self.slot(passed)] = 0 }
        } else {
            counts = InlineArray(repeating: 0)
        }
        newest = step
    }

    private static func slot(_ step: Int64) -> Int {
        let rest = Int(step % Int64(steps))
        return rest < 0 ? rest + steps : rest
    }
}
