import Telemetry

/// A KPI as an exact fraction, or the reason why there is none: `production.md` section 5.
enum ExactKPI: Equatable {
    case fraction(Int128, Int128)
    case null(String)
}

extension Oracle {
    /// The KPIs of sums, by name.
    func kpis(_ ledger: Ledger) -> [String: ExactKPI] {
        let names = [
            "availability", "effectiveness", "quality", "oee", "coverage", "oee_low", "oee_high",
        ]
        let busy = planned(ledger)
        guard busy > 0 else {
            return Dictionary(uniqueKeysWithValues: names.map { ($0, .null("no planned time")) })
        }
        let known = busy - ledger[.unknown]
        var kpis: [String: ExactKPI] = ["coverage": .fraction(Int128(known), Int128(busy))]
        kpis["availability"] =
            known > 0 ? .fraction(Int128(ledger[.production]), Int128(known)) : .null("no data")
        let made = ideal(.knownMade, ledger)
        let good = ideal(.knownGood, ledger)
        let unit = Self.idealUnit
        kpis["effectiveness"] =
            known == 0 || counters.isEmpty
            ? .null("no data")
            : unrated(ledger)
                ?? (ledger[.production] > 0
                    ? .fraction(made, Int128(ledger[.production]) * unit)
                    : .null("no production time"))
        kpis["quality"] =
            !derivation.isQualityMeasured
            ? .null("quality not measured")
            : known == 0
                ? .null("no data")
                : unrated(ledger) ?? (made != 0 ? .fraction(good, made) : .null("no pieces"))
        kpis["oee"] =
            known == 0
            ? .null("no data") : measured(ledger) ?? .fraction(good, Int128(known) * unit)
        kpis["oee_low"] = measured(ledger) ?? .fraction(surelyGood(ledger), Int128(busy) * unit)
        kpis["oee_high"] =
            measured(ledger)
            ?? .fraction(
                ideal(.good, ledger) + Int128(ledger[.unbridged]) * unit, Int128(busy) * unit)
        return kpis
    }

    /// PBT = APT + AUST + ADET + ADOT + unknown.
    func planned(_ ledger: Ledger) -> Int64 {
        let parts: [Ledger.Time] = [.production, .setup, .delay, .down, .unknown]
        return parts.reduce(0) { $0 + ledger[$1] }
    }

    /// Every count of items of a rate divides this, in parts of a millionth of a nanosecond.
    static let idealUnit: Int128 = 420 * 1_000_000

    /// Σ PRI·pieces, in parts of ``idealUnit`` of a nanosecond.
    func ideal(_ part: Ledger.RatedPart, _ ledger: Ledger) -> Int128 {
        var sum: Int128 = 0
        for (entry, quantity) in ledger.entries {
            guard case .rated(let itemTime, let items, part) = entry else { continue }
            sum += Int128(quantity) * Int128(itemTime) * 420 / Int128(items)
        }
        return sum
    }

    /// Σ PRI·GQ of what is good whatever the unclassified pieces are.
    private func surelyGood(_ ledger: Ledger) -> Int128 {
        var (sum, seen) = (Int128(0), Set<Ledger.Entry>())
        for rate in unit.rates where seen.insert(.rated(rate, .good)).inserted {
            let (good, known) = (ledger[.rated(rate, .good)], ledger[.rated(rate, .knownGood)])
            let sure = good - max(0, min(ledger[.rated(rate, .unclassified)], good - known))
            sum += Int128(sure) * Int128(rate.itemTime) * 420 / Int128(rate.items)
        }
        return sum
    }

    /// Why nothing can be said that needs quality and rates.
    private func measured(_ ledger: Ledger) -> ExactKPI? {
        guard derivation.isQualityMeasured else { return .null("quality not measured") }
        return unrated(ledger)
    }

    private func unrated(_ ledger: Ledger) -> ExactKPI? {
        let products = ledger.entries.keys.compactMap { entry in
            if case .unrated(let product) = entry { product } else { nil }
        }
        return products.min().map { .null("no rate for product \($0)") }
    }
}
