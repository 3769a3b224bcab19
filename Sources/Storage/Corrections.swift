public import Production
public import Telemetry

/// What became of a correction that somebody handed over.
public enum CorrectionOutcome: Hashable, Sendable {
    /// It is recorded.
    case recorded(Correction)
    /// Somebody else said something of the same since; nothing was written.
    case conflict(Correction)
    /// There is nothing of that unit and of that kind for it to supersede; nothing was written.
    case unknown(Int64)
}

extension Store {
    /// A store that keeps no corrections has none.
    public func corrections(
        unit: String, over span: TimeSpan
    ) throws(StoreError) -> [Correction] { [] }

    /// A store that keeps no corrections has none.
    public func lastCorrection() throws(StoreError) -> Int64 { 0 }

    /// A store that keeps no corrections takes none.
    public func append(
        _ draft: CorrectionDraft, seen: Int64, at instant: Timestamp
    ) throws(StoreError) -> CorrectionOutcome {
        throw StoreError(code: .failed, message: "this store keeps no corrections")
    }
}

extension TimeSpan {
    /// All time.
    public static let always = TimeSpan(from: .distantPast, to: .distantFuture)
}
