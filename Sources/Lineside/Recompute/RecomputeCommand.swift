import ArgumentParser
import Foundation
import Pipeline
import Plant
import Reporting
import Storage
import StorageSQLite
import Telemetry

/// `lineside recompute`: folds the journal again with today's plant file.
struct RecomputeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recompute",
        abstract: "Folds a span again from the journal with the plant file as it is now.",
        discussion: """
            Examples:
              lineside recompute --plant plant.yaml --data /var/lib/lineside
              lineside recompute --plant plant.yaml --data DIR --unit mask-1 --from 2026-03-02
              lineside recompute --plant plant.yaml --data DIR --from 2026-03-02 --apply \
                --by ming --why "state 8 means faulted"

            Shows first what would change: every figure before and after. With --apply the facts \
            are replaced in one transaction, and the change is kept with who and why. A running \
            daemon reads the plant file anew for that, as with reload: its sessions pause \
            meanwhile, and the brokers keep what arrives. Sealed periods stay. So do corrections, \
            which are no facts. Where the journal no longer reaches back, what it cannot make \
            exactly stays too, and is named.
            """)

    @OptionGroup var plantOption: PlantOption

    @Option(help: "The data folder.")
    var data: String

    @Option(help: "Begin, a whole minute: 2026-03-02, 2026-03-02T08:00 (plant's zone).")
    var from: String?

    @Option(help: "End, a whole minute, not part of the span; without it: up to now.")
    var to: String?

    @Option(help: "A work unit (line/unit) or a line; all of them otherwise.")
    var unit: String?

    @Flag(help: "Put the result in place of what is stored.")
    var apply = false

    @Option(help: "Who asks for it; needed with --apply.")
    var by: String?

    @Option(help: "What for; needed with --apply.")
    var why: String?

    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
        guard !apply || (by?.nonBlank != nil && why?.nonBlank != nil) else {
            throw ValidationError("--apply needs --by and --why, neither of them blank")
        }
    }

    func run() async throws {
        let plant = try plantOption.read()
        let store = try openStore(data)
        let daemon = try ControlClient(dataFolder: data)
        let isRunning =
            apply ? try await daemon.answer(to: ControlRequest(ask: .version)) != nil : false
        // Without a daemon the command owns the data folder while it works.
        let lock = apply && !isRunning ? try DataFolder(data) : nil
        defer { withExtendedLifetime(lock) {} }
        let folder = try workFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        do {
            var (recomputation, report) = try fold(plant, folder, store)
            if apply {
                if isRunning {
                    try recomputation.writeOrder()
                    _ = try await daemon.demand(
                        ControlRequest(ask: .recompute, to: folder), within: .seconds(3600))
                } else {
                    try recomputation.apply(to: try SQLiteStore(path: data + "/facts.sqlite"))
                }
                report.isApplied = true
            }
            output(json ? report.json(plant).text(indented: true) : report.text(plant))
        } catch let error as LaneError {
            throw failure(Exit.inputOutput, error.description)
        } catch let error as StoreError {
            throw failure(Exit.inputOutput, error.description)
        }
    }

    private func fold(
        _ plant: Plant, _ folder: String, _ store: SQLiteStore
    ) throws -> (Recomputation, RecomputeReport) {
        var recomputation = Recomputation(
            plant: plant, data: data, folder: folder,
            order: RecomputeOrder(
                from: try second(from, plant), to: try second(to, plant),
                exactFrom: Dictionary(
                    uniqueKeysWithValues: try subjects(plant).map { ($0, Int64.min) }),
                definition: plant.foldingDefinition, by: by?.nonBlank ?? "",
                why: why?.nonBlank ?? ""))
        var notes = try recomputation.order.leaveLiveParts(of: store)
        guard !recomputation.order.exactFrom.isEmpty else {
            throw failure(
                .validationFailure,
                "the last events before --to can still change: leave --to out")
        }
        let fresh = try SQLiteStore(path: recomputation.storePath)
        for (broker, last) in try recomputation.lanes(store) {
            var folding = try JournalFolding(
                plant: plant, broker: broker, journalDirectory: recomputation.journal(broker),
                store: fresh)
            try fold(&folding, through: last)
            guard try folding.oldest.record > 1 || store.lanes().count > 1 else { continue }
            notes += recomputation.order.limit(to: folding, plant, broker: broker)
        }
        var report = try RecomputeReport.compare(recomputation, store, fresh)
        report.notes = notes
        return (recomputation, report)
    }

    private func fold(_ folding: inout JournalFolding, through last: UInt64) throws {
        let progress = ProgressLine("records")
        defer { progress.end() }
        let first = folding.oldest.record
        var done = first - 1
        try folding.run(through: last) { record in
            while done < record {
                done += 1
                progress.step(done: Int(done - first + 1), of: Int(last - first + 1))
            }
        }
    }

    private func subjects(_ plant: Plant) throws -> [String] {
        guard let unit else { return plant.subjects }
        let paths = plant.subjects.filter { $0 == unit || $0.hasPrefix(unit + "/") }
        guard !paths.isEmpty else {
            throw failure(.validationFailure, "there is no line or work unit \"\(unit)\"")
        }
        return paths
    }

    private func second(_ text: String?, _ plant: Plant) throws -> Int64? {
        guard let text else { return nil }
        let instant: Timestamp
        do {
            instant = try plant.parse(instant: text)
        } catch {
            throw failure(.validationFailure, "\(error)")
        }
        let second = instant.nanoseconds / nanosecondsPerSecond
        guard second.isMultiple(of: 60) else {
            throw failure(.validationFailure, "\"\(text)\" is not a whole minute")
        }
        return second
    }

    /// A folder of its own: in the data folder where the daemon must find it.
    ///
    /// What a killed command left there goes.
    private func workFolder() throws -> String {
        let files = FileManager.default
        let parent =
            apply ? URL(fileURLWithPath: data).standardizedFileURL.path : NSTemporaryDirectory()
        let prefix = "recompute-"
        for name in (try? files.contentsOfDirectory(atPath: parent)) ?? []
        where apply && name.hasPrefix(prefix) {
            guard let process = pid_t(name.dropFirst(prefix.count)), kill(process, 0) != 0 else {
                continue
            }
            try? files.removeItem(atPath: parent + "/" + name)
        }
        let folder = parent + "/" + prefix + String(ProcessInfo.processInfo.processIdentifier)
        try? files.removeItem(atPath: folder)
        try files.createDirectory(
            atPath: folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        return folder
    }
}

