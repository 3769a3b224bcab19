import ArgumentParser
import Foundation
import Plant
import Production
import Reporting
import Storage
import StorageSQLite
import Telemetry

/// Where a correction goes, who says it and why.
struct CorrectionOptions: ParsableArguments {
    @OptionGroup var plantOption: PlantOption

    @Option(help: "The data folder.")
    var data: String

    @Option(help: "Who says it.")
    var by: String

    @Option(help: "Why.")
    var why: String

    @Option(help: "The last correction of the same that you have seen, by its number.")
    var seen: Int64?

    @Option(help: "The correction that this one replaces, by its number.")
    var supersedes: Int64?

    @Flag(help: "Print JSON.")
    var json = false

    /// A request of a kind, with what every one of them has.
    func request(_ kind: CorrectionRequest.Kind, unit: String?) -> CorrectionRequest {
        var request = CorrectionRequest(kind)
        request.unit = unit
        request.by = by
        request.why = why
        request.seen = seen
        request.supersedes = supersedes
        return request
    }

    /// Records a correction, by the daemon that runs on the data folder, or without one under its
    /// lock; says its number.
    func record(_ request: CorrectionRequest) async throws {
        let plant = try plantOption.read()
        let recorded: RecordedCorrection
        do {
            let answer = try await ControlClient(dataFolder: data)
                .answer(to: ControlRequest(ask: .correct, correction: request))
            if let given = answer?.correction {
                recorded = given
            } else {
                recorded = try recordAlone(request, plant)
            }
        } catch {
            throw said(error)
        }
        guard !json else {
            return output(
                String(decoding: try JSONEncoder.control.encode(recorded), as: UTF8.self))
        }
        say("recorded as correction \(recorded.id)")
    }

    private func recordAlone(
        _ request: CorrectionRequest, _ plant: Plant
    ) throws -> RecordedCorrection {
        _ = try openStore(data)
        let folder = try DataFolder(data)
        defer { withExtendedLifetime(folder) {} }
        do {
            let store = try SQLiteStore(path: folder.storePath)
            let draft = try request.draft(Figures(plant: plant, store: store))
            return try store.append(draft, seen: request.lastSeen, at: .now).recorded(plant)
        } catch let error as QueryError {
            throw ControlError(error)
        } catch let error as StoreError {
            throw ControlError(error)
        }
    }
}

/// The same of a work unit.
struct UnitCorrection: ParsableArguments {
    @OptionGroup var options: CorrectionOptions

    @Option(help: "The work unit, line/unit.")
    var unit: String

    /// A request of a kind about it.
    func request(_ kind: CorrectionRequest.Kind) -> CorrectionRequest {
        options.request(kind, unit: unit)
    }

    /// Records a correction.
    func record(_ request: CorrectionRequest) async throws {
        try await options.record(request)
    }
}

extension CorrectionOutcome {
    /// The record, or why there is none.
    func recorded(_ plant: Plant) throws -> RecordedCorrection {
        switch self {
        case .recorded(let correction):
            return RecordedCorrection(
                id: correction.id, recordedAt: correction.recordedAt.rfc3339)
        case .conflict(let other):
            throw ControlError(
                "conflict", Exit.temporary,
                [
                    "nothing was recorded: \(other.draft.by) has said something of the same, "
                        + "correction \(other.id): \(other.words(plant)) (\(other.draft.why))",
                    "to say it none the less, add --seen \(other.id)",
                ])
        case .unknown(let id): throw ControlError(QueryError.noCorrection(id))
        }
    }
}

extension ControlError {
    init(_ error: QueryError) {
        let isOurs = error.code == .storeFailed
        self.init(
            error.code.rawValue, isOurs ? Exit.inputOutput : .validationFailure,
            [error.description])
    }

    init(_ error: StoreError) {
        let (code, exit) =
            switch error.code {
            case .full: ("store_full", Exit.temporary)
            case .busy: ("busy", Exit.temporary)
            default: ("failed", Exit.inputOutput)
            }
        self.init(code, exit, [error.message])
    }
}
