import Pipeline
import Production
import Reporting
import Telemetry

/// The text of `/metrics`, in the exposition format of Prometheus, version 0.0.4.
struct Metrics {
    let readiness: Readiness

    var text: String {
        var text = ""
        gauge("lineside_lane_connected", "Whether the broker session is up.", into: &text) {
            $0.isConnected ? "1" : "0"
        }
        gauge("lineside_lane_balanced", "Whether all balances hold.", into: &text) {
            $0.isBalanced ? "1" : "0"
        }
        gauge("lineside_lane_position", "Last journal record folded.", into: &text) {
            "\($0.position)"
        }
        gauge("lineside_lane_stored_position", "Last journal record stored.", into: &text) {
            "\($0.stored?.position ?? 0)"
        }
        gauge(
            "lineside_lane_time_seconds", "Until when time has come, since the epoch.",
            into: &text
        ) { lane in
            let now = lane.head?.now ?? lane.stored?.now ?? .distantPast
            return now > .distantPast ? decimalText(now.nanoseconds, digits: 9) : nil
        }
        messages(into: &text)
        samples(into: &text)
        return text
    }

    private func head(_ name: String, _ help: String, _ type: String, into text: inout String) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
    }

    private func gauge(
        _ name: String, _ help: String, into text: inout String,
        value: (Readiness.Lane) -> String?
    ) {
        head(name, help, "gauge", into: &text)
        for lane in readiness.lanes {
            guard let value = value(lane) else { continue }
            text += "\(name){lane=\"\(lane.name)\"} \(value)\n"
        }
    }

    /// received = decoded + redelivered + quarantined + rejected + unbound.
    private func messages(into text: inout String) {
        let fates: [(String, Tally)] = [
            ("decoded", .decoded), ("redelivered", .redelivered), ("quarantined", .quarantined),
            ("rejected", .rejected), ("unbound", .unbound),
        ]
        head("lineside_messages_received_total", "Messages.", "counter", into: &text)
        for lane in readiness.lanes {
            let count = lane.stored?.counts[.received] ?? 0
            text += "lineside_messages_received_total{lane=\"\(lane.name)\"} \(count)\n"
        }
        head("lineside_messages_total", "Messages by fate.", "counter", into: &text)
        for lane in readiness.lanes {
            for (fate, tally) in fates {
                let count = lane.stored?.counts[tally] ?? 0
                text += "lineside_messages_total{lane=\"\(lane.name)\",fate=\"\(fate)\"} \(count)\n"
            }
        }
    }

    private func samples(into text: inout String) {
        head("lineside_samples_total", "Samples by fate.", "counter", into: &text)
        for lane in readiness.lanes {
            let counts = lane.stored?.counts ?? Fold.Counts()
            for (fate, count) in [
                ("applied", counts.applied), ("late_set_aside", counts.lateSetAside),
            ] {
                text += "lineside_samples_total{lane=\"\(lane.name)\",fate=\"\(fate)\"} \(count)\n"
            }
        }
    }
}
