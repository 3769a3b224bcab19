import Journal
import Pipeline
import Production
import Reporting
import Telemetry

/// The text of `/metrics`: base units, made when it is asked for from what the parts count anyway.
struct Metrics {
    let readiness: Readiness
    let traffic: WebTraffic
    let balances: [Balance]
    let limits: [LimitMeter.Reading]
    var out = MetricText()

    init(
        _ readiness: Readiness, traffic: WebTraffic, balances: [Balance],
        limits: [LimitMeter.Reading]
    ) {
        self.readiness = readiness
        self.traffic = traffic
        self.balances = balances
        self.limits = limits
    }

    var text: String {
        var making = self
        making.lanes()
        making.messages()
        making.addBalances()
        making.addLimits()
        making.addStalled()
        making.journals()
        making.sessions()
        making.store()
        making.pages()
        making.process()
        return making.out.text
    }

    private mutating func add(
        _ name: String, _ kind: MetricText.Kind, _ help: String,
        value: (Readiness.Lane) -> String?
    ) {
        out.add(
            name, kind, help,
            readiness.lanes.compactMap { lane in
                value(lane).map { MetricText.Sample(labels: [("lane", lane.name)], value: $0) }
            })
    }

    private mutating func lanes() {
        add("lineside_lane_connected", .gauge, "Whether the broker session is up.") {
            $0.isConnected ? "1" : "0"
        }
        add("lineside_lane_balanced", .gauge, "Whether all balances hold.") {
            $0.isBalanced ? "1" : "0"
        }
        add("lineside_lane_position", .gauge, "Last journal record folded.") { "\($0.position)" }
        add("lineside_lane_stored_position", .gauge, "Last journal record stored.") {
            "\($0.stored?.position ?? 0)"
        }
        add(
            "lineside_lane_time_seconds", .gauge, "Until when time has come, since the epoch."
        ) { lane in
            seconds(lane.head?.now ?? lane.stored?.now)
        }
        add(
            "lineside_lane_backlog_records", .gauge, "Durable records that wait to be decoded."
        ) { $0.health.map { "\($0.intake.backlog)" } }
        add("lineside_ring_fill_ratio", .gauge, "Part of the ring that waits for the fold.") {
            $0.health.map { "\(Double($0.ringFill) / Double($0.ringCapacity))" }
        }
    }

    /// received = decoded + redelivered + quarantined + rejected + unbound.
    private mutating func messages() {
        let fates: [(String, Tally)] = [
            ("decoded", .decoded), ("redelivered", .redelivered), ("quarantined", .quarantined),
            ("rejected", .rejected), ("unbound", .unbound),
        ]
        add("lineside_messages_received_total", .counter, "Messages, as far as stored.") {
            "\($0.stored?.counts[.received] ?? 0)"
        }
        addFates("lineside_messages_total", "Messages by fate, as far as stored.") { lane in
            fates.map { ($0.0, lane.stored?.counts[$0.1] ?? 0) }
        }
        addFates("lineside_samples_total", "Samples by fate, as far as stored.") { lane in
            let counts = lane.stored?.counts ?? Fold.Counts()
            return [("applied", counts.applied), ("late_set_aside", counts.lateSetAside)]
        }
    }

    private mutating func addFates(
        _ name: String, _ help: String, counts: (Readiness.Lane) -> [(String, UInt64)]
    ) {
        out.add(
            name, .counter, help,
            readiness.lanes.flatMap { lane in
                counts(lane).map { fate, count in
                    MetricText.Sample(
                        labels: [("lane", lane.name), ("fate", fate)], value: "\(count)")
                }
            })
    }

