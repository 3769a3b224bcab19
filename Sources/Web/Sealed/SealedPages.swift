import Access
import Benefits
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
            guard let store = context.seals as? any RecordStore & SealingStore,
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
                    emptiness(wording)
                } else {
                    SealedTable(wording: wording, reports: reports).html
                }
            }
        }
    }

    /// Why nothing is listed: to who has a part of it, nothing is said of the rest.
    @HTMLBuilder private func emptiness(_ wording: Wording) -> HTML {
        let visitor = Visitor.current.principal
        let seesAll = visitor.may(.seeBenefit, .allProjects)
        HTML("p") { wording(seesAll ? SealTerm.none : SealTerm.noneInScope) }
        if visitor.may(.declare, .allProjects) {
            HTML("p") { wording(SealTerm.howTo) }
            HTML("pre", ["tabindex": "0"]) { "lineside seal --help" }
        }
    }

    /// A report of a project and a period: the newest, or the one that `seal` names; as a file with
    /// `format`.
    func report(_ request: Request, project: String?, name: String?) async throws -> Response {
        let asked = try request.parameters(["lang", "seal", "format"])
        let wording = Wording(try request.checkedLanguage(), context.plant)
        let store = context.seals
        let visitor = Visitor.current.principal
        let shown = try await offEventLoops { try SealedReport.all(store, for: visitor) }
        guard let found = shown.named(project, name, seal: asked["seal"]),
            let sealed = try await reports.value(found.seal.number)
        else {
            throw WebError.notFound
        }
        let packs = context.packs
        let (isKept, evidence) = try await offEventLoops {
            (
                packs?.path(of: found.seal) != nil,
                try store.map { try NamedEvidence.kept(ofSeal: found.seal.number, in: $0) } ?? []
            )
        }
        Visitor.current.shown.name(found.ledgerName)
        if let format = asked["format"] {
            let file = DocumentFile(document: sealed.document, name: found.fileName)
            return try await file.answer(format)
        }
        let others = Set(sealed.editions.map(\.seal.number))
        return .page(
            SealedPage(
                wording: wording, report: found, document: sealed.page,
                versions: shown.filter { others.contains($0.seal.number) }, isKept: isKept,
                evidence: evidence, draft: sealed.declared == nil ? nil : draft(of: found)
            ).page)
    }
}

extension SealedPages {
    /// Where the draft of a report's next version is; nil where this project file is not there.
    private func draft(of report: SealedReport) -> Address? {
        guard report.isOfProject, let kind = report.kind,
            let project = context.projects[report.project]
        else { return nil }
        return ProjectPage.report(
            kind, BenefitPeriod(from: report.from, to: report.to), of: project)
    }
}

/// A sealed report as a page, with its downloads and the ways to its other versions.
struct SealedPage {
    let wording: Wording
    let report: SealedReport
    let document: Document
    /// All versions of the report, in order.
    let versions: [SealedReport]
    /// Whether its pack is.
    let isKept: Bool
    /// On what its declarations rest.
    let evidence: [NamedEvidence]
    /// Where the draft of the next version is, where what is declared has changed since.
    var draft: Address?

    var page: String {
        let title = wording(document.metadata.title)
        let layout = Layout(wording: wording, address: report.address, title: title)
        return layout.page {
            HTML("h1") { title }
            HTML("p", ["class": "aside"]) {
                wayToProject
                DocumentFile.links(report.address, wording)
                if isKept {
                    HTML("a", ["href": PackDownload.address(of: report).text]) {
                        wording(SealTerm.pack)
                    }
                }
            }
            if !isKept { HTML("p", ["class": "aside"]) { wording(KeptPacks.missing) } }
            if versions.count > 1 { otherVersions }
            wayToNewest
            if let draft {
                HTML("p", ["class": "notice"]) {
                    HTML("a", ["href": draft.text]) {
                        wording(StepTerm.nextDraft)
                            .replacing("{version}", with: "\(report.version + 1)")
                    }
                }
            }
            DocumentView(wording: wording, document: document).html
            if !evidence.isEmpty { keptByCompany }
        }
    }

    private var keptByCompany: HTML {
        HTML("section", ["class": "panel wide", "id": "kept-by-company"]) {
            HTML("h2") { wording(SealTerm.evidence) }
            HTML("p") { wording(SealTerm.evidenceMeaning) }
            HTML("pre", ["tabindex": "0"]) { "lineside verify PACK --evidence FILE" }
            DataTable(
                heads: [SealTerm.declaration, .file, .fileHash].map { wording($0) }, numeric: [0],
                verbatim: [1, 2],
                rows: evidence.map { ["\($0.record ?? 0)", $0.name, $0.sha256] }
            ).html
        }
    }

    @HTMLBuilder private var wayToProject: HTML {
        let isOpen = Visitor.current.principal.may(
            .seeBenefit, .project(report.project, report: nil))
        if isOpen, report.isOfProject {
            HTML("a", ["href": "\(ProjectListPage.path)/\(report.project)"]) {
                wording(ProjectTerm.project)
            }
            " · "
        }
    }

    @HTMLBuilder private var wayToNewest: HTML {
        if let newest = versions.last, newest.version > report.version {
            HTML("p", ["class": "notice"]) {
                wording(SealTerm.newest) + wording.colon
                HTML("a", ["href": newest.address.text]) { name(of: newest) }
            }
        }
    }

    private var otherVersions: HTML {
        HTML("nav", ["class": "chips", "aria-label": wording(SealTerm.versions)]) {
            for version in versions {
                Chip(
                    link: version.address.text, text: name(of: version),
                    isCurrent: version.seal.number == report.seal.number
                ).html
            }
        }
    }

    private func name(of version: SealedReport) -> String {
        let standing = version.version > 1 ? SealTerm.restated : SealTerm.reported
        return wording(SealTerm.versionName)
            .replacing("{version}", with: "\(version.version)")
            .replacing("{standing}", with: wording(standing))
            .replacing("{seal}", with: "\(version.seal.number)")
    }
}

extension SealedReport {
    /// What the ledger calls it, as it was read.
    var ledgerName: String { "\(manifest.kind) \(name), seal \(seal.number)" }

    /// How files of it begin.
    var fileName: String {
        let words = manifest.kind.split(separator: " ").joined(separator: "-")
        return "\(project)-\(words)-\(from)-version-\(version)-seal-\(seal.number)"
    }
}
