/// What a unit does, as the truth sees it; scenarios have their own words for it.
public enum UnitState: String, CaseIterable, Sendable {
    case producing, setup, idle, starved, blocked, stopped, faulted, unknown
    case notScheduled = "not_scheduled"

    /// Whether it is delay inside planned busy time, or down time where no order runs.
    public var isStop: Bool {
        switch self {
        case .idle, .starved, .blocked, .stopped, .faulted: true
        case .producing, .setup, .unknown, .notScheduled: false
        }
    }
}

/// One message of the line.
public struct Message: Hashable, Sendable {
    /// What it says.
    public enum Content: Hashable, Sendable {
        /// State, its word, and cumulative counters; `made` includes scrap.
        case status(state: UnitState, word: String, made: Int64, scrap: Int64)
        /// The product that runs from now on, and its order; nil: none runs any more.
        case order(product: Int, number: Int?)
        /// A stop's cause begins, as JSON, or ends where there is none.
        case alarm(code: String?)
        /// A value of a sensor or a meter, in units of its last decimal place.
        case reading(signal: Int, value: Int64)
        /// What an actuator is told, and what it does.
        case actuator(signal: Int, command: Int64, feedback: Int64)
    }

    /// The kinds of messages, by their keys in scenario files.
    public enum Channel: String, CaseIterable, Sendable {
        case status, order, alarm, reading, actuator
    }

    /// The time of the event itself.
    public let time: Milliseconds
    /// The station that says it, by its place in the flow.
    public let unit: Int
    /// What it says.
    public let content: Content

    /// A message of an instant from 1970 on.
    public init(time: Milliseconds, unit: Int, content: Content) {
        self.time = time
        self.unit = unit
        self.content = content
    }

    /// Its kind.
    public var channel: Channel {
        switch content {
        case .status: .status
        case .order: .order
        case .alarm: .alarm
        case .reading: .reading
        case .actuator: .actuator
        }
    }

    /// The signal of its station that it tells of, where it is one.
    public var signal: Int? {
        switch content {
        case .status, .order, .alarm: nil
        case .reading(let signal, _), .actuator(let signal, _, _): signal
        }
    }
}
