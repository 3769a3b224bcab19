public import Plant
public import Telemetry

/// Turns messages of one broker into samples: one look-up by topic, one pass over the payload.
///
/// A message is decoded as a whole or quarantined as a whole. Nothing is allocated per message once
/// `samples` has its capacity; a measurement with more than 19 digits is the exception. Owned and
/// used by one thread. Signals from Sparkplug are accepted in the plant and not decoded.
///
/// ```swift
/// var decoder = Decoder(plant: plant, broker: 0)
/// let verdict = decoder.decode(
///     topic: topic.span, payload: payload.span, message: info, into: &samples)
/// ```
public struct Decoder: ~Copyable {
    /// The topics to subscribe to, sorted, each once.
    public let topics: [String]

    let bindings: Bindings
    let zone: ZoneOffsets
    private let clockTolerance: Int64
    private var reader: JSONReader
    /// The place among ``allTopics`` of the message decoded last; -1 where nothing is bound to it.
    public private(set) var place = -1
    /// The event times of the message at hand; `distantPast` where it holds none.
    private var instants: [Timestamp]
    /// A text without its escapes.
    private var scratch: [UInt8] = []

    /// MQTT's limit of a packet.
    private static let longestPayload = 268_435_455

    /// Lays out the signals of the lines on a broker.
    ///
    /// - Parameters:
    ///   - plant: The plant as read and checked.
    ///   - broker: Index into ``Plant/Plant/brokers``.
    public init(plant: Plant, broker: Int) {
        bindings = Bindings(plant: plant, broker: broker)
        zone = ZoneOffsets(zone: plant.timeZone)
        clockTolerance = plant.clockTolerance
        topics = bindings.topics.sorted()
        reader = JSONReader(tree: bindings.tree, slotCount: bindings.slotCount)
        let mostTimes = bindings.plans.map(\.times.count).max() ?? 0
        instants = Array(repeating: .distantPast, count: max(mostTimes, 1))
    }

    /// The topics that something is bound to, each at its place.
    public var allTopics: [String] { bindings.topics }

    /// The place of a topic, or -1.
    public func place(of topic: Span<UInt8>) -> Int {
        bindings.topicTable.value(topic).map { Int($0) } ?? -1
    }

    /// Decodes a message and appends its samples.
    ///
    /// - Parameters:
    ///   - topic: The topic's bytes.
    ///   - payload: The payload's bytes, whatever they are.
    ///   - message: What else is known of it.
    ///   - samples: Where the samples go, in the order of the plant file; unchanged unless the
    ///     verdict is ``Verdict/decoded(samples:)``.
    /// - Returns: What became of it.
    public mutating func decode(
        topic: Span<UInt8>, payload: Span<UInt8>, message: MessageInfo,
        into samples: inout [Sample]
    ) -> Verdict {
        guard let index = bindings.topicTable.value(topic) else {
            place = -1
            return .unbound
        }
        place = Int(index)
        let plan = bindings.plans[Int(index)]
        guard payload.count <= Self.longestPayload else {
            return .quarantined(QuarantineReason(.tooLong))
        }
        reader.begin()
        if let kind = PayloadForm.read(payload, plan: plan, reader: &reader) {
            return .quarantined(QuarantineReason(kind))
        }
        if let reason = readTimes(payload, plan) { return .quarantined(reason) }
        let before = samples.count
        let verdict = append(payload, plan, message, to: &samples)
        if case .quarantined = verdict { samples.removeLast(samples.count - before) }
        return verdict
    }

    private mutating func readTimes(_ payload: Span<UInt8>, _ plan: TopicPlan) -> QuarantineReason?
    {
        guard !plan.times.isEmpty else { return nil }
        for place in plan.times {
            let time = bindings.times[Int(place)]
            let slot = reader.slot(time.slot)
            var instant: Timestamp? = .distantPast
            switch slot.form {
            case .absent, .null: if time.isDemanded { instant = nil }
            case .number:
                instant = DecimalNumber(payload, slot.range)
                    .flatMap { EventTime.instant($0, unit: time.unit) }
            case .text:
                instant = EventTime.instant(
                    payload.extracting(slot.range), unit: time.unit, zone: zone)
            case .escapedText:
                unescape(payload, slot)
                instant = EventTime.instant(scratch.span, unit: time.unit, zone: zone)
            case .yes, .no, .container: instant = nil
            }
            guard let instant else { return QuarantineReason(.time, signal: time.signal) }
            instants[Int(place - plan.times.lowerBound)] = instant
        }
        return nil
    }

    private mutating func append(
        _ payload: Span<UInt8>, _ plan: TopicPlan, _ message: MessageInfo,
        to samples: inout [Sample]
    ) -> Verdict {
        var isBound = false
        let before = samples.count
        for place in plan.bindings {
            let binding = bindings.all[Int(place)]
            let reading = reading(of: binding, payload)
            switch reading {
            case .absent: continue
            case .null: isBound = true
            case .refused(let kind):
                return .quarantined(QuarantineReason(kind, signal: binding.signal))
            case .value(let value, var flags):
                isBound = true
                flags.formUnion(binding.flags)
                if binding.quality >= 0, isBad(binding, payload) { flags.insert(.badQuality) }
                samples.append(sample(binding, value, flags, message))
            }
        }
        guard isBound else { return .quarantined(QuarantineReason(.noBoundField)) }
        return .decoded(samples: samples.count - before)
    }

    @inline(__always)
    private mutating func reading(of binding: Binding, _ payload: Span<UInt8>) -> Reading {
        if case .constant(let value) = binding.target { return .value(value, []) }
        let slot = reader.slot(binding.slot)
        switch slot.form {
        case .absent: return .absent
        case .null: return binding.target.null
        case .container: return .refused(.wrongType)
        case .escapedText:
            unescape(payload, slot)
            return reading(binding.target, .text, scratch.span, 0..<scratch.count)
        case .yes, .no, .number, .text:
            return reading(binding.target, slot.form, payload, slot.range)
        }
    }

    /// Whether the source says that its value is not to be trusted; silence says nothing.
    @inline(never)
    private func isBad(_ binding: Binding, _ payload: Span<UInt8>) -> Bool {
        let slot = reader.slot(binding.quality)
        if slot.form == .absent || slot.form == .null { return false }
        switch binding.good {
        case .yes: return slot.form != .yes
        case .atLeast(let least):
            guard slot.form == .number || slot.form == .text,
                let number = DecimalNumber(payload, slot.range)?.integer
            else { return true }
            return number < least
        }
    }

    private mutating func unescape(_ payload: Span<UInt8>, _ slot: FieldSlot) {
        scratch.removeAll(keepingCapacity: true)
        JSONText.unescape(payload.extracting(slot.range), into: &scratch)
    }

    @inline(__always)
    private func sample(
        _ binding: Binding, _ value: Int64, _ flags: SampleFlags, _ message: MessageInfo
    ) -> Sample {
        var flags = flags
        if message.retained { flags.insert(.retained) }
        if message.acknowledged { flags.insert(.acknowledged) }
        var instant = message.receiveTime
        if binding.time >= 0, instants[Int(binding.time)] != .distantPast {
            let own = instants[Int(binding.time)]
            let lead = UInt64(bitPattern: own.nanoseconds &- instant.nanoseconds)
            if own > instant, lead > UInt64(clamping: clockTolerance) {
                flags.insert(.clockAhead)
            } else {
                flags.insert(.ownTime)
                instant = own
            }
        }
        return Sample(
            record: message.record, signal: binding.signal, value: value, eventTime: instant,
            receiveTime: message.receiveTime, flags: flags)
    }
}