    private mutating func journals() {
        add("lineside_journal_working", .gauge, "Whether the journal takes what comes.") {
            $0.health.map { $0.intake.journalState == .working ? "1" : "0" }
        }
        add("lineside_journal_bytes", .gauge, "Bytes of all segments.") {
            $0.health.map { "\($0.intake.journalBytes)" }
        }
        add("lineside_journal_segments", .gauge, "Segments.") {
            $0.health.map { "\($0.intake.segments)" }
        }
        let counters: [(String, String, (LaneHealth.Intake) -> String)] = [
            ("records", "Records made durable.", { "\($0.journal.records)" }),
            ("written_bytes", "Bytes of records made durable.", { "\($0.journal.bytes)" }),
            ("commits", "Groups made durable.", { "\($0.journal.commits)" }),
            ("syncs", "Calls that made something durable.", { "\($0.journal.syncs)" }),
            (
                "sync_seconds", "Time that syncs of commits took.",
                { decimalText(Int64(clamping: $0.journal.syncNanoseconds), digits: 9) }
            ),
            ("cut_bytes", "Bytes of an unfinished write cut off.", { "\($0.journal.cutBytes)" }),
            ("full", "Commits refused for want of room.", { "\($0.journal.storeFull)" }),
        ]
        for (name, help, value) in counters {
            add("lineside_journal_\(name)_total", .counter, help) {
                $0.health.map { value($0.intake) }
            }
        }
    }

    private mutating func sessions() {
        let counters: [(String, String, (LaneHealth.Intake) -> UInt64)] = [
            ("connections", "Connections made to the broker.", { $0.connections }),
            ("failed_attempts", "Attempts to connect that failed.", { $0.failedAttempts }),
            ("short", "Connections that the broker ended within 10 s.", { $0.shortConnections }),
            ("received_bytes", "Bytes of payloads received.", { $0.receivedBytes }),
        ]
        for (name, help, value) in counters {
            add("lineside_session_\(name)_total", .counter, help) {
                $0.health.map { "\(value($0.intake))" }
            }
        }
        add(
            "lineside_session_last_message_timestamp_seconds", .gauge,
            "When the last message came, since the epoch."
        ) { seconds($0.health?.intake.lastMessage) }
    }

    private mutating func store() {
        guard let health = readiness.health else { return }
        let store = health.store
        out.add("lineside_store_bytes", .gauge, "Bytes of the store.", "\(health.storeBytes)")
        out.add(
            "lineside_packs_bytes", .gauge, "Bytes of the evidence packs that are kept.",
            "\(health.packBytes)")
        out.add(
            "lineside_store_full", .gauge, "Whether the store has no room.",
            store.isFull ? "1" : "0")
        out.add(
            "lineside_store_pending", .gauge, "Transactions that wait to be written.",
            "\(store.pending)")
        out.add(
            "lineside_store_commits_total", .counter, "Transactions written.", "\(store.commits)")
        out.add(
            "lineside_store_last_commit_timestamp_seconds", .gauge,
            "When the last transaction was written, since the epoch.", seconds(store.lastCommit))
        out.add(
            "lineside_reloads_total", .counter, "Plant files swapped in.", "\(health.reloads)")
        out.add(
            "lineside_stalled_threads", .gauge, "Threads that do not go on.",
            "\(health.stalled.count)")
        out.add(
            "lineside_build_info", .gauge, "Which program this is; always 1.",
            [MetricText.Sample(labels: [("version", health.version)], value: "1")])
    }

    private mutating func pages() {
        out.add(
            "lineside_http_requests_total", .counter, "Requests answered, by class of status.",
            traffic.requests.map {
                MetricText.Sample(labels: [("status", $0.status)], value: "\($0.count)")
            })
        out.add(
            "lineside_http_live_streams", .gauge, "Live streams that are open.",
            "\(traffic.openStreams)")
    }

    private mutating func process() {
        let own = ProcessFigures()
        out.add(
            "process_resident_memory_bytes", .gauge, "Bytes of memory in use.",
            own.residentBytes.map { "\($0)" })
        out.add(
            "process_open_fds", .gauge, "Descriptors that are open.",
            own.openDescriptors.map { "\($0)" })
        out.add(
            "process_cpu_seconds_total", .counter, "Processor time used.",
            own.processorSeconds.map { "\($0)" })
        out.add(
            "process_start_time_seconds", .gauge, "When the process began, since the epoch.",
            "\(own.startSeconds)")
    }
}

private func seconds(_ instant: Timestamp?) -> String? {
    guard let instant, instant > .distantPast else { return nil }
    return decimalText(instant.nanoseconds, digits: 9)
}
