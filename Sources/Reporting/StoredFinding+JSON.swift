public import Plant
import Production
public import Storage
import Telemetry

extension StoredFinding {
    func json(_ plant: Plant) -> JSON {
        .object([
            ("at", .string(at.rfc3339)), ("signal", .string(signal)),
            ("kind", .string(kind.rawValue)), ("detail", .object(detail(plant))),
        ])
    }

    /// What it says beside its kind, by names of the interface.
    public func detail(_ plant: Plant) -> [(name: String, value: JSON)] {
        if let figures { return figures.detail(plant) }
        switch kind {
        case .counterBaseline, .counterReset, .counterRollover, .counterJitter, .counterSpike,
            .counterJump:
            return [
                ("from", .quantity(millionths: before)), ("to", .quantity(millionths: after)),
            ] + (credited == 0 ? [] : [("credited", .quantity(millionths: credited))])
        case .counterGap: return [("credited", .quantity(millionths: credited))]
        case .brokerLoss: return [("until", .string(Timestamp(nanoseconds: after).rfc3339))]
        case .undecodable: return [("messages", .integer(after))]
        default: return []
        }
    }
}

extension SpanFinding {
    fileprivate func detail(_ plant: Plant) -> [(name: String, value: JSON)] {
        switch self {
        case .contradiction: []
        case .rateBelowBest(let rates, let product):
            [
                ("product", plant.identifier(ofProduct: product).map { .string($0) } ?? .null),
                ("declared_s", .seconds(nanoseconds: rates.declared)),
                ("demonstrated_s", .seconds(nanoseconds: rates.demonstrated)),
            ]
        case .outsidePlanned(let pieces, let isQualityMeasured):
            pieces.members(isQualityMeasured).map { (name: $0.0, value: $0.1) }
        }
    }
}

extension Plant {
    /// The identifier of a product given by its index; nil where none was said.
    func identifier(ofProduct product: Int32) -> String? {
        products.indices.contains(Int(product)) ? products[Int(product)].id : nil
    }
}
