import Access
import Evidence
import Hummingbird
import Plant
import Reporting
import Sealing
import Storage

/// The sealed reports: the list, and each of them as it was sealed.
struct SealedPages: Sendable {
    static let path = "/sealed"

    let context: WebContext
    private let reports: FreshCache<Int64, Restatement?>

    init(context: WebContext) {
        self.context = context
        reports = FreshCache(limit: 4, position: { _ in nil }, revision: context.revision) {
            number in
            guard let store = context.seals,
                let seal = try store.seals().first(where: { $0.number == number })
            else { return nil }
            return try Restatement(of: seal, plant: context.plant, store: store)
        }
    }

    /// The reports that the visitor may see, the newest first.
    func list(_ request: Request) async throws -> Response {
        _ = try request.parameters(["lang"])
        let wording = Wording(try request.checkedLanguage(), context.plant)
        let store = context.seals
        let visitor = Visitor.current.principal
        let reports = try await offEventLoops { try SealedReport.all(store, for: visitor) }
        return .page(page(reports.reversed(), wording))
    }

    private func page(_ reports: [SealedReport], _ wording: Wording) -> String {
        let layout = Layout(
            wording: wording, address: Address(path: Self.path), title: wording(SealTerm.sealed))
        return layout.page {
            HTML("h1") { wording(SealTerm.sealed) }
            HTML("section", ["class": "panel wide"]) {
                if reports.isEmpty {
                    HTML("p") { wording(SealTerm.none) }
                    HTML("p") { wording(SealTerm.howTo) }
                    HTML("pre", ["tabindex": "0"]) { "lineside seal --help" }
                } else {
                    SealedTable(wording: wording, reports: reports).html
                }
            }
        }
    }

    /// A report of a project and a period: the newest, or the one that `seal` names.
    func report(_ request: Request, project: String?, name: String?) async throws -> Response {
        let asked = try request.parameters(["lang", "seal"])
        let wording = Wording(try request.checkedLanguage(), context.plant)
        let store = context.seals
        let visitor = Visitor.current.principal
        let shown = try await offEventLoops { try SealedReport.all(store, for: visitor) }
        let found = shown.last { report in
            report.project == project && report.name == name
                && asked["seal"].map { $0 == "\(report.seal.number)" } ?? true
        }
        guard let found, let restated = try await reports.value(found.seal.number) else {
            throw WebError.notFound
        }
        let document = restated.document(asOf: context.now(), software: context.software)
        let layout = Layout(
            wording: wording, address: found.address, title: wording(document.metadata.title))
        return .page(
            layout.page {
                HTML("h1") { wording(document.metadata.title) }
                DocumentView(wording: wording, document: document).html
            })
    }
}
