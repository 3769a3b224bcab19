import Plant
import Telemetry

/// What a measured signal or an actuator said since the last flush, or how old samples were.
public struct SignalFlush: Sendable {
    /// Index into the plant's signals, and on into ``Plant/Plant/agePaths``.
    public var signal: Int
    /// To be added to what is stored of the same minutes; in any order.
    public var minutes: [MinuteSummary]
    /// Commands that are new or have another verdict; by their time.
    public var commands: [CommandFact]
    /// What an actuator's fold resumes from; nil for measurements, which need nothing.
    public var checkpoint: [UInt8]?

    /// Makes a flush.
    public init(
        signal: Int, minutes: [MinuteSummary], commands: [CommandFact], checkpoint: [UInt8]?
    ) {
        self.signal = signal
        self.minutes = minutes
        self.commands = commands
        self.checkpoint = checkpoint
    }
}

/// The measured signals and actuators of one lane.
///
/// A sample costs one step into an array. Memory: two minutes a signal, and between two flushes one
/// entry for each further minute that a signal speaks of and for each command.
struct SignalFolds {
    private var folds: [SignalFold] = []
    /// The places of ``folds`` that changed since the last flush.
    private var changed: [Int] = []
    private var minutes: [(place: Int, minute: MinuteSummary)] = []
    private var commands: [(place: Int, command: CommandFact)] = []

    /// Makes a place for a signal; returns its number.
    mutating func add(_ signal: Int, _ meaning: SignalMeaning) -> Int {
        var fold = SignalFold(signal: signal)
        if case .actuator(let rules) = meaning { fold.actuator = (ActuatorFold(), rules) }
        folds.append(fold)
        return folds.count - 1
    }

    /// What became of a sample.
    enum Outcome {
        case taken
        /// Its value is beyond what is summed, and counted as bad; said once a minute.
        case nonconforming
        /// A command older than what is known of its actuator.
        case late
    }

    /// Takes a sample.
    mutating func take(_ sample: Sample, _ place: Int) -> Outcome {
        let value = Double(bitPattern: UInt64(bitPattern: sample.value))
        let isConforming = value.magnitude <= SignalSummary.limit
        let isBad = sample.flags.contains(.badQuality) || !isConforming
        let isRetained = sample.flags.contains(.retained)
        if !folds[place].isChanged {
            folds[place].isChanged = true
            changed.append(place)
        }
        var isLate = false
        if let actuator = folds[place].actuator, !isBad {
            var fold = actuator.fold
            let isCommand = sample.flags.contains(.command)
            isLate = isCommand && sample.eventTime < fold.newest
            fold.take(
                value, isCommand: isCommand, isRetained: isRetained,
                at: sample.eventTime, rules: actuator.rules
            ) { commands.append((place, $0)) }
            folds[place].actuator?.fold = fold
        }
        // A retained value is where things stand, not a measurement of now; a command is none.
        if !isRetained, !sample.flags.contains(.command) {
            let minute = folds[place].values.take(value, isBad: isBad, at: sample.eventTime)
            if let minute { minutes.append((place, minute)) }
        }
        guard isConforming else {
            let minute = sample.eventTime.minute
            guard folds[place].toldMinute != minute else { return .taken }
            folds[place].toldMinute = minute
            return .nonconforming
        }
        return isLate ? .late : .taken
    }

    /// Takes what changed since the last call.
    mutating func takeFlush() -> [SignalFlush] {
        var flushes: [SignalFlush] = []
        var places = [Int: Int](minimumCapacity: changed.count)
        for place in changed {
            folds[place].isChanged = false
            places[place] = flushes.count
            flushes.append(
                SignalFlush(
                    signal: folds[place].signal, minutes: folds[place].values.takeMinutes(),
                    commands: [], checkpoint: folds[place].checkpoint))
        }
        for (place, minute) in minutes { places[place].map { flushes[$0].minutes.append(minute) } }
        for (place, command) in commands {
            places[place].map { flushes[$0].commands.append(command) }
        }
        changed.removeAll(keepingCapacity: true)
        minutes.removeAll(keepingCapacity: true)
        commands.removeAll(keepingCapacity: true)
        return flushes
    }

    /// Resumes actuators from their checkpoints, by index of the signal.
    mutating func resume(
        _ checkpoints: [Int: [UInt8]], indices: IndexChange
    ) throws(CheckpointError) {
        for place in folds.indices where folds[place].actuator != nil {
            guard let bytes = checkpoints[folds[place].signal] else { continue }
            var reader = CheckpointReader(bytes: bytes, indices: indices)
            folds[place].actuator?.fold = try ActuatorFold(from: &reader)
        }
    }
}

/// One measured signal or actuator.
private struct SignalFold {
    /// Index into the plant's signals.
    var signal: Int
    var isChanged = false
    /// The last minute of which it was said that a value did not conform.
    var toldMinute: Int64?
    /// Measurements, or an actuator's feedback.
    var values = MeasurementFold()
    var actuator: (fold: ActuatorFold, rules: Actuator)?

    init(signal: Int) { self.signal = signal }

    var checkpoint: [UInt8]? {
        guard let actuator else { return nil }
        var writer = CheckpointWriter()
        actuator.fold.write(to: &writer)
        return writer.bytes
    }
}
