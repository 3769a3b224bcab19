internal import Benefits
public import Plant
internal import Production
public import Sealing
public import Storage

/// A sealed report as it was reported, and what the same figures are now: the seal stays, the facts
/// and what people say of them go on.
public struct Restatement: Sendable {
    /// The seal.
    public var manifest: Manifest
    /// Every value that is another now: `sealed` as reported, `found` as restated.
    public var differences: [SealFinding]
    /// The report as today's facts give it.
    public var report: MadeReport
    /// The hash of the seal.
    public var hash: Digest
    /// Numbers of corrections about the period that were recorded since.
    public var corrections: [Int64]
    /// How often settled facts of the period were changed since.
    public var changes: Int
    /// Work units whose figures have another meaning now.
    public var redefined: [String]

    /// Whether everything is as it was reported.
    public var isSame: Bool { differences.isEmpty }

    /// Makes the report of a seal again with the store and plant file of today and the files that
    /// were declared then.
    ///
    /// - Throws: ``SealError`` where the seal or its report cannot be read, `StoreError`,
    ///   `DeclaredError` where the declared files do not fit the plant any more.
    public init(of seal: StoredSeal, plant: Plant, store: some SealingStore) throws {
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
        guard let sealed = SealJSON(files[EvidenceName.report] ?? []),
            let found = SealJSON(made.bytes)
        else { throw SealError(.unreadable, "the report of seal \(seal.number) cannot be read") }
        self.manifest = manifest
        (report, hash) = (made, Digest(of: seal.manifest))
        differences = ReportDifference.all(sealed: sealed, found: found)
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
}
