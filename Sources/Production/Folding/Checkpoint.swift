public import Telemetry

// The checkpoint of a work unit's fold: fixed fields, little endian, with a version in front.

extension Fold {
    /// Version of the checkpoint's layout.
    static let checkpointVersion: UInt64 = 3

    /// What the lane as a whole resumes from, besides its work units.
    public struct LaneState: Hashable, Sendable {
        /// The last journal record that was taken whole.
        public var position: UInt64
        /// The receive time up to which time has come.
        public var now: Timestamp
        /// What became of the samples so far.
        public var counts: Counts
        /// Whether the broker session was up.
        public var isConnected: Bool
        /// Whether all balances of the fold held.
        public var isBalanced: Bool

        /// Since when the broker may have gone back to what it had saved; nil where it has not.
        public var inDoubtSince: Timestamp?
        /// For how many nanoseconds the broker had not been heard.
        public var silence: Int64
        /// Whether an attempt to connect waits for its answer.
        public var attempt: Attempt
        /// When the broker said that it had kept a session of which nobody knows whose it is.
        public var unknownSessionSince: Timestamp?

        /// Makes a state.
        public init(
            position: UInt64, now: Timestamp, counts: Counts, isConnected: Bool, isBalanced: Bool,
            inDoubtSince: Timestamp? = nil, silence: Int64 = 0, attempt: Attempt = .none,
            unknownSessionSince: Timestamp? = nil
        ) {
            (self.inDoubtSince, self.silence) = (inDoubtSince, silence)
            (self.attempt, self.unknownSessionSince) = (attempt, unknownSessionSince)
            self.position = position
            self.now = now
            self.counts = counts
            self.isConnected = isConnected
            self.isBalanced = isBalanced
        }
    }

    /// What the lane resumes from.
    public var laneState: LaneState {
        LaneState(
            position: position, now: now, counts: counts, isConnected: isConnected,
            isBalanced: isBalanced, inDoubtSince: inDoubtSince, silence: silence,
            attempt: attempt, unknownSessionSince: unknownSessionSince)
    }

    /// How it stands with the attempts to connect since the broker last answered one.
    ///
    /// The raw value is stored and must not change.
    public enum Attempt: Int, Sendable {
        /// There was none.
        case none = 0
        /// One was made.
        case made = 1
        /// One reached a broker, or ended with the process, and had no answer; another was made.
        case unanswered = 2
    }

    /// Resumes the lane; work units without a checkpoint begin anew.
    ///
    /// - Parameters:
    ///   - lane: how far it had come.
    ///   - checkpoints: of work units and meters, as ``Plant/Plant/subjects`` numbers them.
    ///   - actuators: by index of the signal.
    ///   - indices: what became of the plant's products and reasons since.
    /// - Throws: ``CheckpointError`` where a checkpoint is damaged or of another version.
    public mutating func resume(
        _ lane: LaneState, checkpoints: [Int: [UInt8]], actuators: [Int: [UInt8]],
        indices: IndexChange
    ) throws(CheckpointError) {
        position = lane.position
        now = lane.now
        lastReceived = lane.now
        counts = lane.counts
        // A store of before may count less.
        counts.tallies += [UInt64](
            repeating: 0, count: max(0, Tally.allCases.count - counts.tallies.count))
        isConnected = lane.isConnected
        (inDoubtSince, silence) = (lane.inDoubtSince, lane.silence)
        (attempt, unknownSessionSince) = (lane.attempt, lane.unknownSessionSince)
        for (track, subject) in subjects.enumerated() {
            guard let bytes = checkpoints[subject] else { continue }
            var reader = CheckpointReader(bytes: bytes, indices: indices)
            tracks[track] = try UnitTrack(
                from: &reader, rules: rules[track], window: tracks[track].window)
        }
        try signals.resume(actuators, indices: indices)
    }

    func checkpoint(track: Int) -> [UInt8] {
        var writer = CheckpointWriter()
        tracks[track].write(to: &writer)
        return writer.bytes
    }
}

/// What became of the plant's indices since a checkpoint was written; what is gone becomes -1.
public struct IndexChange: Sendable {
    private let products: [Int32]
    private let reasons: [Int32]

    /// Compares the identifiers of then with those of now.
    public init(
        products oldProducts: [String], _ newProducts: [String], reasons oldReasons: [String],
        _ newReasons: [String]
    ) {
        products = oldProducts.map { Int32(newProducts.firstIndex(of: $0) ?? -1) }
        reasons = oldReasons.map { Int32(newReasons.firstIndex(of: $0) ?? -1) }
    }

