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

    /// Nil where its manifest cannot be read.
    init?(_ seal: StoredSeal) {
        guard let manifest = Manifest(seal.manifest), let period = BenefitPeriod(manifest.subject)
        else { return nil }
        (self.seal, self.manifest) = (seal, manifest)
        project = manifest.subject.project ?? manifest.subject.plant
        (from, to) = (period.from, period.to)
    }

    /// How addresses and scopes call it: its period.
    var name: String { "\(from)_\(to)" }

    /// What somebody may see of whom.
    var subject: Access.Subject { .project(project, report: name) }

    /// The hash of the seal.
    var hash: String { Digest(of: seal.manifest).hex }

    /// All of a store, in order of their numbers.
    static func all(_ store: (any SealingStore)?) throws(StoreError) -> [SealedReport] {
        guard let store else { return [] }
        return try store.seals().compactMap { SealedReport($0) }
    }
}
