import HTTPTypes
import Pipeline
import Plant
import Production
import Reporting
import Storage
import Telemetry

/// What the parts say of themselves: `/readyz` and `/metrics`.
struct Readiness {
    /// One lane.
    struct Lane {
        var name: String
        var head: LiveBoard.Head?
        var stored: Fold.LaneState?
        var health: LaneHealth.Reading?

        var isConnected: Bool { head?.isConnected ?? stored?.isConnected ?? false }
        var isBalanced: Bool {
            (head?.isBalanced ?? true)
                && (stored.map { $0.isBalanced && $0.counts.isBalanced } ?? true)
        }
        var position: UInt64 { head?.position ?? stored?.position ?? 0 }
        var backlog: UInt64 { health?.intake.backlog ?? 0 }
        var journal: LaneHealth.JournalState { health?.intake.journalState ?? .working }
    }

    /// One thing that is wrong.
    struct Trouble {
        /// Stable word.
        var code: String
        /// Whose, where it is a lane's.
        var lane: String?
        /// For people.
        var message: String
    }

    /// Durable records that may wait to be decoded; more are a backlog worth a look.
    static let backlogLimit: UInt64 = 200_000

    let lanes: [Lane]
    let health: DaemonHealth?

    /// Puts together what the boards and the store say; a board belongs to the broker of its units.
    init(_ context: WebContext) throws {
        let stored = try context.store.lanes()
        let health = context.health()
        self.health = health
        lanes = context.plant.brokers.indices.map { broker in
            let name = context.plant.brokers[broker].id
            let line = context.plant.lines.indices.first {
                context.plant.lines[$0].broker == broker
            }
            return Lane(
                name: name, head: line.flatMap { context.board(line: $0)?.now },
                stored: stored[name], health: health?.lanes.first { $0.lane == name })
        }
    }

    /// Everything that is wrong; empty where the daemon is ready.
    var troubles: [Trouble] {
        var troubles = lanes.flatMap(troubles)
        if health?.store.isFull == true {
            troubles.append(Trouble(code: "store_full", message: "the store has no room"))
        }
        if health?.store.hasEnded == true {
            troubles.append(Trouble(code: "store_failed", message: "the store is written no more"))
        }
        for name in health?.stalled ?? [] {
            troubles.append(Trouble(code: "stalled", message: "\(name) does not go on"))
        }
        return troubles
    }

    private func troubles(_ lane: Lane) -> [Trouble] {
        var troubles: [Trouble] = []
        func note(_ code: String, _ message: String) {
            troubles.append(Trouble(code: code, lane: lane.name, message: message))
        }
        if !lane.isConnected { note("disconnected", "the broker session is not up") }
        if lane.health?.intake.isContested == true {
            note(
                "client_id_taken",
                "another client seems to use our client id and takes messages that are ours")
        }
        if !lane.isBalanced { note("unbalanced", "what came in is not what came out") }
        switch lane.journal {
        case .working: break
        case .full: note("journal_full", "the journal has no room; nothing is acknowledged")
        case .failed: note("journal_failed", "the journal can write nothing any more")
        }
        if lane.backlog > Self.backlogLimit {
            note("backlog", "\(lane.backlog) journal records wait to be decoded")
        }
        return troubles
    }

    var isReady: Bool { troubles.isEmpty }

    var json: JSON {
        .object([
            ("ready", .bool(isReady)),
            ("reasons", reasons), ("lanes", .array(lanes.map(json))),
        ])
    }

    /// Why it is not ready.
    var reasons: JSON {
        .array(
            troubles.map { trouble in
                .object([
                    ("code", .string(trouble.code)),
                    ("lane", trouble.lane.map { .string($0) } ?? .null),
                    ("message", .string(trouble.message)),
                ])
            })
    }

    private func json(_ lane: Lane) -> JSON {
        .object([
            ("lane", .string(lane.name)), ("connected", .bool(lane.isConnected)),
            ("position", .integer(Int64(clamping: lane.position))),
            ("stored", .integer(Int64(clamping: lane.stored?.position ?? 0))),
            ("backlog", .integer(Int64(clamping: lane.backlog))),
            ("journal", .string(lane.journal.rawValue)), ("balanced", .bool(lane.isBalanced)),
        ])
    }
}
