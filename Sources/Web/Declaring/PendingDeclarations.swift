import Benefits
import Storage
import Synchronization
import Telemetry

/// Declarations that were shown to their authors and are not confirmed yet; the oldest go where
/// there are too many.
final class PendingDeclarations: Sendable {
    /// How long one waits, in seconds.
    static let patience: Int64 = 1800

    private struct Pending {
        var id: String
        var owner: String
        var project: String
        var draft: RecordDraft
        var at: Timestamp

        var size: Int { draft.files.reduce(0) { $0 + $1.size } }
    }

    private let pending = Mutex<[Pending]>([])
    private let meter: LimitMeter

    init(meter: LimitMeter) { self.meter = meter }

    /// Keeps a draft for who has a token.
    ///
    /// - Returns: The name by which it is confirmed.
    func keep(_ draft: RecordDraft, for token: FormToken, at now: Timestamp) -> String {
        var random = SystemRandomNumberGenerator()
        let id = (0..<32).map { _ in
            String(UInt8.random(in: 0..<16, using: &random), radix: 16)
        }.joined()
        pending.withLock { pending in
            pending.append(
                Pending(
                    id: id, owner: token.text, project: draft.project, draft: draft, at: now))
            pending.removeAll { now - $0.at > Self.patience * nanosecondsPerSecond }
            while pending.count > 1,
                pending.reduce(0, { $0 + $1.size }) > WebLimits.pendingDeclared.value
            {
                pending.removeFirst()
                meter.reached(WebLimits.pendingDeclared)
            }
        }
        return id
    }

    /// Gives a draft to who is to confirm it, once; nil where it is not there any more.
    func take(
        _ id: String, of project: String, for token: FormToken, at now: Timestamp
    ) -> RecordDraft? {
        pending.withLock { pending in
            let place = pending.firstIndex {
                $0.id == id && $0.owner == token.text && $0.project == project
                    && now - $0.at <= Self.patience * nanosecondsPerSecond
            }
            return place.map { pending.remove(at: $0).draft }
        }
    }
}
