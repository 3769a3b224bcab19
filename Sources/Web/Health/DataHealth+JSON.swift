import Journal
import Pipeline
import Plant
import Production
import Reporting
import Telemetry

extension DataHealth {
    /// What `/api/v1/health` answers; `docs/health.md` describes it.
    func json(_ plant: Plant) -> JSON {
        .object([
            ("at", .string(at.rfc3339)), ("ready", .bool(readiness.isReady)),
            ("reasons", readiness.reasons),
            ("stalled", .array((readiness.health?.stalled ?? []).map { .string($0) })),
            ("balanced", .bool(balances.allSatisfy(\.holds))),
            ("balances", .array(balances.map(\.json))),
            ("lanes", .array(readiness.lanes.map(json))),
            ("sources", .array(sources.map { json($0, plant) })),
            ("topics_total", .integer(Int64(topics.count))),
            ("topics", .array(topics.prefix(WebLimits.healthTopics.value).map(json))),
            ("unbound", .array(unbound.map { $1.json(lane: $0) })), ("store", store),
            ("limits", .array(limits.map(json))),
        ])
    }

    private func json(_ lane: Readiness.Lane) -> JSON {
        let intake = lane.health?.intake ?? LaneHealth.Intake()
        let ledger = lane.health?.topics
        return .object([
            ("lane", .string(lane.name)), ("condition", .string(condition(lane).rawValue)),
            ("connected", .bool(lane.isConnected)), ("received", .count(ledger?.received ?? 0)),
            ("per_minute", .integer(Int64(ledger?.perMinute(at: at) ?? 0))),
            ("last_message", .instant(intake.lastMessage)), ("position", .count(lane.position)),
            ("stored", .count(lane.stored?.position ?? 0)), ("backlog", .count(lane.backlog)),
            (
                "journal",
                .object([
                    ("state", .string(lane.journal.rawValue)),
                    ("bytes", .integer(Int64(intake.journalBytes))),
                    ("segments", .integer(Int64(intake.segments))),
                    ("oldest_record", .count(intake.oldestRecord)),
                    ("last_record", .count(intake.lastDurableRecord)),
                    ("last_sync", .instant(intake.lastSync)),
                    ("keeps_days", .integer(Int64(JournalLimits.age.value))),
                    ("keeps_bytes", .integer(Int64(JournalLimits.size.value))),
                ])
            ),
        ])
    }

    private func json(_ source: Source, _ plant: Plant) -> JSON {
        .object([
            ("unit", .string(plant.workUnits[source.unit].path)),
            ("received", .count(source.received)),
            ("per_minute", .integer(Int64(source.perMinute))), ("lag_s", .seconds(source.lag)),
            ("clock_ahead_s", .seconds(source.clockAhead)),
            ("last_message", .instant(source.lastMessage)),
            ("quarantined", .count(source.quarantined)), ("rejected", .count(source.rejected)),
            ("redelivered", .count(source.redelivered)),
            ("counter_findings", .integer(Int64(source.counterFindings))),
            ("other_findings", .integer(Int64(source.otherFindings))),
        ])
    }

    private func json(_ topic: Topic) -> JSON {
        .object([
            ("lane", .string(topic.lane)), ("topic", .string(topic.name)),
            ("received", .count(topic.health.received)),
            ("per_minute", .integer(Int64(topic.health.perMinute(at: at)))),
            ("lag_s", .seconds(topic.health.lag)),
            ("last_message", .instant(topic.health.lastMessage)),
            ("quarantined", .count(topic.health.quarantined)),
            ("rejected", .count(topic.health.rejected)),
            ("redelivered", .count(topic.health.redelivered)),
        ])
    }

    private var store: JSON {
        let health = readiness.health
        return .object([
            ("bytes", .integer(Int64(health?.storeBytes ?? 0))),
            ("packs_bytes", .integer(Int64(health?.packBytes ?? 0))),
            ("full", .bool(health?.store.isFull ?? false)),
            ("pending", .integer(Int64(health?.store.pending ?? 0))),
            ("last_commit", .instant(health?.store.lastCommit)),
            ("late_events", .integer(Int64(lateEvents))),
        ])
    }

    private func json(_ reading: LimitMeter.Reading) -> JSON {
        .object([
            ("limit", .string(reading.limit.name)), ("value", .integer(Int64(reading.limit.value))),
            ("unit", .string(reading.limit.unit.rawValue)),
            ("reached", reading.limit.isSeen ? .count(reading.reached) : .null),
        ])
    }
}

extension UnboundTopics {
    fileprivate func json(lane: String) -> JSON {
        .object([
            ("lane", .string(lane)), ("received", .count(received)),
            (
                "topics",
                .array(
                    entries.map {
                        .object([
                            ("topic", .string($0.name)), ("received", .count($0.received)),
                            ("last_message", .instant($0.lastMessage)),
                        ])
                    })
            ), ("others", .count(others)),
        ])
    }
}

extension Balance {
    /// Both sides and how far they are apart.
    var json: JSON {
        .object([
            ("law", .string(law.rawValue)), ("of", .string(place)),
            ("left", .decimal(value: left, digits: digits)),
            ("right", .decimal(value: right, digits: digits)),
            ("difference", .decimal(value: difference, digits: digits)),
        ])
    }
}

extension JSON {
    fileprivate static func count(_ number: UInt64) -> JSON { .integer(Int64(clamping: number)) }

    fileprivate static func instant(_ instant: Timestamp?) -> JSON {
        guard let instant, instant > .distantPast else { return .null }
        return .string(instant.rfc3339)
    }

    fileprivate static func seconds(_ nanoseconds: Int64?) -> JSON {
        nanoseconds.map { .seconds(nanoseconds: $0) } ?? .null
    }
}
