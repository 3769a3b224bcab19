import Evidence
import HTTPTypes
import Hummingbird
import Plant
import Storage

/// The pack of a sealed report, as it was made.
struct PackDownload: Sendable {
    let context: WebContext

    /// The newest of a project's report, or the one whose seal is named.
    ///
    /// What is not within the visitor's scope is not found.
    func answer(
        in exchange: PageRequestContext, project: String?, name: String?, seal: String?
    ) async throws -> Response {
        let (store, packs) = (context.seals, context.packs)
        let visitor = Visitor.current.principal
        let shown = try await offEventLoops { try SealedReport.all(store, for: visitor) }
        guard let report = shown.named(project, name, seal: seal) else { throw WebError.notSealed }
        guard let path = packs?.path(of: report.seal) else { throw WebError.packMissing }
        Visitor.current.shown.name(report.ledgerName)
        return Response(
            status: .ok,
            headers: [
                .contentType: "application/vnd.sqlite3",
                .contentDisposition: "attachment; filename=\"\(report.fileName).pack\"",
            ], body: try await FileIO().loadFile(path: path, context: exchange))
    }

    /// Where the pack of a report is.
    static func address(of report: SealedReport) -> Address {
        Address(path: "\(SealedPages.path)/\(report.project)/\(report.name)/pack")
            .with("seal", "\(report.seal.number)")
    }
}

extension WebError {
    /// The seal has no pack here.
    static let packMissing = WebError(
        status: .notFound, code: "pack_not_kept", message: KeptPacks.missing.english)
}
