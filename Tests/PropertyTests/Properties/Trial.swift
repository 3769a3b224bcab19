import Plant
import Production
import Telemetry

/// A case whose plant is read, ready to be folded and asked.
struct Trial {
    let story: GeneratedCase
    let plant: Plant
    let samples: [Sample]
    private let schedules: [Schedule?]

    /// Makes a trial of a case; the plant is read where it is not known from before.
    init(_ story: GeneratedCase, plant known: Plant? = nil) throws {
        self.story = story
        plant = try known ?? story.plant.read()
        samples = story.samples
        let day: Int64 = 86_400_000_000_000
        let instants =
            story.messages.flatMap { [$0.received, $0.ownTime ?? $0.received] }
            + story.asks.flatMap { [$0.from * 1_000_000_000, $0.to * 1_000_000_000] }
        let from = Timestamp(nanoseconds: (instants.min() ?? 0) - day)
        let to = Timestamp(nanoseconds: (instants.max() ?? 0) + day)
        let plant = plant
        schedules = plant.lines.indices.map { line in
            // Where a line has no calendar, either way of saying so must do.
            plant.lines[line].calendar == nil && story.seed % 2 == 0
                ? nil : plant.schedule(line: line, over: TimeSpan(from: from, to: to))
        }
    }

    /// The fold of samples without a break; by default of all.
    func fold(_ samples: [Sample]? = nil) -> Fold {
        var fold = Fold(plant: plant, broker: 0)
        for sample in samples ?? self.samples { fold.take(sample) }
        return fold
    }

    /// All facts of the samples, by subject, folded without a break; by default of all.
    func facts(_ samples: [Sample]? = nil) throws -> StoredFacts {
        var fold = fold(samples)
        return try StoredFacts(&fold, self)
    }

    /// Until when time has come after so many messages.
    func horizon(_ count: Int? = nil) -> Timestamp {
        let received = story.messages.prefix(count ?? .max).map(\.received)
        return Timestamp(nanoseconds: received.max() ?? 0)
    }

    /// The part of a span that is not after the whole second before an instant.
    func past(_ ask: Ask, _ horizon: Timestamp) -> TimeSpan {
        ask.past(horizon.nanoseconds).span
    }

    /// What is asked of one work unit.
    struct View {
        var unit: Int
        var facts: UnitFacts
        var definition: UnitDefinition
    }

    /// The facts of a work unit as reported, or as people corrected them.
    func view(_ unit: Int, _ facts: [Fact], isCorrected: Bool = true) -> View {
        let view = View(
            unit: unit, facts: UnitFacts(facts),
            definition: UnitDefinition(plant: plant, unit: unit))
        guard isCorrected, !story.remarks.isEmpty else { return view }
        let found = judgeable(facts)
        let corrections = story.corrections(
            unit, plant: plant, found: found.keys.sorted { ($0.at, $0.signal) < ($1.at, $1.signal) }
        )
        return View(
            unit: unit,
            facts: view.facts.corrected(
                by: corrections, found: found, orElse: story.plant.units[unit].product ?? -1),
            definition: view.definition.replacing(rates: corrections.rates))
    }

    /// The findings that a judgement can name, with what was credited.
    private func judgeable(_ facts: [Fact]) -> [CounterFinding: Int64] {
        var found: [CounterFinding: Int64] = [:]
        for fact in facts {
            guard case .finding(let finding) = fact.content,
                CounterFinding.kinds.contains(finding.kind)
            else { continue }
            let name = CounterFinding(
                signal: plant.signals[Int(finding.signal.rawValue)].path, at: fact.at,
                kind: finding.kind, before: finding.before, after: finding.after)
            found[name] = finding.credited
        }
        return found
    }

    func evaluate(_ view: View, _ span: TimeSpan, horizon: Timestamp? = nil) -> UnitResult {
        view.definition.evaluate(
            span, horizon: horizon ?? self.horizon(), facts: view.facts,
            schedule: schedules[view.unit])
    }

    /// The identifiers of now, for both sides of a resumption.
    var indices: IndexChange {
        let (products, reasons) = (plant.products.map(\.id), plant.reasons.map(\.id))
        return IndexChange(products: products, products, reasons: reasons, reasons)
    }
}
