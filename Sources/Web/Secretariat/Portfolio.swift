internal import Evidence
public import Plant
public import Reporting
public import Sealing

/// The figures of many sealed reports in one table: for whoever has packs, and no plant.
///
/// Rows are as in the secretariat's API. Of each plant, project, line, period and kind of report
/// the newest seal counts; what it restates is left out.
public struct Portfolio: Sendable {
    private struct Entry: Sendable {
        var pack: String
        var manifest: Manifest
        var figures: SealedFigures
    }

    /// What is reported, of whom.
    private struct Matter: Hashable, Comparable {
        var texts: [String]

        init(_ manifest: Manifest) {
            let subject = manifest.subject
            texts = [
                subject.plant, subject.project ?? "", subject.from, subject.to, subject.line,
                manifest.kind,
            ]
        }

        static func < (left: Self, right: Self) -> Bool {
            left.texts.lexicographicallyPrecedes(right.texts)
        }
    }

    private var entries: [Matter: Entry] = [:]

    /// Nothing yet.
    public init() {}

    /// Takes the report of a pack that is as it was sealed.
    ///
    /// - Parameters:
    ///   - report: its report, made again.
    ///   - manifest: what was sealed.
    ///   - pack: its name.
    /// - Returns: The pack that is left out, and why; nil: none is.
    public mutating func add(_ report: JSON, _ manifest: Manifest, pack: String) -> LeftOut? {
        guard let figures = SealedFigures(Array(report.text().utf8)) else {
            return LeftOut(pack: pack, why: .unreadable)
        }
        let matter = Matter(manifest)
        let entry = Entry(pack: pack, manifest: manifest, figures: figures)
        guard let other = entries[matter] else {
            entries[matter] = entry
            return nil
        }
        guard other.manifest != manifest else {
            return LeftOut(pack: pack, why: .again(other.pack))
        }
        guard other.manifest.number < manifest.number else {
            return LeftOut(pack: pack, why: .restated(other.pack))
        }
        entries[matter] = entry
        return LeftOut(pack: other.pack, why: .restated(pack))
    }

    /// A pack that is not in the table.
    public struct LeftOut: Sendable {
        enum Why: Sendable {
            /// It is the same seal as another pack.
            case again(String)
            /// Another has a newer seal of the same.
            case restated(String)
            case unreadable
        }

        /// Its name.
        public let pack: String
        let why: Why

        /// Why it is not.
        public var wording: LocalizedText {
            switch why {
            case .again(let other):
                words("left out: it is the same pack as \(other)", "略去：與 \(other) 為同一證據包")
            case .restated(let other):
                words(
                    "left out: a newer seal reports the same, \(other)",
                    "略去：較新的封存報告了同一內容：\(other)")
            case .unreadable:
                words("left out: its report has no figures", "略去：其報告沒有數字")
            }
        }
    }

    /// With the version of the API's JSON.
    public var json: JSON { export.json }

    /// With a byte order mark and three header rows.
    public var csv: String { export.csv }

    private var export: Export {
        Export(
            kind: "portfolio",
            columns: [.plant, .project, .line, .periodFrom, .periodTo, .report]
                + SealedFigures.columns + [.asOf, .seal, .pack],
            rows: entries.sorted { $0.key < $1.key }.flatMap { rows(of: $0.value) })
    }

    private func rows(of entry: Entry) -> [[JSON]] {
        let (manifest, subject) = (entry.manifest, entry.manifest.subject)
        let seal = Digest(of: manifest.bytes).hex
        return entry.figures.all.map { figure in
            [
                .string(subject.plant), subject.project.map { .string($0) } ?? .null,
                .string(subject.line), .string(subject.from), .string(subject.to),
                .string(manifest.report),
            ] + figure.values + [
                .string(manifest.madeAt.text), .string(seal), .string(entry.pack),
            ]
        }
    }
}
