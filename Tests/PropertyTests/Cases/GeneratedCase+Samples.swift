import Plant
import Telemetry

extension GeneratedCase {
    /// What decoding makes of the messages, with the counts that go with them.
    var samples: [Sample] {
        var first: [Int] = []
        var count = 0
        for unit in plant.units {
            first.append(count)
            count += unit.signals.count
        }
        var samples: [Sample] = []
        samples.reserveCapacity(messages.count + 3)
        for (index, message) in messages.enumerated() {
            samples.append(sample(message, record: UInt64(index + 1), first: first))
        }
        let values = Int64(messages.count { $0.unit != nil })
        // They come with the last message, as a lane's do: where our clock was set back, not the
        // latest one.
        let end = messages.last?.received ?? 0
        for tally in [Tally.received, .decoded, .samples] {
            samples.append(
                Sample(
                    tally: tally, count: values, record: UInt64(messages.count),
                    at: Timestamp(nanoseconds: end)))
        }
        return samples
    }

    private func sample(_ message: Message, record: UInt64, first: [Int]) -> Sample {
        let received = Timestamp(nanoseconds: message.received)
        switch message.content {
        case .started: return Sample(event: .started, record: record, at: received)
        case .stopped: return Sample(event: .stopped, record: record, at: received)
        case .connectionLost(let silence):
            return Sample(
                event: .connectionLost, record: record, at: received, value: silence)
        case .connectionUp(let isKept):
            return Sample(
                event: .connectionUp, record: record, at: received, value: isKept ? 1 : 0)
        case .connecting: return Sample(event: .connecting, record: record, at: received)
        case .session(let origin):
            return Sample(
                event: .session, record: record, at: received, value: Int64(origin.rawValue))
        case .brokerRuns(let seconds):
            return Sample(event: .brokerRuns, record: record, at: received, value: seconds)
        case .tick: return Sample(event: .tick, record: record, at: received)
        case .quiet(let silence):
            return Sample(event: .tick, record: record, at: received, value: silence)
        case .value(let unit, let signal, let value):
            var flags: SampleFlags = []
            let isAhead = self.isAhead(message)
            // A time that is replaced by that of the receipt is not its own any more.
            if message.ownTime != nil, !isAhead { flags.insert(.ownTime) }
            if message.isQoS1 { flags.insert(.acknowledged) }
            if message.isRetained { flags.insert(.retained) }
            if message.isBad { flags.insert(.badQuality) }
            if message.isAmbiguous { flags.insert(.ambiguous) }
            if message.isUnknownWord { flags.insert(.unknownWord) }
            if isAhead { flags.insert(.clockAhead) }
            let time = isAhead ? message.received : message.ownTime ?? message.received
            return Sample(
                record: record, signal: SignalIndex(rawValue: UInt32(first[unit] + signal)),
                value: value, eventTime: Timestamp(nanoseconds: time), receiveTime: received,
                flags: flags)
        }
    }

}

extension PlantShape {
    /// The plant as the fold knows it.
    func read() throws -> Plant { try Plant.read(yaml: yaml, file: "plant.yaml") }
}
