import Foundation
import Journal
import Pipeline
import Plant
import Production
import Storage
import StorageSQLite
import Telemetry

/// What is to be folded again, and how far the journal makes that exact: lies beside the store with
/// what was folded, where the daemon finds it.
struct RecomputeOrder: Codable, Sendable {
    /// Begin and end in seconds since the epoch; nil: as far as the journal reaches, up to now.
    var from: Int64?
    var to: Int64?
    /// Paths of work units and meters, each with the second from which on the journal has all that
    /// is needed; `Int64.min`: everything.
    var exactFrom: [String: Int64]
    /// Of the plant file with which it was folded.
    var definition: String
    var by: String
    var why: String
}

/// Folds journals again with a plant file and puts the facts in the place of those that are stored.
struct Recomputation {
    let plant: Plant
    /// The data folder.
    let data: String
    /// Holds the store with what is folded, and the order.
    let folder: String
    var order: RecomputeOrder

    var storePath: String { folder + "/facts.sqlite" }

    /// A part of a unit's time that is replaced.
    struct Part {
        var path: String
        /// In seconds; the last ends with `Int64.max` where there is no end.
        var seconds: [ClosedRange<Int64>]
    }

    /// A sealed period that stays.
    struct Sealed: Hashable {
        var line: String
        var span: TimeSpan
    }

    /// What is replaced of each work unit and meter, and which sealed periods are left out.
    func parts(_ store: SQLiteStore) throws -> (parts: [Part], sealed: Set<Sealed>) {
        var parts: [Part] = []
        var sealed: Set<Sealed> = []
        for (subject, path) in plant.subjects.enumerated() {
            guard let exact = order.exactFrom[path] else { continue }
            let from = max(order.from ?? .min, exact)
            let to = order.to.map { $0 - 1 } ?? .max
            guard from <= to else { continue }
            let line = plant.lines[plant.line(subject: subject)].id
            let span = TimeSpan(
                from: Timestamp(clampingSeconds: from),
                to: order.to.map { Timestamp(clampingSeconds: $0) } ?? .distantFuture)
            let seals = try store.seals(line: line, over: span)
            sealed.formUnion(seals.map { Sealed(line: line, span: $0) })
            let seconds = [from...to].without(seals)
            if !seconds.isEmpty { parts.append(Part(path: path, seconds: seconds)) }
        }
        return (parts, sealed)
    }

    /// Folds on to where a store stands.
    func catchUp(with store: SQLiteStore) throws {
        let fresh = try SQLiteStore(path: storePath)
        for (broker, last) in try lanes(store) {
            var folding = try JournalFolding(
                plant: plant, broker: broker, journalDirectory: journal(broker), store: fresh)
            try folding.run(through: last)
        }
    }

    /// Replaces what is stored; no lane writes meanwhile.
    func apply(to store: SQLiteStore) throws {
        let names = PlantNames(plant)
        let fresh = try SQLiteStore(path: storePath)
        var units: [Replacement.Unit] = []
        for part in try parts(store).parts {
            var changes: [FactChange] = []
            for seconds in part.seconds {
                let old = try store.facts(unit: part.path, knownIn: seconds, names: names)
                let new = try fresh.facts(unit: part.path, knownIn: seconds, names: names)
                if old != new { changes.append(FactChange(from: old, to: new, late: 0)) }
            }
            units.append(
                Replacement.Unit(path: part.path, seconds: part.seconds, changes: changes))
        }
        try store.replace(
            Replacement(store: storePath, units: units, by: order.by, why: order.why))
    }

    /// The brokers whose lanes have anything stored, with the last stored record.
    func lanes(_ store: SQLiteStore) throws -> [(broker: Int, last: UInt64)] {
        let stored = try store.lanes()
        return plant.brokers.indices.compactMap { broker in
            guard let position = stored[plant.brokers[broker].id]?.position, position > 0,
                !Set(order.exactFrom.keys).isDisjoint(with: plant.subjects(broker: broker))
            else { return nil }
            return (broker, position)
        }
    }

    func journal(_ broker: Int) -> String {
        data + "/" + DataFolder.journalPrefix + plant.brokers[broker].id
    }
}

extension Recomputation {
    private static let orderName = "/order.json"

    /// Leaves the order for the daemon.
    func writeOrder() throws {
        try JSONEncoder.control.encode(order).write(
            to: URL(fileURLWithPath: folder + Self.orderName))
    }

    /// Takes up the order that a command left in a folder.
    ///
    /// - Throws: ``ControlError`` where the plant file is another one than the command's.
    init(plant: Plant, data: String, folder: String) throws {
        let bytes = try Data(contentsOf: URL(fileURLWithPath: folder + Self.orderName))
        self.init(
            plant: plant, data: data, folder: folder,
            order: try JSONDecoder.control.decode(RecomputeOrder.self, from: bytes))
        guard order.definition == plant.foldingDefinition else {
            throw ControlError(
                "bad_configuration", Exit.badConfiguration,
                ["the daemon's plant file is not the one with which it was folded"])
        }
    }
}

extension Plant {
    /// The line to which a work unit or meter belongs, as ``Plant/Plant/subjects`` numbers them.
    func line(subject: Int) -> Int {
        subject < workUnits.count
            ? workUnits[subject].line
            : workUnits[signals[meters[subject - workUnits.count]].workUnit].line
    }

    /// Paths of the work units and meters on a broker.
    func subjects(broker: Int) -> [String] {
        subjects.enumerated().filter { lines[line(subject: $0.offset)].broker == broker }
            .map(\.element)
    }

    /// Names everything on which facts depend.
    var foldingDefinition: String {
        (brokers.indices.map { mappingHash(broker: $0) }
            + workUnits.indices.map { definitionHash(workUnit: $0) }).joined(separator: " ")
    }
}

extension [ClosedRange<Int64>] {
    /// What is left of seconds outside some spans.
    fileprivate func without(_ spans: [TimeSpan]) -> Self {
        spans.reduce(self) { left, span in
            let from = span.from.nanoseconds / nanosecondsPerSecond
            let to = (span.to.nanoseconds - 1) / nanosecondsPerSecond
            return left.flatMap { seconds -> [ClosedRange<Int64>] in
                guard seconds.overlaps(from...to) else { return [seconds] }
                var rest: [ClosedRange<Int64>] = []
                if seconds.lowerBound < from { rest.append(seconds.lowerBound...(from - 1)) }
                if seconds.upperBound > to { rest.append((to + 1)...seconds.upperBound) }
                return rest
            }
        }
    }
}