    func product(_ old: Int64) -> Int32 {
        products.indices.contains(Int(old)) ? products[Int(old)] : -1
    }

    func reason(_ old: Int64) -> Int32 {
        reasons.indices.contains(Int(old)) ? reasons[Int(old)] : -1
    }
}

/// A checkpoint that cannot be read: the facts must be folded from the journal again.
public struct CheckpointError: Error, Sendable {
    /// What is wrong with it.
    public var message: String
}

struct CheckpointWriter {
    var bytes: [UInt8] = []

    mutating func write(_ value: UInt64) {
        for shift in stride(from: 0, to: 64, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(shift)))
        }
    }

    mutating func write(_ value: Int64) { write(UInt64(bitPattern: value)) }
    mutating func write(_ value: Timestamp) { write(value.nanoseconds) }
    mutating func write(_ value: Bool) { bytes.append(value ? 1 : 0) }
    mutating func write(_ value: UInt8) { bytes.append(value) }

    /// A number of either sign in as few bytes as it needs, seven bits each.
    mutating func writeVariable(_ value: Int64) {
        var rest = UInt64(bitPattern: (value << 1) ^ (value >> 63))
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }
}

struct CheckpointReader {
    let bytes: [UInt8]
    let indices: IndexChange
    /// The version of its layout, once it is read.
    var version = Fold.checkpointVersion
    private var next = 0

    init(bytes: [UInt8], indices: IndexChange) {
        self.bytes = bytes
        self.indices = indices
    }

    mutating func product() throws(CheckpointError) -> Int32 { indices.product(try integer()) }
    mutating func reason() throws(CheckpointError) -> Int32 { indices.reason(try integer()) }

    mutating func byte() throws(CheckpointError) -> UInt8 {
        guard next < bytes.count else { throw CheckpointError(message: "it ends too early") }
        defer { next += 1 }
        return bytes[next]
    }

    mutating func unsigned() throws(CheckpointError) -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: 0, to: 64, by: 8) { value |= UInt64(try byte()) << UInt64(shift) }
        return value
    }

    mutating func integer() throws(CheckpointError) -> Int64 {
        Int64(bitPattern: try unsigned())
    }

    mutating func time() throws(CheckpointError) -> Timestamp {
        Timestamp(nanoseconds: try integer())
    }

    mutating func flag() throws(CheckpointError) -> Bool { try byte() != 0 }

    /// What ``CheckpointWriter/writeVariable(_:)`` wrote.
    mutating func variable() throws(CheckpointError) -> Int64 {
        var bits: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 7) {
            let byte = try byte()
            bits |= UInt64(byte & 0x7F) << shift
            guard byte & 0x80 != 0 else {
                return Int64(bitPattern: bits >> 1) ^ -Int64(bitPattern: bits & 1)
            }
        }
        throw CheckpointError(message: "it has a number of too many bytes")
    }

    /// Reads the version in front.
    mutating func readVersion() throws(CheckpointError) {
        version = try unsigned()
        guard (1...Fold.checkpointVersion).contains(version) else {
            throw CheckpointError(message: "it has another version")
        }
    }
}

extension UnitTrack {
    fileprivate func write(to writer: inout CheckpointWriter) {
        writer.write(Fold.checkpointVersion)
        base.write(to: &writer)
        writer.write(frontier)
        writer.write(Int64(middleIndex))
        for list in [events, losses] {
            writer.write(Int64(list.count))
            for event in list {
                writer.write(event.time)
                writer.write(event.value)
                writer.write(event.subject.rawValue)
                writer.write(event.flags.rawValue)
            }
        }
    }

    fileprivate init(
        from reader: inout CheckpointReader, rules: UnitRules, window: Int
    ) throws(CheckpointError) {
        try reader.readVersion()
        let base = try UnitFold(from: &reader, rules: rules)
        let frontier = try reader.time()
        let middleIndex = try reader.integer()
        let events = try Self.events(from: &reader)
        guard (0...Int64(events.count)).contains(middleIndex) else {
            throw CheckpointError(message: "its counts are out of range")
        }
        self.init(
            base: base, frontier: frontier, events: events, middleIndex: Int(middleIndex),
            losses: try Self.events(from: &reader), rules: rules, window: window)
    }

