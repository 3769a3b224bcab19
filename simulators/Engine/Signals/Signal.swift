/// One signal of a station as it runs.
struct Signal: Sendable {
    let unit: Int
    private let index: Int
    private let start: Milliseconds
    private let profile: SignalProfile
    private var source: Source
    /// When it next has something to say.
    private(set) var due: Milliseconds

    private enum Source: Sendable {
        case sensor(Sensor)
        case meter(Meter)
        case actuator(Actuator)
        /// Operators; and what was told last.
        case crew(Int64?)
    }

    /// All signals of a line, each with random draws of its own.
    static func all(of settings: Line.Settings) -> [Signal] {
        var signals: [Signal] = []
        for (unit, station) in settings.scenario.stations.enumerated() {
            for index in station.signals.indices {
                let random = SplitMix64(seed: settings.seed, stream: 1000 + signals.count)
                signals.append(
                    Signal(unit: unit, index: index, settings: settings, random: random))
            }
        }
        return signals
    }

    private init(unit: Int, index: Int, settings: Line.Settings, random: SplitMix64) {
        self.unit = unit
        self.index = index
        let calendar = settings.scenario.calendar
        profile = settings.scenario.stations[unit].signals[index]
        start = settings.start
        due = settings.start
        source =
            switch profile.kind {
            case .sensor(let sensor):
                .sensor(Sensor(sensor, every: profile.every, random: random))
            case .meter(let idle, let running):
                .meter(Meter(idle: idle, running: running, start: settings.start))
            case .actuator(let actuator):
                .actuator(
                    Actuator(
                        actuator, calendar: calendar, random: random, start: settings.start))
            case .operatorsPresent, .operatorsBusy: .crew(nil)
            }
    }

    /// False where it certainly has nothing to say; operators come and go without notice.
    func mayBeDue(at now: Milliseconds) -> Bool {
        if case .crew = source { return true }
        return now >= due
    }

    /// What it says at an instant, or nil.
    mutating func sample(at now: Milliseconds, in surroundings: Surroundings) -> Message? {
        let isSampleDue = now >= due && (now % profile.every == 0 || now == start)
        let next = now - now % profile.every + profile.every
        switch source {
        case .sensor(var sensor):
            let value = sensor.sample(at: now, in: surroundings)
            source = .sensor(sensor)
            due = next
            return reading(value, at: now)
        case .meter(let meter):
            due = next
            return reading(meter.reading(at: now, in: surroundings), at: now)
        case .actuator(var actuator):
            let hasMoved = actuator.advance(to: now)
            source = .actuator(actuator)
            due = min(next, actuator.due)
            guard hasMoved || isSampleDue else { return nil }
            let content = Message.Content.actuator(
                signal: index, command: actuator.command, feedback: actuator.feedback)
            return Message(time: now, unit: unit, content: content)
        case .crew(let told):
            let count = operators(in: surroundings)
            guard count != told || now >= due else { return nil }
            source = .crew(count)
            due = next
            return reading(count, at: now)
        }
    }

    /// What is told at the very end: the reading of a meter, whose rise belongs to the run.
    func last(at end: Milliseconds, in surroundings: Surroundings) -> Message? {
        guard case .meter(let meter) = source else { return nil }
        return reading(meter.reading(at: end, in: surroundings), at: end)
    }

    private func operators(in surroundings: Surroundings) -> Int64 {
        if case .operatorsPresent = profile.kind { return Int64(surroundings.present) }
        return Int64(surroundings.busy)
    }

    private func reading(_ value: Int64, at now: Milliseconds) -> Message {
        Message(time: now, unit: unit, content: .reading(signal: index, value: value))
    }
}

/// What a signal sees of its line at an instant.
struct Surroundings {
    /// Since local midnight.
    let timeOfDay: Milliseconds
    /// Whether the signal's station produces now, and how long it has so far.
    let isProducing: Bool
    let producingTime: Milliseconds
    /// Operators who are there, and those at work.
    let present: Int
    let busy: Int
}
