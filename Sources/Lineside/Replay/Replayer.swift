import Foundation
import Journal
import Pipeline
import Plant
import Storage
import StorageSQLite
import Telemetry

/// Runs a recording through the same path as live messages, offline, as fast as it can.
///
/// Journal and store are real; only broker, threads and clock are left out.
final class Replayer {
    let store: SQLiteStore
    let plant: Plant
    private let folder: String
    private var lanes: [OpenLane] = []
    private var isConnected = false
    private var pending = 0
    private var sinceSettled = 0

    /// A lane in one piece: a class, so that lanes can stand in a list.
    private final class OpenLane {
        let lane: Lane
        let topics: Set<[UInt8]>

        init(_ lane: Lane) {
            topics = Set(lane.intake.topics.map { Array($0.utf8) })
            self.lane = lane
        }
    }

    /// How many messages are made durable at once.
    private static let groupSize = 4096
    /// After how many what was folded is stored.
    private static let portion = 131_072

    init(plant: Plant, folder: String) throws {
        self.plant = plant
        self.folder = folder
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        store = try SQLiteStore(path: folder + "/facts.sqlite")
        try open()
    }

    private func open() throws {
        lanes = []
        for broker in plant.brokers.indices {
            let directory = folder + "/journal-" + plant.brokers[broker].id
            lanes.append(
                OpenLane(
                    try Lane(
                        plant: plant, broker: broker, journalDirectory: directory, store: store)))
        }
    }

    /// Takes the next entry.
    func take(_ entry: RecordingEntry) throws {
        if !isConnected, case .message = entry { try connect(at: entry.at) }
        switch entry {
        case .message(let message): try take(message)
        case .connectionLost(let at, let silence):
            try toAll(.connectionLost, value: silence, at: at)
        case .connectionUp(let at, let sessionPresent):
            if !isConnected { try toAll(.started, at: at) }
            isConnected = true
            try toAll(.connectionUp(sessionPresent: sessionPresent), at: at)
        case .connecting(let at): try toAll(.connecting, at: at)
        case .session(let at, let origin): try toAll(.session(origin), at: at)
        case .brokerRuns(let at, let seconds):
            try toAll(.brokerRuns, value: Int64(seconds), at: at)
        case .restart(let at):
            try commit()
            try open()
            try toAll(.started, at: at)
        case .end(let at): try toAll(.tick, at: at)
        }
        pending += 1
        if pending >= Self.groupSize { try commit() }
    }

    /// Stores whatever is not stored yet.
    func finish() throws {
        try commit()
        try settle()
    }

    private func settle() throws {
        for open in lanes { try open.lane.settle(in: store) }
        sinceSettled = 0
    }

    /// A recording without connection events begins connected.
    private func connect(at instant: Timestamp) throws {
        isConnected = true
        try toAll(.started, at: instant)
        try toAll(.connectionUp(sessionPresent: false), at: instant)
    }

    private func take(_ message: RecordedMessage) throws {
        let lane = lanes.first { $0.topics.contains(message.topic) } ?? lanes[0]
        try lane.lane.intake.receive(
            topic: message.topic.span, payload: message.payload.span, at: message.at,
            qos: message.qos, packetID: message.packetID, retained: message.retained,
            duplicate: message.duplicate)
    }

    private func toAll(_ event: RecordKind, value: Int64 = 0, at instant: Timestamp) throws {
        for open in lanes { try open.lane.intake.receive(event: event, value: value, at: instant) }
    }

    private func commit() throws {
        sinceSettled += pending
        pending = 0
        for open in lanes {
            try open.lane.intake.commit()
            try open.lane.catchUp()
        }
        if sinceSettled >= Self.portion { try settle() }
    }
}
