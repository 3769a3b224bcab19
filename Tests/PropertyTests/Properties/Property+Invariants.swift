import Plant
import Production
import Telemetry

extension Property {
    /// 1: the time elements add up to the span, and made = good + scrap + rework.
    static let conservation = Property(name: "conservation") { trial in
        var fold = trial.fold()
        guard fold.isBalanced else { return "the fold is not balanced" }
        let facts = try StoredFacts(&fold, trial)
        for (unit, ask) in trial.questions {
            let span = trial.past(ask, trial.horizon())
            let result = trial.evaluate(trial.view(unit, facts[unit]), span)
            if let broken = imbalance(result, span.duration) {
                return "unit \(unit), \(ask): \(broken)"
            }
        }
        return nil
    }

    private static func imbalance(_ result: UnitResult, _ duration: Int64) -> String? {
        let sums = result.sums
        let busy = sums.production + sums.setup + sums.delay + sums.down + sums.unknown
        if sums.notScheduled + sums.plannedDown + busy != duration { return "time is lost" }
        if !sums.isBalanced || !result.products.values.allSatisfy(\.isBalanced) {
            return "it says itself that it is not balanced"
        }
        for pieces in [sums.pieces, sums.inUnknown, sums.outside] where sums.isQualityMeasured {
            if pieces.made != pieces.good + pieces.scrap + pieces.rework {
                return "a piece is lost"
            }
        }
        for (product, all) in sums.byProduct where sums.isQualityMeasured {
            if all.made != all.good + all.scrap + all.rework { return "of product \(product)" }
        }
        if sums.byProduct.values.reduce(0, { $0 + $1.made })
            != sums.pieces.made + sums.outside.made
        {
            return "products do not add up"
        }
        guard sums.unrated.isEmpty, sums.isQualityMeasured, busy > 0 else { return nil }
        let ledger = sums.losses.reduce(sums.idealTime(\.knownGood)) { $0 + $1.time }
        return ledger == busy ? nil : "losses add up to \(ledger) and not \(busy)"
    }

    /// 2: the live figure, the stored one and that of a fold from the beginning are the same.
    static let oneFold = Property(name: "one fold") { trial in
        var dice = Dice(seed: trial.story.seed ^ 0xF01D)
        let count = trial.story.messages.count
        let end = Int(dice.int(0...Int64(count)))
        var fold = Fold(plant: trial.plant, broker: 0)
        var stored = StoredFacts()
        for sample in trial.samples.prefix(end) {
            fold.take(sample)
            if dice.oneIn(9) { try stored.flush(&fold, trial) }
        }
        // What is live at this instant, whatever was stored when.
        var live = stored
        var copy = fold
        try live.flush(&copy, trial)
        let fresh = try trial.facts(Array(trial.samples.prefix(end)))
        for sample in trial.samples.dropFirst(end) {
            fold.take(sample)
            if dice.oneIn(9) { try stored.flush(&fold, trial) }
        }
        try stored.flush(&fold, trial)
        let whole = try trial.facts()
        for (facts, others, count) in [(live, fresh, end), (stored, whole, count)] {
            if let different = difference(facts, others, trial, count) {
                return "after \(count) messages: \(different)"
            }
        }
        return nil
    }

    /// What differs in the facts or figures of units and meters.
    private static func difference(
        _ facts: StoredFacts, _ others: StoredFacts, _ trial: Trial, _ count: Int? = nil
    ) -> String? {
        for subject in trial.plant.subjects.indices {
            let sheet = FactSheet(facts[subject])
            if let different = sheet.difference(from: FactSheet(others[subject])) {
                return "facts of \(trial.plant.subjects[subject]):\n\(different)"
            }
        }
        let horizon = trial.horizon(count)
        for (unit, ask) in trial.questions {
            let span = trial.past(ask, horizon)
            let one = trial.evaluate(trial.view(unit, facts[unit]), span, horizon: horizon)
            let other = trial.evaluate(trial.view(unit, others[unit]), span, horizon: horizon)
            guard one.sums == other.sums, one.products == other.products, one.stops == other.stops,
                one.findings == other.findings
            else { return "figures of unit \(unit), \(ask)" }
        }
        return nil
    }

