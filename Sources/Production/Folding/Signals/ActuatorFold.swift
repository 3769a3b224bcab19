import Plant
import Telemetry

/// What one actuator was told and whether it did it: fixed size, judged in order of receipt.
///
/// A value older than the newest one does not move what holds now. The first command that is heard
/// is where things stand, not something new to be followed.
struct ActuatorFold {
    /// The command that holds; meaningless before one came.
    private(set) var command = CommandFact(
        at: .distantPast, value: 0, verdict: .superseded, delay: 0)
    private(set) var hasCommand = false
    /// Event time of the newest value.
    private(set) var newest: Timestamp = .distantPast

    init() {}

    /// Resumes with the command that holds.
    init(command: CommandFact?, newest: Timestamp) {
        self.newest = newest
        guard let command else { return }
        self.command = command
        hasCommand = true
    }

    /// Takes what it was told or what it does.
    mutating func take(
        _ value: Double, isCommand: Bool, isRetained: Bool, at instant: Timestamp, rules: Actuator,
        emit: (CommandFact) -> Void
    ) {
        guard instant >= newest else { return }
        newest = instant
        if isCommand {
            takeCommand(value, isRetained: isRetained, at: instant, rules: rules, emit: emit)
        } else if hasCommand, command.verdict == .pending, isThere(value, rules) {
            command.delay = instant - command.at
            command.verdict = command.delay <= rules.within ? .followed : .late
            emit(command)
        }
    }

    private mutating func takeCommand(
        _ value: Double, isRetained: Bool, at instant: Timestamp, rules: Actuator,
        emit: (CommandFact) -> Void
    ) {
        guard hasCommand, !isRetained else {
            guard !hasCommand || value != command.value else { return }
            settle(at: instant, rules: rules, emit: emit)
            command = CommandFact(at: instant, value: value, verdict: .superseded, delay: 0)
            hasCommand = true
            return
        }
        guard value != command.value else { return }
        settle(at: instant, rules: rules, emit: emit)
        command = CommandFact(at: instant, value: value, verdict: .pending, delay: 0)
        emit(command)
    }

    /// Judges the command that another replaces.
    private mutating func settle(
        at instant: Timestamp, rules: Actuator, emit: (CommandFact) -> Void
    ) {
        guard hasCommand, command.verdict == .pending else { return }
        let isDue = instant - command.at > rules.within
        command.verdict = isDue ? .notFollowed : .superseded
        emit(command)
    }

    private func isThere(_ feedback: Double, _ rules: Actuator) -> Bool {
        // Both are what a person wrote with decimals: the last bit of a difference means nothing.
        let distance = ((feedback - command.value) * 1_000_000).rounded().magnitude
        return distance <= Double(rules.tolerance)
    }
}

extension ActuatorFold {
    /// Version of the checkpoint's layout.
    static let checkpointVersion: UInt64 = 1

    func write(to writer: inout CheckpointWriter) {
        writer.write(Self.checkpointVersion)
        writer.write(hasCommand)
        writer.write(newest)
        writer.write(command.at)
        writer.write(command.value.bitPattern)
        writer.write(command.verdict.rawValue)
        writer.write(command.delay)
    }

    init(from reader: inout CheckpointReader) throws(CheckpointError) {
        guard try reader.unsigned() == Self.checkpointVersion else {
            throw CheckpointError(message: "it has another version")
        }
        hasCommand = try reader.flag()
        newest = try reader.time()
        let at = try reader.time()
        let value = Double(bitPattern: try reader.unsigned())
        guard let verdict = CommandVerdict(rawValue: try reader.byte()) else {
            throw CheckpointError(message: "it has an unknown verdict")
        }
        command = CommandFact(at: at, value: value, verdict: verdict, delay: try reader.integer())
    }
}
