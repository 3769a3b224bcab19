import Access
import Benefits
import Evidence
import Plant
import Sealing
import Storage
import Telemetry

/// A sealed report, as it is listed.
struct SealedReport: Sendable {
    let seal: StoredSeal
    let manifest: Manifest
    /// Identifier of the project; that of the plant where none was named.
    let project: String
    let from: LocalDate
    let to: LocalDate
    /// Progress, final or benefit; nil where the program does not know it.
    let kind: ReportRecord.Kind?
    /// Whether it is the project's own report, of all its lines; else that of a line.
    let isOfProject: Bool
    /// Which version of its report it is.
    let edition: SealedEdition

    /// Nil where it has no period.
    init?(_ edition: SealedEdition) {
        let (seal, manifest) = (edition.seal, edition.manifest)
        guard let period = BenefitPeriod(manifest.subject) else { return nil }
        (self.seal, self.manifest, self.edition) = (seal, manifest, edition)
        project = manifest.subject.project ?? manifest.subject.plant
        (from, to) = (period.from, period.to)
        // "benefit report 1" is of a project, "benefit 2" of a line.
        let words = manifest.report.split(separator: " ")
        kind = words.first.flatMap { ReportRecord.Kind(rawValue: String($0)) }
        isOfProject = words.count == 3
    }

    /// Which version it is, from 1.
    var version: Int { edition.number }

    /// How addresses and scopes call it: its period.
    var name: String { "\(from)_\(to)" }

    /// What somebody may see of whom: scopes name benefit reports, another kind of the same days is
    /// of the whole project.
    var subject: Access.Subject {
        .project(project, report: kind == .benefit ? name : nil)
    }

    /// Where its page is.
    var address: Address {
        Address(path: "\(SealedPages.path)/\(project)/\(name)").with("seal", "\(seal.number)")
    }

    /// The hash of the seal.
    var hash: String { Digest(of: seal.manifest).hex }

    /// All of a store, in order of their numbers.
    static func all(_ store: (any SealingStore)?) throws(StoreError) -> [SealedReport] {
        guard let store else { return [] }
        return SealedEdition.all(try store.seals()).compactMap { SealedReport($0) }
    }

    /// Those of a store that somebody may see.
    static func all(
        _ store: (any SealingStore)?, for visitor: Principal
    ) throws(StoreError) -> [SealedReport] {
        try all(store).filter { visitor.may(.seeBenefit, $0.subject) }
    }
}

extension [SealedReport] {
    /// The newest of a project's report, or the one whose seal has a number.
    func named(_ project: String?, _ name: String?, seal number: String?) -> SealedReport? {
        last { report in
            report.project == project && report.name == name
                && number.map { $0 == "\(report.seal.number)" } ?? true
        }
    }
}
