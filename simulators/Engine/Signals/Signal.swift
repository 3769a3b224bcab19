/// One signal of a station as it runs.
struct Signal: Sendable {
    private let unit: Int
    private let index: Int
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

    /// What it says at an instant, or nil.
    mutating func sample(at now: Milliseconds, of line: Line) -> Message? {
        if case .crew(let told) = source {
            let count = operators(at: now, of: line)
            guard count != told || now >= due else { return nil }
            source = .crew(count)
            due = now - now % profile.every + profile.every
            return reading(count, at: now)
        }
        guard now >= due else { return nil }
        let isSampleDue = now % profile.every == 0 || due == line.settings.start
        let next = now - now % profile.every + profile.every
        switch source {
        case .sensor(var sensor):
            let isRunning = line.stations[unit].state == .producing
            let time = line.scenario.calendar.timeOfDay(now)
            let value = sensor.sample(at: now, timeOfDay: time, isRunning: isRunning)
            source = .sensor(sensor)
            due = next
            return reading(value, at: now)
        case .meter(let meter):
            due = next
            return reading(meter.reading(at: now, of: line.stations[unit]), at: now)
        case .actuator(var actuator):
            let hasMoved = actuator.advance(to: now)
            source = .actuator(actuator)
            due = min(next, actuator.due)
            guard hasMoved || isSampleDue else { return nil }
            return Message(
                time: now, unit: unit,
                content: .actuator(
                    signal: index, command: actuator.command, feedback: actuator.feedback))
        case .crew: return nil
        }
    }

    /// What is told at the very end: the reading of a meter, whose rise belongs to the run.
    func last(at end: Milliseconds, of line: Line) -> Message? {
        guard case .meter(let meter) = source else { return nil }
        return reading(meter.reading(at: end, of: line.stations[unit]), at: end)
    }

    private func operators(at now: Milliseconds, of line: Line) -> Int64 {
        guard let crew = line.crew else { return 0 }
        if case .operatorsPresent = profile.kind { return Int64(crew.present(at: now)) }
        return Int64(crew.busy)
    }

    private func reading(_ value: Int64, at now: Milliseconds) -> Message {
        Message(time: now, unit: unit, content: .reading(signal: index, value: value))
    }
}
