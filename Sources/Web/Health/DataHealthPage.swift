import Journal
import Pipeline
import Plant
import Production
import Reporting
import Telemetry

/// How the data are: sessions, conservation, sources and topics, journal, store, limits.
struct DataHealthPage {
    let wording: Wording
    let health: DataHealth

    /// Where the page is.
    static let path = "/health"
    /// The most topics shown; the API tells more.
    static let topicLimit = 100

    var plant: Plant { wording.plant }

    /// The parts that change.
    var fragments: [Fragment] {
        [
            Fragment("health-now", "notices") { notices },
            panel("health-sessions", .sessions) { sessions },
            panel("health-laws", .laws) { laws },
            panel("health-sources", .sources) { sources },
            panel("health-topics", .topics) { topics },
            panel("health-unbound", .unbound) { unbound },
            panel("health-journal", .journal) { journals },
            panel("health-store", .store) { store },
            panel("health-limits", .limits) { limits },
        ]
    }

    /// The whole page.
    var page: String {
        let layout = Layout(
            wording: wording, address: Address(path: Self.path),
            title: wording(HealthTerm.dataHealth),
            live: "/live?page=health&lang=\(wording.language.rawValue)")
        return layout.page {
            HTML("h1") { wording(HealthTerm.dataHealth) }
            HTML("div", ["class": "health-page"]) {
                for fragment in fragments { fragment.html }
            }
        }
    }

    private func panel(
        _ id: String, _ term: HealthTerm, @HTMLBuilder content: () -> HTML
    ) -> Fragment {
        Fragment(id, "panel") {
            HTML("h2") { wording(term) }
            content()
        }
    }

    /// What is wrong, in a row each.
    private var notices: HTML {
        HTML("div", ["role": "status"]) {
            for name in health.readiness.health?.stalled ?? [] {
                notice(HTML("span") { wording(HealthTerm.stalled) + " " } + verbatim(name))
            }
            for lane in health.readiness.lanes {
                let condition = health.condition(lane)
                if condition == .disconnected || condition == .full {
                    notice(verbatim(lane.name) + HTML("span") { wording(condition) })
                }
            }
            for balance in health.balances where !balance.holds {
                notice(
                    HTML("span") { wording(HealthTerm.broken) + " " + wording(balance.law) }
                        + verbatim(balance.place)
                        + HTML("span") { wording.side(balance.difference, of: balance) })
            }
        }
    }

    private func notice(_ text: HTML) -> HTML {
        HTML("p", ["class": "notice"]) {
            UnitState.faulted.icon
            text
        }
    }

    private func verbatim(_ text: String) -> HTML { HTML("span", ["translate": "no"]) { text } }

    private var sessions: HTML {
        DataTable(
            heads: [
                wording(HealthTerm.session), wording(HealthTerm.condition),
                wording(HealthTerm.received), wording(HealthTerm.perMinute),
                wording(HealthTerm.lastMessage), wording(HealthTerm.backlog),
            ], numeric: [2, 3, 5], verbatim: [0],
            rows: health.readiness.lanes.map { lane in
                let ledger = lane.health?.topics
                return [
                    lane.name, wording(health.condition(lane)), wording.count(ledger?.received),
                    wording.count(ledger?.perMinute(at: health.at)),
                    wording.instant(lane.health?.intake.lastMessage), wording.count(lane.backlog),
                ]
            }
        ).html
    }

    private var laws: HTML {
        let table = DataTable(
            heads: [
                wording(HealthTerm.law), wording(HealthTerm.place), wording(HealthTerm.left),
                wording(HealthTerm.right), wording(HealthTerm.difference),
            ], numeric: [2, 3, 4], verbatim: [1],
            rows: health.balances.map { balance in
                [
                    wording(balance.law), balance.place, wording.side(balance.left, of: balance),
                    wording.side(balance.right, of: balance),
                    wording.side(balance.difference, of: balance),
                ]
            }
        ).html
        let allHold = health.balances.allSatisfy(\.holds)
        return (allHold ? HTML("p") { wording(HealthTerm.allHold) } : .nothing) + table
    }

    private var journals: HTML {
        let keeps =
            wording.value(JournalLimits.age) + " · " + wording.value(JournalLimits.size)
        return DataTable(
            heads: [
                wording(HealthTerm.session), wording(HealthTerm.size),
                wording(HealthTerm.segments), wording(HealthTerm.position),
                wording(HealthTerm.records), wording(HealthTerm.lastSync),
                wording(HealthTerm.keeps),
            ], numeric: [1, 2, 3, 4], verbatim: [0],
            rows: health.readiness.lanes.compactMap { lane in
                guard let intake = lane.health?.intake else { return nil }
                let kept = intake.lastDurableRecord &+ 1 &- intake.oldestRecord
                return [
                    lane.name, wording.bytes(intake.journalBytes), wording.count(intake.segments),
                    wording.count(intake.lastDurableRecord), wording.count(kept),
                    wording.instant(intake.lastSync), keeps,
                ]
            }
        ).html
    }

    private var store: HTML {
        let store = health.readiness.health?.store
        let positions = health.readiness.lanes.map { lane in
            let stored = lane.stored?.position ?? 0
            let durable = lane.health?.intake.lastDurableRecord ?? stored
            return [
                lane.name, wording.count(stored),
                wording.count(durable > stored ? durable - stored : 0),
            ]
        }
        return DataTable(
            heads: [
                wording(HealthTerm.size), wording(HealthTerm.lastCommit),
                wording(HealthTerm.waiting), wording(HealthTerm.lateEvents),
            ], numeric: [0, 2, 3],
            rows: [
                [
                    health.readiness.health.map { wording.bytes($0.storeBytes) } ?? Wording.dash,
                    wording.instant(store?.lastCommit), wording.count(store?.pending),
                    wording.count(health.lateEvents),
                ]
            ]
        ).html
            + DataTable(
                heads: [
                    wording(HealthTerm.session), wording(HealthTerm.position),
                    wording(HealthTerm.behind),
                ], numeric: [1, 2], verbatim: [0], rows: positions
            ).html
    }
}

extension Wording {
    /// A count, where there is one.
    func count(_ number: UInt64?) -> String {
        number.map { count(Int(clamping: $0)) } ?? Self.dash
    }

    /// A count, where there is one.
    func count(_ number: Int?) -> String { number.map { count($0) } ?? Self.dash }

    /// An instant to the second, where there is one; with its date.
    func instant(_ instant: Timestamp?) -> String {
        guard let instant, instant > .distantPast else { return Self.dash }
        return date(plant.localDate(of: instant)) + " " + time(instant, seconds: true)
    }

    /// A side of a law: whole where it is.
    func side(_ value: Int64, of balance: Balance) -> String {
        let text = decimal(value, digits: balance.digits)
        guard text.contains(".") else { return text }
        return String(text.reversed().drop { $0 == "0" }.drop { $0 == "." }.reversed())
    }
}
