public import Telemetry

/// Settled events of one work unit or meter: what a late event is folded again from.
///
/// Made by the fold of about 256 events at a time, never cut within a second. Kept by the store for
/// as long as events may come late.
public struct SettledChunk: Hashable, Sendable {
    /// Its events are of later seconds than this one, in whole seconds since the epoch;
    /// `Int64.min` where nothing came before.
    public var after: Int64
    /// The second of its last event.
    public var until: Int64
    /// Version of how events are written.
    static let codingVersion: UInt8 = 1
    /// What the fold knew before its events: opaque, with a version in front.
    public var base: [UInt8]
    /// The events in order: opaque, with a version in front.
    public var events: [UInt8]

    /// Makes a chunk.
    public init(after: Int64, until: Int64, base: [UInt8], events: [UInt8]) {
        self.after = after
        self.until = until
        self.base = base
        self.events = events
    }
}

/// An event that came when its second was settled already: it waits to be folded again.
public struct LateEvent: Hashable, Sendable {
    /// When it happened.
    public var time: Timestamp
    /// Opaque, with a version in front.
    public var bytes: [UInt8]

    /// Makes one.
    public init(time: Timestamp, bytes: [UInt8]) {
        self.time = time
        self.bytes = bytes
    }
}

extension SettledChunk {
    init(
        after: Int64, base: UnitFold, events: some Collection<UnitEvent>, until: Int64,
        rules: UInt64
    ) {
        var writer = CheckpointWriter()
        writer.write(rules)
        writer.write(Fold.checkpointVersion)
        base.write(to: &writer)
        self.init(after: after, until: until, base: writer.bytes, events: events.coded)
    }

    /// Names the rules under which it was folded: under others it must stand as it is.
    var rules: UInt64 {
        base.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// The fold before the chunk.
    func fold(
        _ rules: UnitRules, indices: IndexChange
    ) throws(CheckpointError) -> UnitFold {
        var reader = CheckpointReader(bytes: base, indices: indices)
        _ = try reader.unsigned()
        try reader.readVersion()
        return try UnitFold(from: &reader, rules: rules)
    }

    func decodedEvents(indices: IndexChange) throws(CheckpointError) -> [UnitEvent] {
        try [UnitEvent](coded: events, indices: indices)
    }
}

extension LateEvent {
    /// When it happened, in whole seconds since the epoch, rounded down.
    public var second: Int64 { time.second }

    init(_ event: UnitEvent) {
        self.init(time: event.time, bytes: [event].coded)
    }

    func decoded(indices: IndexChange) throws(CheckpointError) -> UnitEvent {
        let events = try [UnitEvent](coded: bytes, indices: indices)
        guard let event = events.first else { throw CheckpointError(message: "it is empty") }
        return event
    }
}

extension Collection<UnitEvent> {
    /// The events as bytes: what differs from the event before, and from the last value of the same
    /// subject.
    fileprivate var coded: [UInt8] {
        var writer = CheckpointWriter()
        writer.write(SettledChunk.codingVersion)
        writer.writeVariable(Int64(count))
        var time: Int64 = 0
        var values = InlineArray<14, Int64>(repeating: 0)
        for event in self {
            let subject = Int(event.subject.rawValue)
            writer.write(event.subject.rawValue)
            writer.write(event.flags.rawValue)
            writer.writeVariable(event.time.nanoseconds &- time)
            writer.writeVariable(event.value &- values[subject])
            time = event.time.nanoseconds
            values[subject] = event.value
        }
        return writer.bytes
    }
}

extension [UnitEvent] {
    fileprivate init(coded bytes: [UInt8], indices: IndexChange) throws(CheckpointError) {
        self.init()
        var reader = CheckpointReader(bytes: bytes, indices: indices)
        guard try reader.byte() == SettledChunk.codingVersion else {
            throw CheckpointError(message: "its events have another version")
        }
        let count = try reader.variable()
        guard (0...Int64(bytes.count)).contains(count) else {
            throw CheckpointError(message: "its counts are out of range")
        }
        reserveCapacity(Int(count))
        var time: Int64 = 0
        var values = InlineArray<14, Int64>(repeating: 0)
        for _ in 0..<count {
            guard let subject = UnitEvent.Subject(rawValue: try reader.byte()) else {
                throw CheckpointError(message: "it has an event of an unknown kind")
            }
            let flags = SampleFlags(rawValue: try reader.byte())
            time &+= try reader.variable()
            let place = Int(subject.rawValue)
            values[place] &+= try reader.variable()
            append(
                UnitEvent(
                    time: Timestamp(nanoseconds: time),
                    value: indices.value(values[place], of: subject), subject: subject,
                    flags: flags))
        }
    }
}

extension IndexChange {
    /// The value of an event, with today's index where it is one.
    func value(_ old: Int64, of subject: UnitEvent.Subject) -> Int64 {
        switch subject {
        case .product: Int64(product(old))
        case .reason: Int64(reason(old))
        default: old
        }
    }
}
