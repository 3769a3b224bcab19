import Pipeline
import Production
import Reporting
import Telemetry

/// What must be equal, and what must not be reached.
extension Metrics {
    /// Both sides of every conservation law; their difference is 0 where it holds.
    mutating func addBalances() {
        func samples(_ value: (Balance) -> Int64) -> [MetricText.Sample] {
            balances.map { balance in
                MetricText.Sample(
                    labels: [("law", balance.law.rawValue), ("of", balance.place)],
                    value: decimalText(value(balance), digits: balance.digits))
            }
        }
        out.add(
            "lineside_balance", .gauge, "How far a conservation law is from holding; 0: it holds.",
            samples(\.difference))
        out.add("lineside_balance_left", .gauge, "One side of it.", samples(\.left))
        out.add("lineside_balance_right", .gauge, "The other side of it.", samples(\.right))
        addCounters()
        addTopics()
    }

    /// Σ deltas = Σ (last − first) + Σ adjustments, in pieces, over all counters of a lane.
    private mutating func addCounters() {
        let parts: [(String, KeyPath<Fold.CounterBalance, Int64>)] = [
            ("credited", \.credited), ("risen", \.risen), ("adjusted", \.adjusted),
        ]
        out.add(
            "lineside_counter_pieces", .gauge,
            "Of all counters: what was credited = what they have risen + what was adjusted.",
            readiness.lanes.flatMap { lane in
                lane.head.map { head in
                    parts.map { name, part in
                        MetricText.Sample(
                            labels: [("lane", lane.name), ("part", name)],
                            value: decimalText(head.counters[keyPath: part], digits: 6))
                    }
                } ?? []
            })
    }

    /// Of topics only sums: a scrape must not grow with the plant.
    private mutating func addTopics() {
        let ledgers = readiness.lanes.compactMap { lane in
            lane.health.map { (lane.name, $0.topics) }
        }
        func samples(_ value: (TopicLedger) -> UInt64) -> [MetricText.Sample] {
            ledgers.map { MetricText.Sample(labels: [("lane", $0)], value: "\(value($1))") }
        }
        out.add(
            "lineside_topics", .gauge, "Topics that a signal is bound to.",
            samples { UInt64($0.topics.count) })
        out.add(
            "lineside_topics_silent", .gauge, "Those of which nothing came since the start.",
            samples { UInt64($0.topics.count { $0.received == 0 }) })
        out.add(
            "lineside_unbound_topics", .gauge,
            "Topics without a signal that came, as far as they are named.",
            samples { UInt64($0.unbound.entries.count) })
    }

    /// Every limit, and how often it was reached.
    mutating func addLimits() {
        out.add(
            "lineside_limit", .gauge, "What a limit is set to.",
            limits.map {
                MetricText.Sample(
                    labels: [("limit", $0.limit.name), ("unit", $0.limit.unit.rawValue)],
                    value: "\($0.limit.value)")
            })
        out.add(
            "lineside_limit_reached_total", .counter, "How often a limit was reached.",
            limits.filter(\.limit.isSeen).map {
                MetricText.Sample(labels: [("limit", $0.limit.name)], value: "\($0.reached)")
            })
    }

    /// Which threads do not go on.
    mutating func addStalled() {
        out.add(
            "lineside_thread_stalled", .gauge, "Threads that do not go on, by name; each 1.",
            (readiness.health?.stalled ?? []).map {
                MetricText.Sample(labels: [("thread", $0)], value: "1")
            })
    }
}
