/// The four work units of the line, in the order of the flow.
public enum WorkUnit: Int, CaseIterable, Sendable {
    case body
    case earLoopA
    case earLoopB
    case packer

    /// Its identifier in topics.
    public var name: String {
        switch self {
        case .body: "body"
        case .earLoopA: "ear-loop-a"
        case .earLoopB: "ear-loop-b"
        case .packer: "packer"
        }
    }
}

/// What a unit does, by the word that its status message carries.
public enum UnitState: String, Sendable {
    case producing, setup, idle, starved, blocked, stopped, faulted

    /// Whether it counts as delay inside planned busy time.
    public var isDelay: Bool {
        self != .producing && self != .setup
    }
}

/// A product, by the code that its order message carries.
public enum Product: String, CaseIterable, Sendable {
    case blue = "L1-BLUE"
    case white = "L2-WHITE"
}

/// One message of the line.
public struct Message: Equatable, Sendable {
    /// What it says.
    public enum Content: Equatable, Sendable {
        /// State and cumulative counters; `total` includes scrap.
        case status(state: UnitState, total: Int64, bad: Int64)
        /// The order that runs from now on, by its number.
        case order(product: Product, number: Int)
        /// A stop's cause begins, or ends where there is no code.
        case alarm(code: Int?)
    }

    /// The time of the event itself.
    public let time: Milliseconds
    /// The unit that says it.
    public let unit: WorkUnit
    /// What it says.
    public let content: Content

    /// A message of an instant from 1970 on.
    public init(time: Milliseconds, unit: WorkUnit, content: Content) {
        self.time = time
        self.unit = unit
        self.content = content
    }

    /// The last level of its topic.
    public var channel: Channel {
        switch content {
        case .status: .status
        case .order: .order
        case .alarm: .alarm
        }
    }

    /// The last level of a topic.
    public enum Channel: Int, CaseIterable, Sendable {
        case status
        case order
        case alarm

        /// Its word in topics.
        public var name: String {
            switch self {
            case .status: "status"
            case .order: "order"
            case .alarm: "alarm"
            }
        }
    }
}