    private static func events(
        from reader: inout CheckpointReader
    ) throws(CheckpointError) -> [UnitEvent] {
        let count = try reader.integer()
        guard (0...Int64(eventLimit)).contains(count) else {
            throw CheckpointError(message: "its counts are out of range")
        }
        var events: [UnitEvent] = []
        events.reserveCapacity(Int(count))
        for _ in 0..<count {
            let time = try reader.time()
            let value = try reader.integer()
            guard let subject = UnitEvent.Subject(rawValue: try reader.byte()) else {
                throw CheckpointError(message: "it has an event of an unknown kind")
            }
            let flags = SampleFlags(rawValue: try reader.byte())
            events.append(
                UnitEvent(
                    time: time, value: reader.indices.value(value, of: subject), subject: subject,
                    flags: flags))
        }
        return events
    }
}

extension UnitFold {
    func write(to writer: inout CheckpointWriter) {
        writer.write(condition.state.rawValue)
        writer.write(condition.mode.rawValue)
        writer.write(Int64(condition.product))
        writer.write(Int64(condition.reason))
        writer.write(condition.order)
        writer.write(condition.isRetained)
        writer.write(isStateDurable)
        writer.write(hasBegun)
        writer.write(hasBeenKnown)
        writer.write(lastSign)
        writer.write(unknownSince)
        writer.write(unknownBefore)
        for index in 0..<UnitEvent.Subject.count { writer.write(lastFlags[index].rawValue) }
        for index in 0..<4 { counters[index].write(to: &writer) }
        writer.write(layers.said.rawValue)
        writer.write(layers.hasSpoken)
        writer.write(Int64(layers.faults))
        writer.write(layers.isBlocked)
        writer.write(lastSaid)
        writer.write(lastHeard)
    }

    init(
        from reader: inout CheckpointReader, rules: UnitRules
    ) throws(CheckpointError) {
        self.init(rules: rules)
        guard let state = UnitState(rawValue: try reader.byte()),
            let mode = UnitMode(rawValue: try reader.byte())
        else { throw CheckpointError(message: "it has an unknown state or mode") }
        condition.state = state
        condition.mode = mode
        let product = try reader.product()
        // Where no signal says the product, the plant file does, as it stands now.
        condition.product = rules.tracksProduct ? product : rules.product
        condition.reason = try reader.reason()
        condition.order = try reader.integer()
        condition.isRetained = try reader.flag()
        isStateDurable = try reader.flag()
        hasBegun = try reader.flag()
        hasBeenKnown = try reader.flag()
        lastSign = try reader.time()
        unknownSince = try reader.time()
        unknownBefore = try reader.integer()
        // The first version had no layers of the state, and no subjects for them.
        let subjects = reader.version > 1 ? UnitEvent.Subject.count : 11
        for index in 0..<subjects { lastFlags[index] = SampleFlags(rawValue: try reader.byte()) }
        for index in 0..<4 { counters[index] = try CounterFold(from: &reader) }
        layers = StateLayers(said: state, hasSpoken: state != .unknown)
        // Until the second version, whatever came counted for them.
        (lastSaid, lastHeard) = (lastSign, lastSign)
        guard reader.version > 1 else { return }
        layers.said = UnitState(rawValue: try reader.byte()) ?? .unknown
        layers.hasSpoken = try reader.flag()
        layers.faults = UInt32(truncatingIfNeeded: try reader.integer())
        layers.isBlocked = try reader.flag()
        guard reader.version > 2 else { return }
        (lastSaid, lastHeard) = (try reader.time(), try reader.time())
    }
}

extension CounterFold {
    fileprivate func write(to writer: inout CheckpointWriter) {
        writer.write(hasLast)
        writer.write(hasHeld)
        for value in [last, held, first, credited, adjusted] { writer.write(value) }
        for mark in [lastMark, heldMark] {
            writer.write(mark.time)
            writer.write(mark.unknown)
            writer.write(Int64(mark.product))
            writer.write(mark.isKnown)
        }
    }

    fileprivate init(from reader: inout CheckpointReader) throws(CheckpointError) {
        self.init()
        hasLast = try reader.flag()
        hasHeld = try reader.flag()
        last = try reader.integer()
        held = try reader.integer()
        first = try reader.integer()
        credited = try reader.integer()
        adjusted = try reader.integer()
        lastMark = try Mark(from: &reader)
        heldMark = try Mark(from: &reader)
    }
}

extension CounterFold.Mark {
    fileprivate init(from reader: inout CheckpointReader) throws(CheckpointError) {
        self.init()
        time = try reader.time()
        unknown = try reader.integer()
        product = try reader.product()
        isKnown = try reader.flag()
    }
}