    /// 3: reordering, delay and redelivery of messages with their own times change nothing.
    static let order = Property(name: "order") { trial in
        var story = trial.story
        story.messages = story.messages.filter { !story.isLate($0) }
        // When the broker was heard is told by the delay itself.
        for index in story.messages.indices {
            switch story.messages[index].content {
            case .connectionLost: story.messages[index].content = .connectionLost()
            case .quiet: story.messages[index].content = .tick
            default: break
            }
        }
        let prompt = story.undelayed
        let delivered = try Trial(story.ticking(with: prompt), plant: trial.plant)
        let undelayed = try Trial(prompt.ticking(with: story), plant: trial.plant)
        return try difference(delivered.facts(), undelayed.facts(), delivered)
    }

    /// 4: what is stopped at any record and goes on from what was stored gives the same.
    static let crashes = Property(name: "crashes") { trial in
        var dice = Dice(seed: trial.story.seed ^ 0xC4A5)
        var stored = StoredFacts()
        var fold = Fold(plant: trial.plant, broker: 0)
        var state = fold.laneState
        var (next, flushed) = (0, 0)
        while next < trial.samples.count {
            fold.take(trial.samples[next])
            next += 1
            if dice.oneIn(12) {
                try stored.flush(&fold, trial)
                state = fold.laneState
                flushed = next
            }
            guard dice.oneIn(15) else { continue }
            fold = Fold(plant: trial.plant, broker: 0)
            try fold.resume(
                state, checkpoints: stored.checkpoints, actuators: [:], indices: trial.indices)
            next = flushed
            // Gets further than before.
            for sample in trial.samples[next...].prefix(20) { fold.take(sample) }
            next = min(next + 20, trial.samples.count)
        }
        try stored.flush(&fold, trial)
        guard fold.isBalanced else { return "the fold is not balanced" }
        return try difference(stored, trial.facts(), trial)
    }

    /// 5: the sums of two spans are those of both together, and so are the KPIs.
    static let additivity = Property(name: "additivity") { trial in
        var dice = Dice(seed: trial.story.seed ^ 0xADD)
        let facts = try trial.facts()
        for (unit, ask) in trial.questions {
            let view = trial.view(unit, facts[unit])
            let whole = trial.past(ask, trial.horizon())
            let second: Int64 = 1_000_000_000
            var cuts = [whole.from, whole.to]
            for _ in 0..<dice.int(1...3) where whole.duration >= second {
                cuts.append(whole.from + dice.int(0...whole.duration / second) * second)
            }
            cuts.sort()
            var sum = Sums()
            (sum.isCounted, sum.isQualityMeasured) = (true, true)
            for (from, to) in zip(cuts, cuts.dropFirst()) {
                sum += trial.evaluate(view, TimeSpan(from: from, to: to)).sums
            }
            let result = trial.evaluate(view, whole)
            guard Ledger(sum) == Ledger(result.sums) else {
                let different = Ledger(sum).differences(from: Ledger(result.sums))
                return "unit \(unit), cut at \(cuts.map(\.nanoseconds)): "
                    + different.joined(separator: "\n")
            }
            for kpi in KPI.allCases where sum.kpi(kpi) != result.sums.kpi(kpi) {
                return "unit \(unit), \(kpi), cut at \(cuts.map(\.nanoseconds))"
            }
        }
        return nil
    }
}

extension Trial {
    /// Every span asked for, of every unit.
    var questions: [(unit: Int, ask: Ask)] {
        plant.workUnits.indices.flatMap { unit in story.asks.map { (unit, $0) } }
    }
}
