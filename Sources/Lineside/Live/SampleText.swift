import Decoding
import Foundation
import Plant
import Reporting
import Telemetry

/// Decoded samples in the words of the plant.
struct SampleText {
    let plant: Plant

    /// The value: a state's name, pieces, an identifier, a number with its unit.
    func value(_ sample: Sample) -> String {
        let signal = plant.signals[Int(sample.signal.rawValue)]
        switch signal.meaning {
        case .state:
            return UnitState(rawValue: UInt8(clamping: sample.value)).map { "\($0)" } ?? "?"
        case .mode: return UnitMode(rawValue: UInt8(clamping: sample.value)).map { "\($0)" } ?? "?"
        case .counter: return decimalText(sample.value, digits: 6)
        case .meter(_, let unit): return "\(decimalText(sample.value, digits: 6)) \(unit)"
        case .product: return identifier(sample.value, plant.products.map(\.id))
        case .reason: return identifier(sample.value, plant.reasons.map(\.id))
        case .order: return sample.value == 0 ? "none" : "#" + String(sample.value, radix: 16)
        case .measurement(let unit, _): return "\(real(sample)) \(unit)"
        case .actuator(let actuator):
            return real(sample) + (actuator.unit.map { " \($0)" } ?? "")
        }
    }

    private func real(_ sample: Sample) -> String {
        "\(Double(bitPattern: UInt64(bitPattern: sample.value)))"
    }

    private func identifier(_ index: Int64, _ names: [String]) -> String {
        names.indices.contains(Int(clamping: index)) ? names[Int(index)] : "none"
    }

    /// What else is known of it.
    func flags(_ sample: Sample, isRedelivered: Bool) -> [String] {
        let names: [(SampleFlags, String)] = [
            (.retained, "retained"), (.clockAhead, "clock_ahead"), (.unknownWord, "unknown_word"),
            (.command, "command"), (.badQuality, "bad_quality"),
        ]
        return names.filter { sample.flags.contains($0.0) }.map(\.1)
            + (isRedelivered ? ["redelivered"] : [])
    }
}
