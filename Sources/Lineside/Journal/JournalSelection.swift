import ArgumentParser
import Foundation
import Journal
import Plant
import Telemetry

/// Which journal of a data folder is meant, and which span of it.
struct JournalSelection: ParsableArguments {
    @Option(help: "The data folder.")
    var data: String

    @Option(help: "The lane (the broker's identifier); needed where there are several.")
    var lane: String?

    @Option(help: "Begin, by receive time: 2026-03-02T08:00:00+08:00; without an offset, UTC.")
    var from: String?

    @Option(help: "End, not part of the span.")
    var to: String?

    /// The journals of the data folder, by lane; exit code 66 where there is none.
    func journals() throws -> [(lane: String, path: String)] {
        let prefix = DataFolder.journalPrefix
        let names = (try? FileManager.default.contentsOfDirectory(atPath: data)) ?? []
        let lanes = names.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
            .sorted()
        guard !lanes.isEmpty else {
            throw failure(Exit.noInput, "\(data) holds no journal")
        }
        if let lane, !lanes.contains(lane) {
            throw failure(
                .validationFailure,
                "there is no lane \"\(lane)\"; there are \(lanes.joined(separator: ", "))")
        }
        return lanes.filter { lane == nil || $0 == lane }.map { ($0, "\(data)/\(prefix)\($0)") }
    }

    /// The one journal that is meant; exit code 64 where it could be several.
    func journal() throws -> (lane: String, path: String) {
        let journals = try journals()
        guard journals.count == 1 else {
            let lanes = journals.map(\.lane).joined(separator: ", ")
            throw failure(.validationFailure, "name one lane with --lane: \(lanes)")
        }
        return journals[0]
    }

    /// The span by receive time; everything where nothing is given.
    func span() throws -> TimeSpan {
        let begin = try from.map(instant) ?? .distantPast
        let end = try to.map(instant) ?? .distantFuture
        guard begin <= end else {
            throw failure(.validationFailure, "the span ends before it begins")
        }
        return TimeSpan(from: begin, to: end)
    }

    private func instant(_ text: String) throws -> Timestamp {
        let plant = try Plant.listening(
            timeZone: "UTC", broker: [("url", "mqtt://127.0.0.1")])
        guard let instant = plant.parse(eventTime: text) else {
            throw failure(.validationFailure, "\"\(text)\" is not a time")
        }
        return instant
    }
}

extension JournalError {
    /// The exit code that tells damage from a failing disk.
    var exitCode: ExitCode {
        if case .damaged = self { Exit.badData } else { Exit.inputOutput }
    }
}
