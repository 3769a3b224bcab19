public import Benefits
public import Sealing
public import Storage

/// A seal as one of the versions of its report: the first as reported, each later one as restated.
public struct SealedEdition: Sendable {
    /// The seal.
    public let seal: StoredSeal
    /// What it says.
    public let manifest: Manifest
    /// Which version of the report it is, from 1.
    public let number: Int
    /// Why there is this version; nil where nobody said.
    public private(set) var why: String?
    /// Who signed it off; nil of a report that is not signed.
    public private(set) var signOff: SignOff?

    /// Which report of a project it is of; nil: it is a line's.
    public var kind: ReportRecord.Kind? { Matter(manifest)?.kind }

    /// Whether it stands beside an earlier one.
    public var isRestated: Bool { number > 1 }

    /// Seals in order of their numbers, those that cannot be read left out; without what was said
    /// of them.
    public static func all(_ seals: [StoredSeal]) -> [SealedEdition] {
        var counts: [Matter: Int] = [:]
        return seals.compactMap { seal in
            guard let manifest = Manifest(seal.manifest), let matter = Matter(manifest) else {
                return nil
            }
            let number = counts[matter, default: 0] + 1
            counts[matter] = number
            return SealedEdition(seal: seal, manifest: manifest, number: number)
        }
    }

    private init(seal: StoredSeal, manifest: Manifest, number: Int) {
        (self.seal, self.manifest, self.number) = (seal, manifest, number)
    }

    /// With why it is there and who signed it off, as was sealed with it.
    ///
    /// - Throws: `StoreError`, ``SealError``.
    public func told(by store: some SealingStore) throws -> SealedEdition {
        guard let matter = Matter(manifest), let kind = matter.kind else { return self }
        let versions = try PeriodicSeal.versions(
            of: kind, over: matter.period, in: store, seal: seal.number)
        var told = self
        (told.why, told.signOff) = (versions?.why(of: number), versions?.signOff(of: number))
        return told
    }

    /// The rule set that held by the project file that was sealed with it; nil where none did, or
    /// of a line's report, with which no project file is sealed.
    ///
    /// - Throws: `StoreError`.
    public func ruleSet(in store: some SealingStore) throws(StoreError) -> String? {
        guard kind != nil else { return nil }
        var files: [String: [UInt8]] = [:]
        for name in try store.files(ofSeal: seal.number)
        where name.hasPrefix(PeriodicSeal.folder) {
            files[name] = try store.file(name, ofSeal: seal.number)
        }
        return PeriodicSeal.ruleSet(manifest, files)
    }

    /// Whether it is of the same report as another.
    public func isOfSameReport(as other: SealedEdition) -> Bool {
        Matter(manifest) == Matter(other.manifest)
    }
}

/// What is reported, of whom, whatever the version.
private struct Matter: Hashable {
    var names: [String]
    var from: String
    var to: String
    var period: BenefitPeriod
    /// Which report of a project; nil: it is a line's.
    var kind: ReportRecord.Kind?

    init?(_ manifest: Manifest) {
        let subject = manifest.subject
        guard let period = BenefitPeriod(subject) else { return nil }
        (self.period, from, to) = (period, subject.from, subject.to)
        let words = manifest.kind.split(separator: " ")
        kind = words.count == 2 ? ReportRecord.Kind(rawValue: String(words[0])) : nil
        names = [subject.plant, subject.project ?? "", manifest.kind]
        // A project's report is of all its lines, however many they are.
        if kind == nil { names.append(subject.line) }
    }
}

/// What a later version of a report says otherwise.
public struct EditionChange: Sendable {
    /// As reported.
    public var earlier: SealedEdition
    /// As restated.
    public var later: SealedEdition
    /// Figures that are another.
    public var differences: [FigureDifference]

    /// Compares the sealed bytes of both.
    ///
    /// - Throws: `StoreError`, ``SealError`` where a report cannot be read.
    public init(
        from earlier: SealedEdition, to later: SealedEdition, in store: some SealingStore
    ) throws {
        try self.init(from: earlier, to: later, in: store, units: UnitNames())
    }

    init(
        from earlier: SealedEdition, to later: SealedEdition, in store: some SealingStore,
        units: UnitNames
    ) throws {
        (self.earlier, self.later) = (earlier, later)
        let reports = try [earlier, later].map { edition in
            let number = edition.seal.number
            guard
                let json = try store.file(EvidenceName.report, ofSeal: number)
                    .flatMap({ SealJSON($0) })
            else {
                throw SealError(.unreadable, "the report of seal \(number) cannot be read")
            }
            return json
        }
        differences = ReportDifference.figures(reports[0], reports[1], units: units)
    }
}
