import Telemetry

@testable import Decoding
@testable import Plant

/// Plants and messages made by hand.
enum Fixtures {
    static let name = LocalizedText(english: "x", traditionalChinese: "x")
    /// 2026-03-02T08:00:00+08:00.
    static let receiveTime = Timestamp(clampingSeconds: 1_772_409_600)

    static func plant(_ signals: [Signal], timeZone: String = "Asia/Hong_Kong") -> Plant {
        let unit = WorkUnit(
            id: "u", path: "l/u", name: name, line: 0, feeds: [], minorStop: .time(1),
            heartbeat: nil, staleAfter: nil, prefer: [], rates: [], signals: [])
        let line = Line(
            id: "l", name: name, broker: 0, calendar: nil, constraint: [], output: [],
            product: nil, workUnits: [0])
        return Plant(
            id: "p", name: name, timeZone: timeZone, convention: .iso22400,
            clockTolerance: 300 * nanosecondsPerSecond, lateness: 604_800 * nanosecondsPerSecond,
            brokers: [], calendars: [], products: [], reasons: [], lines: [line],
            workUnits: [unit], signals: signals, warnings: [])
    }

    static func signal(
        _ meaning: SignalMeaning, field: String? = nil, time: String? = nil,
        unit: TimeField.Unit = .guess, topic: String = "t"
    ) -> Signal {
        Signal(
            id: "s", path: "l/u/s", name: name, workUnit: 0,
            source: .topic(
                topic, value: field.map(path),
                time: time.map { TimeField(path: path($0), unit: unit) }),
            meaning: meaning)
    }

    /// `a.b[0].c`, as the plant file writes it.
    static func path(_ text: String) -> FieldPath {
        var steps: [FieldPath.Step] = []
        for part in text.split(whereSeparator: { $0 == "." || $0 == "[" }) {
            if part.hasSuffix("]"), let index = Int(part.dropLast()) {
                steps.append(.index(index))
            } else {
                steps.append(.key(String(part)))
            }
        }
        return FieldPath(steps: steps)
    }

    static func counter(
        _ type: Counter.ReadingType = .cumulative, step: Int64 = quantityScale
    ) -> SignalMeaning {
        .counter(
            Counter(
                counts: .made, type: type, modulus: nil, maxRate: nil, jitter: step, step: step,
                piecesPerCount: quantityScale))
    }

    static let measurement = SignalMeaning.measurement(unit: "Cel", normal: nil)
}

/// What a message gave.
struct Outcome: Equatable, CustomStringConvertible {
    var verdict: Verdict
    var values: [Int64]
    var times: [Int64]
    var flags: [UInt8]

    var description: String { "\(verdict) \(values) \(times) \(flags)" }
}

extension Decoder {
    /// Decodes text.
    mutating func decode(
        _ payload: String, topic: String = "t", retained: Bool = false, acknowledged: Bool = false
    ) -> Outcome {
        decode(Array(payload.utf8), topic: topic, retained: retained, acknowledged: acknowledged)
    }

    /// Decodes bytes.
    mutating func decode(
        _ payload: [UInt8], topic: String = "t", retained: Bool = false, acknowledged: Bool = false
    ) -> Outcome {
        var samples: [Sample] = []
        let topic = Array(topic.utf8)
        let info = MessageInfo(
            record: 1, receiveTime: Fixtures.receiveTime, retained: retained,
            acknowledged: acknowledged)
        let verdict = decode(
            topic: topic.span, payload: payload.span, message: info, into: &samples)
        return Outcome(
            verdict: verdict, values: samples.map(\.value),
            times: samples.map(\.eventTime.nanoseconds), flags: samples.map(\.flags.rawValue))
    }
}

extension Verdict {
    /// The kind of refusal, where it is one.
    var refusal: QuarantineReason.Kind? {
        guard case .quarantined(let reason) = self else { return nil }
        return reason.kind
    }
}

/// SplitMix64: the same numbers from the same seed, everywhere.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
