import Plant
import Production
import Telemetry

extension Property {
    /// The figures are those that the oracle works out from the messages and the norm.
    static let oracle = Property(name: "oracle") { trial in
        var fold = trial.fold()
        let facts = try StoredFacts(&fold, trial)
        return try contradiction(of: facts, lateSetAside: fold.counts.lateSetAside, trial)
    }

    /// So they are at any earlier instant, from what had been received by then.
    static let oracleAsOf = Property(name: "oracle, as of") { trial in
        var dice = Dice(seed: trial.story.seed ^ 0xA50F)
        let count = Int(dice.int(0...Int64(trial.story.messages.count)))
        let part = try Trial(trial.story.prefix(count), plant: trial.plant)
        var fold = part.fold()
        let facts = try StoredFacts(&fold, part)
        return try contradiction(of: facts, lateSetAside: fold.counts.lateSetAside, part)
            .map { "after \(count) messages: \($0)" }
    }

    /// What in some facts is not as the oracle works it out from the messages.
    static func contradiction(
        of facts: StoredFacts, lateSetAside: UInt64, _ trial: Trial
    ) throws -> String? {
        let story = trial.story
        let horizon = trial.horizon()
        var lateCount = 0
        for unit in trial.plant.workUnits.indices {
            let oracle = Oracle(story, unit: unit)
            lateCount += oracle.story.lateCount
            if let different = findings(facts[unit], trial.plant, unit, oracle) {
                return "unit \(unit): \(different)"
            }
            let view = trial.view(unit, facts[unit], isCorrected: false)
            for ask in story.asks {
                let span = trial.past(ask, horizon)
                let result = trial.evaluate(view, span, horizon: horizon)
                if let different = difference(result, oracle, ask, span) {
                    return "unit \(unit), \(Instant.text(ask.from * 1_000_000_000)) to "
                        + "\(Instant.text(ask.to * 1_000_000_000)): \(different)"
                }
            }
        }
        guard lateSetAside == UInt64(lateCount) else {
            return "\(lateSetAside) set aside and not \(lateCount)"
        }
        return nil
    }

    private static func difference(
        _ result: UnitResult, _ oracle: Oracle, _ ask: Ask, _ span: TimeSpan
    ) -> String? {
        let ledgers = oracle.ledgers(ask)
        let total = ledgers.values.reduce(into: Ledger()) { $0 += $1 }
        let different = Ledger(result.sums).differences(from: total)
        guard different.isEmpty else { return different.joined(separator: "\n") }
        for product in Set(ledgers.keys).union(result.products.keys).sorted() {
            let ledger = ledgers[product, default: Ledger()]
            let different = Ledger(result.products[product] ?? Sums()).differences(from: ledger)
            guard different.isEmpty else {
                return "product \(product): " + different.joined(separator: "\n")
            }
        }
        for (name, exact) in oracle.kpis(total).sorted(by: { $0.key < $1.key }) {
            guard let kpi = KPI(rawValue: name) else { return "there is no \(name)" }
            if let different = exact.difference(from: result.sums.kpi(kpi)) {
                return "\(name): \(different)"
            }
        }
        let stops = oracle.stops.filter {
            $0.from < span.to.nanoseconds && $0.to > span.from.nanoseconds
        }
        guard stops.map(\.words) == result.stops.map(\.words) else {
            return "stops \(result.stops.map(\.words)) and not \(stops.map(\.words))"
        }
        return losses(result.sums, oracle, total)
            ?? contradiction(result, oracle, ask, total)
    }

    /// Speed and quality losses are the rest of the ledger, each rounded once.
    private static func losses(_ sums: Sums, _ oracle: Oracle, _ total: Ledger) -> String? {
        guard let speed = sums.losses.first(where: { $0.lossClass == .speed }),
            let quality = sums.losses.first(where: { $0.lossClass == .quality })
        else { return nil }
        let made = oracle.ideal(.knownMade, total)
        let good = oracle.ideal(.knownGood, total)
        let unit = Oracle.idealUnit
        let distance = max(
            (Int128(total[.production] - speed.time) * unit - made).magnitude,
            (Int128(quality.time) * unit - made + good).magnitude)
        return distance <= unit.magnitude ? nil : "losses of speed or quality"
    }

    /// What only figures find.
    private static func contradiction(
        _ result: UnitResult, _ oracle: Oracle, _ ask: Ask, _ total: Ledger
    ) -> String? {
        let kinds = Set(result.findings.map(\.kind))
        if kinds.contains(.contradiction) != oracle.isContradicted(ask) {
            return "a contradiction of counters"
        }
        let made = oracle.ideal(.knownMade, total)
        let isAbove =
            total[.production] > 0 && made > Int128(total[.production]) * Oracle.idealUnit
        if kinds.contains(.rateBelowBest) != isAbove { return "a rate below the best" }
        let isOutside = CountKind.allCases.contains { total[.pieces(.outside, $0)] != 0 }
        return kinds.contains(.outsidePlanned) == isOutside ? nil : "pieces outside planned time"
    }

