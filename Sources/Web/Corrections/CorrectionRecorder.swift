import Access
import HTTPTypes
import Pipeline
import Production
import Reporting
import Storage

/// Records what people say, for pages and programs.
struct CorrectionRecorder: Sendable {
    let context: WebContext

    /// What is wrong with what was said: the sayer's mistakes alone.
    enum Refusal: Error {
        case mistake(QueryError)
        case conflict(Correction)
    }

    /// Checks a request and records it.
    ///
    /// - Throws: ``Refusal``, or ``WebError`` where it cannot be recorded at all.
    func record(_ request: CorrectionRequest) async throws -> Correction {
        guard let writer = context.writer else { throw WebError.readOnly }
        let draft = try await draft(request)
        let outcome: CorrectionOutcome
        do throws(StoreError) {
            outcome = try await writer.record(draft, seen: request.lastSeen)
        } catch {
            switch error.code {
            case .full: throw WebError.storeFull
            // The writer has counted it.
            case .busy: throw WebError.busy
            default: throw WebError.failed
            }
        }
        switch outcome {
        case .recorded(let correction): return correction
        case .conflict(let other): throw Refusal.conflict(other)
        case .unknown(let id): throw Refusal.mistake(.noCorrection(id))
        }
    }

    /// What a request would record: under the name of who is logged in, whatever it says.
    func draft(_ request: CorrectionRequest) async throws -> CorrectionDraft {
        let (figures, visitor) = (context.figures, Visitor.current)
        var request = request
        request.by = visitor.principal.signature ?? request.by
        if let unit = request.unit {
            try visitor.demand(.correct, unit: unit, of: figures.plant)
        }
        let draft = try await offEventLoops { [request] in
            do throws(QueryError) {
                return try request.draft(figures)
            } catch {
                guard error.code != .storeFailed else { throw WebError.failed }
                throw Refusal.mistake(error)
            }
        }
        // What is withdrawn need not name its work unit.
        try visitor.demand(.correct, unit: draft.unit, of: figures.plant)
        return draft
    }
}

extension WebError {
    static let readOnly = WebError(
        status: .serviceUnavailable, code: "read_only", message: "nothing can be recorded here")
    static let storeFull = WebError(
        status: .serviceUnavailable, code: "store_full",
        message: "the disk is full: nothing was recorded; try again")
    static let crossSite = WebError(
        status: .forbidden, code: "cross_site", message: "only pages of this server may send this")
}
