import Testing

@testable import Production

@Suite struct DescriptorTests {
    private static let all =
        KPI.allCases.map(\.descriptor) + ConsumptionKPI.allCases.map(\.descriptor)

    @Test func everyKPIHasItsOwnDescriptor() {
        for kpi in KPI.allCases { #expect(kpi.descriptor.id == kpi.rawValue, "\(kpi)") }
        #expect(Set(Self.all.map(\.id)).count == Self.all.count)
        #expect(Set(Self.all.map(\.name)).count == Self.all.count)
        #expect(Set(Self.all.map(\.description)).count == Self.all.count)
    }

    @Test func theUnitIsTheOneInWhichItIsGiven() {
        for kpi in KPI.allCases {
            let unit =
                switch kpi.unit {
                case .ratio: KPIDescriptor.percent
                case .seconds: KPIDescriptor.seconds
                case .piecesPerHour: KPIDescriptor.piecesPerHour
                }
            #expect(kpi.descriptor.unit == unit, "\(kpi)")
        }
    }

    @Test func theEffectModelUsesKnownSymbols() {
        let known = Set((KPISymbol.elements + KPISymbol.others).map(\.symbol))
        for descriptor in Self.all {
            for symbol in descriptor.effect.raises + descriptor.effect.lowers {
                #expect(known.contains(symbol), "\(descriptor.id): \(symbol)")
            }
            #expect(!descriptor.effect.raises.isEmpty && !descriptor.effect.lowers.isEmpty)
        }
    }

    /// A line of the table could lie: the formulae of time ratios are tried with numbers.
    @Test func formulaeOfTimeRatiosGiveTheValue() {
        var sums = Sums()
        (sums.production, sums.setup, sums.delay, sums.down) = (500, 100, 300, 60)
        sums.unknown = 40
        sums.span = 1000
        sums.orderTime = 800
        let letters = [
            "APT": 500.0, "AUST": 100, "ADET": 300, "ADOT": 60, "PBT": 960, "AUPT": 600,
            "AUBT": 900, "AOET": 800,
        ]
        var tried = 0
        for kpi in KPI.allCases {
            let parts = kpi.descriptor.formula.split(separator: "/").map { part in
                part.split(separator: "+").map {
                    letters[$0.filter { $0.isLetter && $0.isASCII }.description]
                }
            }
            guard parts.count == 2, let whole = parts.last?.compactMap(\.self),
                let part = parts.first,
                whole.count == parts[1].count, part.count == 1, let numerator = part[0]
            else { continue }
            tried += 1
            #expect(
                sums.kpi(kpi) == .value(numerator / whole.reduce(0, +)),
                "\(kpi): \(kpi.descriptor.formula)")
        }
        #expect(tried == 7)
    }
}