    /// What the counters and the silence of a unit gave to look at.
    private static func findings(
        _ facts: [Fact], _ plant: Plant, _ unit: Int, _ oracle: Oracle
    ) -> String? {
        let signals = plant.workUnits[unit].signals
        var mine: [String] = []
        for fact in facts {
            guard case .finding(let finding) = fact.content else { continue }
            if finding.kind == .silent { mine.append("silent at \(fact.at.nanoseconds)") }
            if finding.kind == .brokerLoss {
                mine.append("lost from \(fact.at.nanoseconds) to \(finding.after)")
            }
            let place = signals.firstIndex(of: Int(finding.signal.rawValue))
            guard let place, let kind = finding.kind.ruled else { continue }
            mine.append(
                "\(oracle.unit.signals[place].id) \(kind) at \(fact.at.nanoseconds): "
                    + "\(finding.before) \(finding.after) \(finding.credited)")
        }
        var theirs = oracle.course.silences.map { "silent at \($0)" }
        theirs += oracle.course.brokerLosses.map { "lost from \($0.from) to \($0.until)" }
        for signal in oracle.unit.signals {
            guard case .counter(let kind, _) = signal.meaning else { continue }
            for finding in oracle.counters[kind]?.findings ?? [] {
                theirs.append(
                    "\(signal.id) \(finding.kind) at \(finding.at): "
                        + "\(finding.before) \(finding.after) \(finding.credited)")
            }
        }
        guard mine.sorted() != theirs.sorted() else { return nil }
        let extra = mine.filter { !theirs.contains($0) }
        let missing = theirs.filter { !mine.contains($0) }
        return "found \(extra) and not \(missing)"
    }

    /// Meters: what a counter counts, spread over all time.
    static let meters = Property(name: "meters") { trial in
        let facts = try trial.facts()
        for (number, index) in trial.plant.meters.enumerated() {
            let unit = trial.plant.signals[index].workUnit
            let place = index - (trial.plant.workUnits[unit].signals.first ?? 0)
            guard let shape = trial.story.plant.units[unit].signals[place].counter,
                case .meter(let counter, _) = trial.plant.signals[index].meaning
            else { continue }
            let story = OracleStory(trial.story, unit: unit)
            let oracle = OracleCounter(shape, readings: Oracle.readings(place, of: story))
            let unitFacts = UnitFacts(facts[trial.plant.workUnits.count + number])
            for ask in trial.story.asks {
                let span = trial.past(ask, trial.horizon())
                let sums = UnitDefinition(meter: counter).evaluate(
                    span, horizon: trial.horizon(), facts: unitFacts, schedule: nil
                ).sums
                let expected = oracle.spread(span.from.nanoseconds, span.to.nanoseconds)
                if sums.pieces.made != expected {
                    return "meter of unit \(unit), \(ask): \(sums.pieces.made) and not \(expected)"
                }
            }
        }
        return nil
    }
}

extension OracleCounter {
    /// What was counted in a span by one of which nobody knows what the unit did.
    fileprivate func spread(_ from: Int64, _ to: Int64) -> Int64 {
        var sum: Int64 = 0
        for credit in credits {
            let quantity = pieces(credit.quantity)
            guard credit.from < credit.to else {
                if from <= credit.to, credit.to < to { sum += quantity }
                continue
            }
            func made(by instant: Int64) -> Int64 {
                let elapsed = max(0, instant - credit.from)
                guard instant < credit.to else { return quantity }
                let grains = Int128(quantity / grain) * Int128(elapsed)
                return Int64(grains / Int128(credit.to - credit.from)) * grain
            }
            sum += made(by: to) - made(by: from)
        }
        return sum
    }
}

extension FindingKind {
    /// The rule's outcome that it stands for.
    fileprivate var ruled: String? {
        switch self {
        case .counterBaseline: "baseline"
        case .counterReset: "reset"
        case .counterRollover: "rollover"
        case .counterJitter: "jitter"
        case .counterSpike: "spike"
        case .counterJump: "jump"
        default: nil
        }
    }
}

extension Oracle.Stop {
    fileprivate var words: String {
        "\(from) to \(to), \(length), \(isMinor ? "minor" : "major"), \(reason), \(product)"
    }
}

extension Stop {
    fileprivate var words: String {
        "\(from.nanoseconds) to \(to.nanoseconds), \(length), \(isMinor ? "minor" : "major"), "
            + "\(reason.asReason), \(product)"
    }
}
