import Plant
public import Production
public import Telemetry

/// What one sensor, meter or actuator gave over a span; figures of one signal add up.
public struct SignalFigure: Hashable, Sendable {
    /// Index into the plant's signals.
    public var signal: Int
    /// What it gave.
    public var content: Content

    /// What a signal gave, by its kind.
    public enum Content: Hashable, Sendable {
        /// The values of the minutes that begin in the span.
        case measurement(SignalSummary)
        /// What was consumed, in millionths of the meter's unit. A rise is spread over the time
        /// between its two readings.
        case meter(Int64)
        /// The commands that were given in the span.
        case actuator(CommandCounts)
    }

    /// Adds another span of the same signal.
    mutating func add(_ other: SignalFigure) {
        switch (content, other.content) {
        case (.measurement(var left), .measurement(let right)):
            left += right
            content = .measurement(left)
        case (.meter(let left), .meter(let right)): content = .meter(left &+ right)
        case (.actuator(var left), .actuator(let right)):
            left += right
            content = .actuator(left)
        default: preconditionFailure("a signal is of one kind")
        }
    }
}

/// How many commands an actuator was given, by what became of them.
public struct CommandCounts: Hashable, Sendable {
    /// Reached in time.
    public var followed = 0
    /// Reached, but later.
    public var late = 0
    /// Not reached in time, and not until another came or until now.
    public var notFollowed = 0
    /// Replaced before their time had passed.
    public var superseded = 0
    /// Still within their time.
    public var pending = 0

    /// None.
    public init() {}

    /// All of them.
    public var all: Int { followed + late + notFollowed + superseded + pending }

    /// Counts commands as they stand at an instant.
    public init(_ commands: [CommandFact], at instant: Timestamp, within: Int64) {
        for command in commands {
            switch command.verdict(at: instant, within: within) {
            case .followed: followed += 1
            case .late: late += 1
            case .notFollowed: notFollowed += 1
            case .superseded: superseded += 1
            case .pending: pending += 1
            }
        }
    }

    static func += (left: inout Self, right: Self) {
        left.followed += right.followed
        left.late += right.late
        left.notFollowed += right.notFollowed
        left.superseded += right.superseded
        left.pending += right.pending
    }
}

extension Figures {
    /// What a work unit's sensors, meters and actuators gave over a span, in order of the plant
    /// file.
    public func signals(
        unit index: Int, over span: TimeSpan
    ) throws(StoreError) -> [SignalFigure] {
        var found: [SignalFigure] = []
        for signal in plant.workUnits[index].signals {
            if let content = try content(signal: signal, over: span) {
                found.append(SignalFigure(signal: signal, content: content))
            }
        }
        return found
    }

    /// How many values a sensor gave, or commands an actuator was given, in the hours that begin in
    /// a span.
    public func activity(signal index: Int, over span: TimeSpan) throws(StoreError) -> Int64 {
        try store.activity(signal: plant.signals[index].path, over: span)
    }

    /// What a meter counted over a span, in millionths of its unit.
    public func consumption(meter index: Int, over span: TimeSpan) throws(StoreError) -> Int64 {
        let signal = plant.signals[index]
        guard case .meter(let counter, _) = signal.meaning else {
            preconditionFailure("\(signal.path) is no meter")
        }
        let horizon = try horizon(line: plant.workUnits[signal.workUnit].line) ?? .distantPast
        let asked = TimeSpan(from: span.from, to: max(span.from, min(span.to, horizon)))
        let facts = try store.facts(unit: signal.path, over: asked, names: names)
        return UnitDefinition(meter: counter)
            .evaluate(asked, horizon: horizon, facts: facts, schedule: nil).sums.pieces.made
    }

    /// The span of minutes that ``held(measurement:over:)`` reads: a value holds on as long as its
    /// source may be silent.
    public func readSpan(measurement index: Int, over span: TimeSpan) -> TimeSpan {
        let unit = plant.workUnits[plant.signals[index].workUnit]
        return TimeSpan(from: span.from - (unit.staleAfter ?? 0), to: span.to)
    }

    /// A measurement times time over a span, as far as time has come: ``HeldTime``.
    public func held(measurement index: Int, over span: TimeSpan) throws(StoreError) -> HeldTime {
        let signal = plant.signals[index]
        let unit = plant.workUnits[signal.workUnit]
        let horizon = try horizon(line: unit.line) ?? .distantPast
        let asked = TimeSpan(from: span.from, to: max(span.from, min(span.to, horizon)))
        return HeldTime(
            try store.minutes(
                signal: signal.path, over: readSpan(measurement: index, over: asked)), over: asked,
            schedule: plant.schedule(line: unit.line, over: asked), silentAfter: unit.staleAfter)
    }

    private func content(
        signal index: Int, over span: TimeSpan
    ) throws(StoreError) -> SignalFigure.Content? {
        let signal = plant.signals[index]
        switch signal.meaning {
        case .measurement:
            let minutes = try store.minutes(signal: signal.path, over: span)
            return .measurement(
                minutes.reduce(into: SignalSummary()) { sum, minute in
                    if span.contains(minute.span.from) { sum += minute.summary }
                })
        case .meter:
            return .meter(try consumption(meter: index, over: span))
        case .actuator(let rules):
            let line = plant.workUnits[signal.workUnit].line
            let commands = try store.commands(signal: signal.path, over: span)
                .filter { span.contains($0.at) }
            return .actuator(
                CommandCounts(
                    commands, at: try horizon(line: line) ?? .distantPast, within: rules.within))
        case .state, .mode, .counter, .product, .order, .reason:
            return nil
        }
    }
}

extension [SignalFigure] {
    /// The sums of figures, signal by signal.
    public func adding(_ others: [SignalFigure]) -> [SignalFigure] {
        var sum = self
        for other in others {
            if let place = sum.firstIndex(where: { $0.signal == other.signal }) {
                sum[place].add(other)
            } else {
                sum.append(other)
            }
        }
        return sum
    }
}
