import Benefits
import Logging
import NIOPosix
import Pipeline
import Plant
import Storage
import Telemetry

/// Looks at every project once on each day of Hong Kong, without a command: logs the duties that
/// are overdue or will soon be due, and raises flags.
struct FlagWatch {
    let store: any RecordStore & SealingStore
    let folder: String
    let writer: StoreWriter
    let logger: Logger
    /// The configuration at work.
    let configuration: @Sendable () -> Configuration

    /// How often it looks whether a day has begun.
    static let interval = Duration.seconds(600)

    /// Runs until it is cancelled.
    func run() async {
        var last: LocalDate?
        while !Task.isCancelled {
            let today = LocalDate.inHongKong(at: .now)
            if today != last {
                configuration().projects.projects.forEach { remind(of: $0, on: today) }
                await raiseAll(on: today)
                last = today
            }
            try? await Task.sleep(for: Self.interval)
        }
    }

    private func remind(of project: Project, on day: LocalDate) {
        let rules = RuleReport.make(
            RuleInput(project: project, ruleSets: RuleSet.builtIn, day: day))
        for duty in rules.duties {
            var metadata: Logger.Metadata = [
                "project": "\(project.id)", "duty": "\(duty.kind.rawValue)", "due": "\(duty.due)",
            ]
            if duty.status(on: day) == .overdue {
                logger.warning("a duty is overdue", metadata: metadata)
            } else if let days = duty.reminder(on: day) {
                metadata["days"] = "\(days)"
                logger.notice("a duty is due within so many days", metadata: metadata)
            }
        }
    }

    /// Reads on a thread of its own; who is cancelled waits no longer for it.
    private static func aside<Value: Sendable>(
        _ read: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        let (values, source) = AsyncThrowingStream<Value, any Error>.makeStream()
        NIOThreadPool.singleton.submit { _ in
            do {
                source.yield(try read())
                source.finish()
            } catch {
                source.finish(throwing: error)
            }
        }
        for try await value in values { return value }
        throw CancellationError()
    }

    private func raiseAll(on day: LocalDate) async {
        let configuration = configuration()
        let figures = Figures(plant: configuration.plant, store: store, folder: folder)
        for project in configuration.projects.projects where !Task.isCancelled {
            do {
                let reading = FlagReading(
                    project: project, among: configuration.projects, figures: figures,
                    store: store, day: day)
                for (flag, draft) in try await Self.aside({ try reading.new() }) {
                    guard case .recorded = try await writer.record(draft) else { continue }
                    logger.notice(
                        "a flag was raised",
                        metadata: ["project": "\(project.id)", "flag": "\(flag.subject)"])
                }
            } catch is CancellationError {
                return
            } catch {
                // The next day looks again; the pages meet what is really wrong.
                logger.warning(
                    "flags are not looked for",
                    metadata: ["project": "\(project.id)", "error": "\(error)"])
            }
        }
    }
}