extension RecomputeOrder {
    /// What still lies in the live part of a track cannot be cut out of it: where that is before
    /// the end, the unit is left out; returns what is said of it.
    mutating func leaveLiveParts(of store: SQLiteStore) throws(StoreError) -> [String] {
        guard let to else { return [] }
        var notes: [String] = []
        for path in exactFrom.keys.sorted()
        where try store.settled(unit: path, from: to - 1, limit: 1).isEmpty {
            exactFrom[path] = nil
            notes.append(
                "\(path) stays as it is: its last events before --to can still change")
        }
        return notes
    }

    /// Where a journal has not all of a lane, a unit is exact only once each of its signals was
    /// heard; returns what is said of those that are not exact from the beginning.
    mutating func limit(to folding: JournalFolding, _ plant: Plant, broker: Int) -> [String] {
        var notes: [String] = []
        for path in plant.subjects(broker: broker) where exactFrom[path] != nil {
            let signals = plant.foldedSignals(of: path)
            let silent = signals.filter { folding.firstValues[$0] == nil }
            guard silent.isEmpty, let last = signals.compactMap({ folding.firstValues[$0] }).max()
            else {
                exactFrom[path] = nil
                let names = silent.map { plant.signals[$0].path }.joined(separator: ", ")
                notes.append("\(path) stays as it is: the journal has nothing of \(names)")
                continue
            }
            // The minute after.
            let second = (last.nanoseconds / nanosecondsPerSecond / 60 + 1) * 60
            exactFrom[path] = second
            guard from.map({ $0 < second }) ?? true else { continue }
            let instant = plant.wallClockText(Timestamp(clampingSeconds: second))
            notes.append("\(path) stays as it is before \(instant): the journal begins later")
        }
        return notes
    }
}

extension Plant {
    /// The signals on which the facts of a work unit or meter depend.
    fileprivate func foldedSignals(of path: String) -> [Int] {
        guard let unit = workUnits.first(where: { $0.path == path }) else {
            return meters.filter { signals[$0].path == path }
        }
        return unit.signals.filter { index in
            switch signals[index].meaning {
            case .state, .mode, .product, .order, .reason: true
            case .counter(let counter): counter.counts != nil
            case .meter, .measurement, .actuator: false
            }
        }
    }
}
