internal import Benefits
public import Plant
internal import Production
internal import Reporting
public import Sealing
public import Storage

/// A sealed report: what it says, what the versions before and after it say otherwise, and what the
/// same figures are now.
///
/// The seal stays, the facts and what people say of them go on.
public struct Restatement: Sendable {
    /// The seal.
    public var manifest: Manifest
    /// Which version of its report it is.
    public var edition: SealedEdition
    /// All versions of the report, in order.
    public var editions: [SealedEdition]
    /// What it says otherwise than the version before; nil: it is the first.
    public var before: EditionChange?
    /// What the next version says otherwise; nil: it is the newest.
    public var after: EditionChange?
    /// What is declared otherwise by now; nil: nothing, or the report is a line's, or it is not the
    /// newest version.
    public var declared: DeclaredSince?
    /// Every value that is another now.
    public var differences: [FigureDifference]
    /// The report as today's facts give it.
    public var report: MadeReport
    /// In which times are said.
    let timeZone: String
    /// As it was sealed; nil where its bytes are none that this program reads.
    let sealed: Document?
    /// The hash of the seal.
    public var hash: Digest
    /// Numbers of corrections about the period that were recorded since.
    public var corrections: [Int64]
    /// How often settled facts of the period were changed since.
    public var changes: Int
    /// Work units whose figures have another meaning now.
    public var redefined: [String]

    /// Whether today's facts give what was sealed.
    public var isSame: Bool { differences.isEmpty }

    /// Makes the report of a seal again with the store and plant file of today and the files that
    /// were declared then.
    ///
    /// - Throws: ``SealError`` where the seal or its report cannot be read, `StoreError`,
    ///   `DeclaredError` where the declared files do not fit the plant any more.
    public init(
        of seal: StoredSeal, plant: Plant, store: some RecordStore & SealingStore
    ) throws {
        guard let manifest = Manifest(seal.manifest),
            let kind = ReportKind.all.first(where: { $0.name == manifest.report }),
            let period = BenefitPeriod(manifest.subject)
        else { throw SealError(.unreadable, "seal \(seal.number) cannot be read") }
        guard let line = plant.lines.firstIndex(where: { $0.id == manifest.subject.firstLine })
        else {
            throw SealError(.request, "the plant file has no line \(manifest.subject.line)")
        }
        var files: [String: [UInt8]] = [:]
        for name in try store.files(ofSeal: seal.number) {
            files[name] = try store.file(name, ofSeal: seal.number)
        }
        let figures = Figures(plant: plant, store: store)
        let made = try kind.make(
            ReportKind.Source(figures: figures, line: line, period: period, files: files))
        guard let bytes = SealJSON(files[EvidenceName.report] ?? []),
            let found = SealJSON(made.bytes)
        else { throw SealError(.unreadable, "the report of seal \(seal.number) cannot be read") }
        self.manifest = manifest
        (report, hash) = (made, Digest(of: seal.manifest))
        timeZone = plant.timeZone
        let units = UnitNames(
            made.document(asOf: manifest.instant, software: manifest.software))
        differences = ReportDifference.all(bytes, found, units: units)
        let then = try? Plant.read(
            yaml: String(decoding: files[EvidenceName.plant] ?? [], as: UTF8.self),
            file: EvidenceName.plant)
        sealed = kind.read(bytes, then ?? plant, units, manifest)
        (edition, editions) = try Self.editions(of: seal, store)
        (before, after) = try Self.changes(edition, editions, store, units)
        if after == nil {
            declared = try DeclaredSince(edition, in: store, plant: plant)
        }
        (corrections, changes, redefined) = ([], 0, [])
        let lines = plant.lines.filter { manifest.subject.lines.contains($0.id) }
        for unit in lines.flatMap(\.workUnits) {
            let path = plant.workUnits[unit].path
            corrections += try store.corrections(unit: path, over: seal.span).map(\.id)
                .filter { $0 > manifest.lastCorrection }
            changes += try figures.changes(unit: unit, over: seal.span, limit: 1000)
                .count { $0.number > manifest.lastChange }
            let hash = try figures.definitionHash(.unit(unit))
            if manifest.definitions[path] != hash { redefined.append(path) }
        }
        corrections.sort()
    }
    private static func editions(
        of seal: StoredSeal, _ store: some SealingStore
    ) throws -> (SealedEdition, [SealedEdition]) {
        let all = SealedEdition.all(try store.seals())
        guard let place = all.first(where: { $0.seal.number == seal.number }) else {
            throw SealError(.unreadable, "seal \(seal.number) cannot be read")
        }
        let own = try all.filter { $0.isOfSameReport(as: place) }.map { try $0.told(by: store) }
        return (own[place.number - 1], own)
    }

    private static func changes(
        _ own: SealedEdition, _ all: [SealedEdition], _ store: some SealingStore, _ units: UnitNames
    ) throws -> (before: EditionChange?, after: EditionChange?) {
        let before = all.last { $0.number < own.number }
        let after = all.first { $0.number > own.number }
        return (
            try before.map { try EditionChange(from: $0, to: own, in: store, units: units) },
            try after.map { try EditionChange(from: own, to: $0, in: store, units: units) }
        )
    }
}
