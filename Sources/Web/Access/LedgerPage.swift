import Access
import Plant
import Telemetry

/// Who read benefit data, and who changed accounts: for the manufacturer.
struct LedgerPage {
    static let path = "/ledger"

    let wording: Wording
    /// The newest first.
    let reads: [BenefitRead]
    /// The newest first.
    let changes: [AccountChange]

    /// The whole page.
    var page: String {
        let layout = Layout(
            wording: wording, address: Address(path: Self.path),
            title: wording(AccessTerm.ledger))
        return layout.page {
            HTML("h1") { wording(AccessTerm.ledger) }
            HTML("p") { wording(AccessTerm.ledgerMeaning) }
            HTML("div", ["class": "health-page"]) {
                HTML("section", ["class": "panel", "id": "reads"]) {
                    HTML("h2") { wording(AccessTerm.reads) }
                    if reads.isEmpty {
                        HTML("p") { wording(AccessTerm.noReads) }
                    } else {
                        readTable
                    }
                }
                HTML("section", ["class": "panel", "id": "changes"]) {
                    HTML("h2") { wording(AccessTerm.changes) }
                    if changes.isEmpty {
                        HTML("p") { wording(AccessTerm.noChanges) }
                    } else {
                        changeTable
                    }
                }
            }
        }
    }

    private var readTable: HTML {
        DataTable(
            heads: [
                wording(AccessTerm.when), wording(AccessTerm.times), wording(AccessTerm.who),
                wording(AccessTerm.role), wording(AccessTerm.what), wording(AccessTerm.project),
                wording(AccessTerm.report), wording(AccessTerm.from),
            ], numeric: [1], verbatim: [5, 7],
            rows: reads.map { read in
                [
                    wording.dateTime(read.at), wording.count(read.times),
                    wording.who(read.kind, read.name),
                    read.role.map { wording($0) } ?? Wording.dash, wording.what(read), read.project,
                    read.report.map(wording.reportName) ?? Wording.dash, read.from,
                ]
            }
        ).html
    }

    private var changeTable: HTML {
        DataTable(
            heads: [
                wording(AccessTerm.when), wording(AccessTerm.by), wording(AccessTerm.change),
                wording(AccessTerm.account), wording(AccessTerm.rights),
            ], numeric: [], verbatim: [1, 3],
            rows: changes.map {
                [
                    wording.dateTime($0.at), $0.by, wording($0.kind), $0.account,
                    wording.rights($0.rights),
                ]
            }
        ).html
    }
}

extension Wording {
    /// What somebody may do, where, and until when.
    func rights(_ rights: Rights) -> String {
        let places = [rights.scope.lines, rights.scope.projects].compactMap { $0 }
            .flatMap { $0.sorted() }
        let end = rights.until.map { "\(self(AccessTerm.until)) \(dateTime($0))" }
        return ([self(rights.role)] + places + [end].compactMap { $0 }).joined(separator: " · ")
    }

    /// Who somebody was.
    func who(_ kind: Principal.Kind, _ name: String) -> String {
        switch kind {
        case .nobody, .anyone: self(AccessTerm.anyone)
        case .user: name
        case .token: "\(self(AccessTerm.token)) \(name)"
        }
    }
}
