import CSimdjson
import Decoding
import Glibc
import Telemetry

/// Both contestants over the same payloads.
struct Contest: ~Copyable {
    /// Messages in one burst, well under a second.
    static let messages = 200_000
    /// Bursts of each contestant, one after the other.
    static let bursts = 21

    /// JSON objects of about 100 bytes with eight fields, all different.
    let payloads: [[UInt8]]
    private var decoder: Decoder
    private var samples: [Sample] = []
    private let info = MessageInfo(
        record: 1, receiveTime: Timestamp(nanoseconds: 1_772_409_600_000_000_000))

    /// Prepares both.
    init() throws {
        decoder = Decoder(plant: try PlantUnderTest.read(), broker: 0)
        samples.reserveCapacity(64)
        payloads = (0..<256).map { number in
            let time = 1_772_409_600_123 + number * 517
            let object =
                "{\"ts\":\(time),\"state\":\(number % 9),\"total\":\(10_000 + number * 37)"
                + ",\"bad\":\(number % 100),\"speed\":\(800 + number % 90).5"
                + ",\"temp\":\(20 + number % 30).\(100 + number),\"mode\":\(1 + number % 3)"
                + ",\"ok\":true}"
            return Array(object.utf8)
        }
        for payload in payloads {
            csimdjson_begin()
            for byte in payload { csimdjson_append(byte) }
        }
    }

    /// Runs the bursts; the first of each contestant warms up and does not count.
    mutating func run() -> Report {
        var own: [Double] = []
        var peer: [Double] = []
        for burst in 0...Self.bursts {
            let first = measure { decodeAll() }
            let second = measure { csimdjson_run(Int64(Self.messages)) }
            precondition(
                first.sum == second.sum && first.sum > 0, "the contestants read the same values")
            guard burst > 0 else { continue }
            own.append(first.nanoseconds)
            peer.append(second.nanoseconds)
        }
        return Report(
            input: "\(payloads[0].count)-byte JSON, 8 fields, 2 wanted, 256 payloads in turn",
            own: median(own), peer: median(peer), ratio: median(zip(own, peer).map { $0 / $1 }))
    }

    /// Decodes the payloads in turn; returns the sum of what it read, as the peer does.
    private mutating func decodeAll() -> Double {
        let topic = PlantUnderTest.topic
        var sum = 0.0
        var next = 0
        for _ in 0..<Self.messages {
            samples.removeAll(keepingCapacity: true)
            let payload = payloads[next]
            let verdict = decoder.decode(
                topic: topic.span, payload: payload.span, message: info, into: &samples)
            guard case .decoded(samples: 2) = verdict else { return -1 }
            let total = samples[0].value / 1_000_000
            sum += Double(total) + Double(bitPattern: UInt64(bitPattern: samples[1].value))
            next = next + 1 == payloads.count ? 0 : next + 1
        }
        return sum
    }

    private func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
}

/// Nanoseconds of processor time per message of one burst, and its checksum.
private func measure(_ run: () -> Double) -> (nanoseconds: Double, sum: Double) {
    let start = clock()
    let sum = run()
    let nanoseconds = Double(clock() - start) * 1e9 / Double(CLOCKS_PER_SEC)
    return (nanoseconds / Double(Contest.messages), sum)
}
