import HTTPTypes
import Pipeline
import Plant
import Production
import Reporting
import Storage
import Telemetry

/// What the lanes say of themselves: `/readyz` and `/metrics`.
struct Readiness {
    /// One lane.
    struct Lane {
        var name: String
        var head: LiveBoard.Head?
        var stored: Fold.LaneState?

        var isConnected: Bool { head?.isConnected ?? stored?.isConnected ?? false }
        var isBalanced: Bool {
            (head?.isBalanced ?? true)
                && (stored.map { $0.isBalanced && $0.counts.isBalanced } ?? true)
        }
        var position: UInt64 { head?.position ?? stored?.position ?? 0 }
        var isReady: Bool { isConnected && isBalanced }
    }

    let lanes: [Lane]

    /// Puts together what the boards and the store say; a board belongs to the broker of its units.
    init(_ context: WebContext) throws {
        let stored = try context.store.lanes()
        lanes = context.plant.brokers.indices.map { broker in
            let name = context.plant.brokers[broker].id
            let line = context.plant.lines.indices.first {
                context.plant.lines[$0].broker == broker
            }
            return Lane(
                name: name, head: line.flatMap { context.board(line: $0)?.now },
                stored: stored[name])
        }
    }

    var isReady: Bool { lanes.allSatisfy(\.isReady) }

    var json: JSON {
        .object([
            ("ready", .bool(isReady)),
            (
                "lanes",
                .array(
                    lanes.map { lane in
                        .object([
                            ("lane", .string(lane.name)), ("connected", .bool(lane.isConnected)),
                            ("position", .integer(Int64(clamping: lane.position))),
                            ("stored", .integer(Int64(clamping: lane.stored?.position ?? 0))),
                            ("balanced", .bool(lane.isBalanced)),
                        ])
                    })
            ),
        ])
    }
}
