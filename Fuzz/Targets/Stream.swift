import Decoding
import Discovery
import Plant
import Production
import Telemetry

/// Messages with a zero byte between them, each as in ``decoding(_:)``, decoded and folded: the
/// first byte of a topic says how many seconds later it came, as a power of two.
///
/// Whatever the values are, the fold goes on, and its books balance.
@Sendable func stream() -> FuzzTarget.Body {
    let plants = [ConventionPlant.json, ConventionPlant.scalar]
    return { input in
        let plant = plants[Int(input.first ?? 0) & 1]
        var decoder = Decoder(plant: plant, broker: 0)
        var fold = Fold(plant: plant, broker: 0)
        var (now, record) = (receiveTime, UInt64(0))
        fold.take(Sample(event: .connectionUp, record: 0, at: now, value: 0))
        for part in input.dropFirst().split(separator: 0).prefix(200) {
            now = now + nanosecondsPerSecond << Int64(part[part.startIndex] % 23)
            record += 1
            let (topic, payload) = message(part.dropFirst())
            var samples: [Sample] = []
            let info = MessageInfo(
                record: record, receiveTime: now, acknowledged: part[part.startIndex] & 64 > 0)
            let verdict = decoder.decode(
                topic: topic.span, payload: payload.span, message: info, into: &samples)
            for sample in samples { fold.take(sample) }
            fold.count(verdict, samples: samples.count, record: record, at: now)
            if part[part.startIndex] & 128 > 0 {
                claim(fold.isBalanced, "the books do not balance")
                _ = fold.takeFlush()
                _ = fold.takeSignals()
            }
        }
        fold.take(Sample(event: .tick, record: record + 1, at: now + nanosecondsPerSecond))
        claim(fold.isBalanced, "the books do not balance")
        _ = fold.takeFlush()
        _ = fold.takeSignals()
        _ = fold.conditions()
    }
}

extension Fold {
    /// Tells it what became of a message, as the decoding stage does.
    fileprivate mutating func count(
        _ verdict: Verdict, samples: Int, record: UInt64, at instant: Timestamp
    ) {
        let fate: Tally =
            switch verdict {
            case .decoded: .decoded
            case .quarantined: .quarantined
            case .unbound: .unbound
            }
        for (tally, count) in [(Tally.received, 1), (fate, 1), (.samples, samples)] {
            var sample = Sample(event: .tally, record: record, at: instant, value: Int64(count))
            sample.signal = SignalIndex(rawValue: tally.rawValue)
            take(sample)
        }
    }
}

/// Messages with a zero byte between them, heard of an unknown broker: the plant file that is
/// proposed can be read.
func discover(_ input: [UInt8]) {
    var hearing = Hearing()
    var now = receiveTime
    for part in input.split(separator: 0).prefix(200) {
        let (topic, payload) = message(part.dropFirst())
        now = now + nanosecondsPerSecond << Int64(part[part.startIndex] & 15)
        hearing.hear(
            topic: String(decoding: topic, as: UTF8.self), payload: payload, at: now,
            isRetained: part[part.startIndex] & 128 > 0)
    }
    let proposal = Proposal(hearing)
    let text = PlantFile.text(
        of: proposal,
        settings: PlantFile.Settings(
            broker: [("url", "mqtt://127.0.0.1")], timeZone: "UTC", ratesFrom: "2026-01-01",
            heardFrom: "then", heardTo: "now"))
    guard !proposal.isEmpty else { return }
    do {
        _ = try Plant.read(yaml: text, file: "proposal.yaml")
    } catch {
        fatalError("the proposal cannot be read: \(error)\n\(text)")
    }
}
