public import Benefits
internal import Plant
internal import Reporting
internal import Sealing
public import Storage

/// A kind of report that can be sealed: the one place that knows how it is made.
///
/// A manifest names the kind; a pack is verified by making its report again from nothing but what
/// is in the pack. A new kind is a new name in ``all``; those that were sealed stay.
public struct ReportKind: Sendable {
    /// What a report is made from.
    public struct Source: Sendable {
        /// The facts and the plant file.
        public var figures: Figures
        /// Index into the plant's lines.
        public var line: Int
        /// The period.
        public var period: BenefitPeriod
        /// Evidence by name: `sales/NAME`, `jobs/NAME` and others.
        public var files: [String: [UInt8]]

        /// Makes one.
        public init(
            figures: Figures, line: Int, period: BenefitPeriod, files: [String: [UInt8]]
        ) {
            (self.figures, self.line, self.period) = (figures, line, period)
            self.files = files
        }

        /// The declared file of a role, under the name that it had.
        func declared(_ role: DeclaredRole) -> DeclaredSource? {
            files.filter { $0.key.hasPrefix(role.prefix) }.min { $0.key < $1.key }.map {
                DeclaredSource(name: String($0.key.dropFirst(role.prefix.count)), bytes: $0.value)
            }
        }
    }

    /// Its stable name, with the version of its form.
    public let name: String
    /// Makes the report.
    ///
    /// - Throws: `StoreError`, or `DeclaredError` where the declared files do not fit.
    let make: @Sendable (Source) throws -> MadeReport
    /// Reads what was sealed as a document, with the plant file of then and the names of units; nil
    /// where it cannot be read.
    let read: @Sendable (SealJSON, Plant, UnitNames, Manifest) -> Document?

    /// All that are known.
    static let all =
        [benefitOne, benefitTwo, benefit]
        + ReportRecord.Kind.allCases.flatMap { kind in
            PeriodicForm.allCases.map { periodic(kind, $0) }
        }

    /// Measured output and OEE of a line beside declared turnover and jobs, as it was first: with
    /// the bounds and the jobs of ``BenefitSettings/firstEdition``.
    static let benefitOne = ofLine("benefit 1", .firstEdition)

    /// The same, with the bounds of the rule set (V33) and jobs averaged by months.
    static let benefitTwo = ofLine("benefit 2", .secondEdition)

    /// The same, with annual full-time equivalents (V42), as a project's report has them.
    public static let benefit = ofLine("benefit 3", BenefitSettings())

    private static func ofLine(_ name: String, _ settings: BenefitSettings) -> ReportKind {
        ReportKind(name: name) { source in
            let plant = source.figures.plant
            let declared = try DeclaredData.read(
                sales: source.declared(.sales), jobs: source.declared(.jobs), plant: plant)
            let report = try BenefitReport.make(
                figures: source.figures, line: source.line, period: source.period,
                declared: declared, settings: settings)
            return MadeReport(json: report.json(plant)) {
                report.document(plant, asOf: $0, software: $1)
            }
        } read: { sealed, plant, _, manifest in
            BenefitReport(sealed, plant: plant, settings: settings)?.document(
                plant, asOf: manifest.instant, software: manifest.software)
        }
    }

    /// A report of a project: `benefit report 2` and others.
    static func periodic(
        _ kind: ReportRecord.Kind, _ form: PeriodicForm = .second
    ) -> ReportKind {
        ReportKind(name: "\(kind.rawValue) report \(form.rawValue)") {
            try PeriodicSeal.report($0, kind, form)
        } read: { sealed, _, units, manifest in
            var document = Document(sealed, units: units)
            document?.metadata.asOf = manifest.instant
            document?.metadata.software = manifest.software
            return document
        }
    }
}

/// What a declared file is for.
public enum DeclaredRole: String, CaseIterable, Sendable {
    case sales, jobs

    /// How the names of its files begin within a pack.
    var prefix: String { rawValue + "/" }
}

/// The names of evidence that every pack has.
enum EvidenceName {
    static let plant = "plant.yaml"
    static let report = Manifest.reportName
    static let manifest = "manifest.json"
    static let signature = "manifest.sig"
    static let publicKey = "key.pem"
    /// What was attached as it is.
    static let attached = "evidence/"

    /// A seal before this one.
    static func seal(_ number: Int) -> SignedName { SignedName(folder: "seals/", number) }
    /// A record of a key.
    static func key(_ number: Int) -> SignedName { SignedName(folder: "keys/", number) }

    /// A text and its signature.
    struct SignedName {
        let text: String
        let signature: String

        init(folder: String, _ number: Int) {
            text = folder + EvidenceName.digits(number) + ".json"
            signature = folder + EvidenceName.digits(number) + ".sig"
        }
    }

    /// A number as names of files have it.
    static func digits(_ number: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    }
}
