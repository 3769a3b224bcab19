/// What one signal really did over one span.
public struct SignalSums: Sendable {
    /// The figures, by kind of signal; values are in units of the last decimal place.
    public enum Figures: Equatable, Sendable {
        /// Readings of a measured quantity, with the sums of their values and squares.
        case measurement(
            count: Int64, min: Int64, max: Int64, sum: Int64, squares: Int128, last: Int64)
        /// No reading in the span.
        case silent
        /// What a meter counted.
        case meter(total: Int64)
        /// Commands and what became of them.
        case actuator(commands: Int, followed: Int, late: Int, notFollowed: Int)
    }

    /// The signal.
    public let signal: SignalProfile
    /// Its figures.
    public let figures: Figures

    init(
        _ signal: SignalProfile, _ samples: [Recorder.Sample], from: Milliseconds, to: Milliseconds
    ) {
        self.signal = signal
        switch signal.kind {
        case .sensor, .operatorsPresent, .operatorsBusy:
            figures = Self.measurement(samples.filter { from <= $0.time && $0.time < to })
        case .meter:
            // There is a reading at every edge of a span that is asked for.
            let begin = samples.last { $0.time <= from } ?? samples.first
            let end = samples.last { $0.time <= to }
            figures = .meter(total: (end?.value ?? 0) - (begin?.value ?? 0))
        case .actuator(let profile):
            figures = Self.actuator(profile, samples, from: from, to: to)
        }
    }

    private static func measurement(_ samples: [Recorder.Sample]) -> Figures {
        let values = samples.map(\.value)
        guard let low = values.min(), let high = values.max(), let last = values.last else {
            return .silent
        }
        return .measurement(
            count: Int64(values.count), min: low, max: high, sum: values.reduce(0, +),
            squares: values.reduce(0) { $0 + Int128($1) * Int128($1) }, last: last)
    }

    /// A command belongs to the span in which it is given, and is judged up to the next one.
    private static func actuator(
        _ profile: ActuatorProfile, _ samples: [Recorder.Sample], from: Milliseconds,
        to: Milliseconds
    ) -> Figures {
        var commands = 0
        var followed = 0
        var late = 0
        var notFollowed = 0
        let begins = samples.indices.dropFirst().filter {
            samples[$0].command != samples[$0 - 1].command
        }
        for (number, begin) in begins.enumerated() {
            let time = samples[begin].time
            guard from <= time, time < to else { continue }
            commands += 1
            let end = number + 1 < begins.count ? begins[number + 1] : samples.endIndex
            let arrival = samples[begin..<end].first {
                abs($0.value - $0.command) <= profile.tolerance
            }
            if let arrival {
                if arrival.time - time <= profile.within { followed += 1 } else { late += 1 }
            } else {
                notFollowed += 1
            }
        }
        return .actuator(
            commands: commands, followed: followed, late: late, notFollowed: notFollowed)
    }
}
