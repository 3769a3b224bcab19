import Decoding
import Plant
import Telemetry

/// 2026-03-02T08:00:00+08:00.
let receiveTime = Timestamp(clampingSeconds: 1_772_409_600)

/// One message: a topic, a line feed, the payload.
///
/// The same message must decode in the same way twice; a refused one leaves no sample; and the
/// next good message is decoded whatever came before it.
func decoding(_ plant: Plant) -> FuzzTarget.Body {
    let decoder = OwnedDecoder(plant)
    return { input in
        let (topic, payload) = message(input[...])
        let (first, second) = (decoder.decode(topic, payload), decoder.decode(topic, payload))
        claim(first == second, "the same message is decoded in two ways")
        switch first.verdict {
        case .decoded(let count): claim(count == first.samples.count, "samples are missing")
        case .quarantined, .unbound: claim(first.samples.isEmpty, "a refused message has samples")
        }
        if first.samples.count == 1, topic == Array("number".utf8) {
            claim(isNearest(first.samples[0][1], payload), "the number is not the nearest double")
        }
        let good = decoder.decode(Array("known".utf8), knownPayload(topic: topic, plant))
        claim(good.samples.map { $0[1] } == [knownValue], "a good message is not decoded any more")
    }
}

/// A topic and a payload with a line feed between them.
func message(_ input: ArraySlice<UInt8>) -> (topic: [UInt8], payload: [UInt8]) {
    let end = input.firstIndex(of: UInt8(ascii: "\n")) ?? input.endIndex
    return (Array(input[..<end]), Array(input[end...].dropFirst()))
}

/// What came of a message; samples as numbers: signal, value, event time, flags.
struct Decoded: Equatable {
    var verdict: Verdict
    var samples: [[Int64]]
}

/// A decoder with a place of its own.
private final class OwnedDecoder {
    private var decoder: Decoder
    private var samples: [Sample] = []

    init(_ plant: Plant) { decoder = Decoder(plant: plant, broker: 0) }

    func decode(_ topic: [UInt8], _ payload: [UInt8]) -> Decoded {
        samples.removeAll(keepingCapacity: true)
        let verdict = decoder.decode(
            topic: topic.span, payload: payload.span,
            message: MessageInfo(record: 1, receiveTime: receiveTime), into: &samples)
        return Decoded(
            verdict: verdict,
            samples: samples.map {
                [
                    Int64($0.signal.rawValue), $0.value, $0.eventTime.nanoseconds,
                    Int64($0.flags.rawValue),
                ]
            })
    }
}

private let knownValue = Int64(bitPattern: (21.5).bitPattern)

private func knownPayload(topic: [UInt8], _ plant: Plant) -> [UInt8] {
    let isJSON = plant.signals.contains { signal in
        guard case .topic("known", let value?, _) = signal.source else { return false }
        return !value.steps.isEmpty
    }
    return Array((isJSON ? #"{"v":21.5}"# : "21.5").utf8)
}

/// Whether a measured value is what the standard library makes of the same text.
private func isNearest(_ value: Int64, _ payload: [UInt8]) -> Bool {
    var text = String(decoding: payload, as: UTF8.self)[...]
    while let last = text.unicodeScalars.last, " \n\r\t".unicodeScalars.contains(last) {
        text.unicodeScalars.removeLast()
    }
    while let first = text.unicodeScalars.first, " \n\r\t".unicodeScalars.contains(first) {
        text.unicodeScalars.removeFirst()
    }
    guard let number = Double(text) else {
        return ["true", "false"].contains(text) || text.first == "\""
    }
    return number.bitPattern == UInt64(bitPattern: value)
}

/// A text of several lines, as an MTConnect adapter writes them.
func shdr(_ input: [UInt8]) {
    for line in String(decoding: input, as: UTF8.self).split(separator: "\n") {
        let readings = Shdr.readings(in: String(line))
        claim(readings == Shdr.readings(in: String(line)), "a line is read in two ways")
        claim(readings?.contains { $0.key.isEmpty } != true, "a reading has no key")
    }
}
