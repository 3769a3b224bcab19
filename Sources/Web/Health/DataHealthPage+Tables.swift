import Pipeline
import Plant
import Telemetry

/// The long tables.
extension DataHealthPage {
    /// Work units, with what came of their topics.
    var sources: HTML {
        DataTable(
            heads: [
                wording(HealthTerm.source), wording(HealthTerm.received),
                wording(HealthTerm.perMinute), wording(HealthTerm.lag),
                wording(HealthTerm.clockOffset), wording(HealthTerm.lastMessage),
                wording(HealthTerm.quarantined), wording(HealthTerm.rejected),
                wording(HealthTerm.redelivered), wording(HealthTerm.counterFindings),
                wording(HealthTerm.otherFindings),
            ], numeric: [1, 2, 3, 4, 6, 7, 8, 9, 10],
            rows: health.sources.map { source in
                let unit = plant.workUnits[source.unit]
                return [
                    "\(wording(plant.lines[unit.line].name)) · \(wording(unit.name))",
                    wording.count(source.received), wording.count(source.perMinute),
                    source.lag.map(wording.shortTime) ?? Wording.dash,
                    source.clockAhead.map(wording.shortTime) ?? Wording.dash,
                    wording.instant(source.lastMessage), wording.count(source.quarantined),
                    wording.count(source.rejected), wording.count(source.redelivered),
                    wording.count(source.counterFindings), wording.count(source.otherFindings),
                ]
            }
        ).html
    }

    /// Topics, the troubled first.
    var topics: HTML {
        let shown = health.topics.prefix(Self.topicLimit)
        let table = DataTable(
            heads: [
                wording(HealthTerm.topic), wording(HealthTerm.received),
                wording(HealthTerm.perMinute), wording(HealthTerm.lag),
                wording(HealthTerm.lastMessage), wording(HealthTerm.quarantined),
                wording(HealthTerm.rejected), wording(HealthTerm.redelivered),
            ], numeric: [1, 2, 3, 5, 6, 7], verbatim: [0],
            rows: shown.map { topic in
                [
                    topic.name, wording.count(topic.health.received),
                    wording.count(topic.health.perMinute(at: health.at)),
                    topic.health.lag.map(wording.shortTime) ?? Wording.dash,
                    wording.instant(topic.health.lastMessage),
                    wording.count(topic.health.quarantined), wording.count(topic.health.rejected),
                    wording.count(topic.health.redelivered),
                ]
            }
        ).html
        let all = wording(HealthTerm.topicsShown)
            .replacing("{shown}", with: wording.count(shown.count))
            .replacing("{all}", with: wording.count(health.topics.count))
        return HTML("p", ["class": "aside"]) { wording(HealthTerm.sinceStart) + " " + all } + table
    }

    /// What came that nobody asked for.
    var unbound: HTML {
        let named = health.unbound.flatMap { lane, topics in
            topics.entries.map {
                [lane, $0.name, wording.count($0.received), wording.instant($0.lastMessage)]
            }
        }
        let others = health.unbound.filter { $0.topics.others > 0 }.map {
            [$0.lane, wording.count($0.topics.others)]
        }
        guard !named.isEmpty else { return HTML("p") { wording(HealthTerm.none) } }
        let table = DataTable(
            heads: [
                wording(HealthTerm.session), wording(HealthTerm.topic),
                wording(HealthTerm.received), wording(HealthTerm.lastMessage),
            ], numeric: [2], verbatim: [0, 1], rows: named
        ).html
        guard !others.isEmpty else { return table }
        return table
            + DataTable(
                heads: [wording(HealthTerm.session), wording(HealthTerm.others)], numeric: [1],
                verbatim: [0], rows: others
            ).html
    }

    /// All limits, and how often they were reached.
    var limits: HTML {
        DataTable(
            heads: [
                wording(HealthTerm.limit), wording(HealthTerm.value),
                wording(HealthTerm.reached),
            ], numeric: [1, 2],
            rows: health.limits.map { reading in
                [
                    wording(reading.limit), wording.value(reading.limit),
                    reading.limit.isSeen
                        ? wording.count(reading.reached) : wording(HealthTerm.notSeen),
                ]
            }
        ).html
    }
}
