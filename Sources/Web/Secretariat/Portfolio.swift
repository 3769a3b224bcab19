public import Evidence
public import Plant
public import Reporting
internal import Sealing

/// The figures of many sealed reports in one table: for whoever has packs, and no plant.
///
/// Rows are those of the secretariat's API, behind columns that say of what they are. Of each
/// plant, project, line, period and kind of report the newest seal of a chain counts; what it
/// restates is left out. Where two chains report the same, nobody here can say which is right, and
/// neither counts.
public struct Portfolio: Sendable {
    private struct Entry: Sendable {
        var pack: String
        var manifest: Manifest
        var figures: SealedFigures
        var ruleSet: String?
        /// The hashes of the seals up to its own.
        var chain: [Digest]

        /// Whether the other's seal is one of those before its own.
        func follows(_ other: Entry) -> Bool {
            chain.dropLast().contains { $0 == other.chain.last }
        }

        var key: String { manifest.key.hex }
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

    /// More than one of a matter are of chains that do not know each other.
    private var entries: [Matter: [Entry]] = [:]

    /// Nothing yet.
    public init() {}

    /// Takes the report of a pack that is as it was sealed.
    ///
    /// - Parameters:
    ///   - result: what verifying the pack gave.
    ///   - pack: its name.
    /// - Returns: The pack that is left out, and why; nil: none is.
    public mutating func add(_ result: SealVerification, pack: String) -> LeftOut? {
        guard let manifest = result.manifest, let report = result.reportJSON,
            let figures = SealedFigures(Array(report.text().utf8))
        else { return LeftOut(pack: pack, why: .unreadable) }
        let matter = Matter(manifest)
        let entry = Entry(
            pack: pack, manifest: manifest, figures: figures, ruleSet: result.ruleSet,
            chain: result.chain)
        var known = entries[matter, default: []]
        defer { entries[matter] = known }
        if let same = known.first(where: { $0.chain.last == entry.chain.last }) {
            return LeftOut(pack: pack, why: .again(same.pack))
        }
        if let newer = known.first(where: { $0.follows(entry) }) {
            return LeftOut(pack: pack, why: .restated(newer.pack))
        }
        guard let place = known.firstIndex(where: { entry.follows($0) }) else {
            known.append(entry)
            return nil
        }
        let older = known[place].pack
        known[place] = entry
        return LeftOut(pack: older, why: .restated(pack))
    }

    /// Packs that are left out because another chain of seals reports the same, in order of what
    /// they report.
    public var conflicts: [LeftOut] {
        entries.sorted { $0.key < $1.key }.filter { $0.value.count > 1 }.flatMap { _, all in
            all.map { entry in
                let others = all.filter { $0.pack != entry.pack }
                return LeftOut(
                    pack: entry.pack,
                    why: .conflict(key: entry.key, others: others.map { ($0.pack, $0.key) }))
            }
        }
    }

    /// A pack that is not in the table.
    public struct LeftOut: Sendable {
        enum Why: Sendable {
            /// It is the same seal as another pack.
            case again(String)
            /// Another has a newer seal of the same.
            case restated(String)
            /// Others report the same, and neither's chain of seals has the other's.
            case conflict(key: String, others: [(pack: String, key: String)])
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
            case .conflict(let key, let others):
                words(
                    "left out: key \(key) sealed it, and another chain of seals reports the same: "
                        + others.map { "\($0.pack), key \($0.key)" }.joined(separator: "; "),
                    "略去：由金鑰 \(key) 封存，而另一條雜湊鏈報告了同一內容："
                        + others.map { "\($0.pack)，金鑰 \($0.key)" }.joined(separator: "；"))
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
        let columns: [ExportColumn] = [
            .plant, .project, .periodFrom, .periodTo, .report, .pack, .key,
        ]
        return Export(
            kind: "portfolio", columns: columns + BenefitRows.columns, unhashed: columns.count,
            rows: entries.sorted { $0.key < $1.key }.filter { $0.value.count == 1 }
                .flatMap { $0.value.flatMap(rows) })
    }

    private func rows(of entry: Entry) -> [[JSON]] {
        let (manifest, subject) = (entry.manifest, entry.manifest.subject)
        return entry.figures.all.map { figure in
            [
                .string(subject.plant), subject.project.map { .string($0) } ?? .null,
                .string(subject.from), .string(subject.to), .string(manifest.report),
                .string(entry.pack), .string(entry.key),
            ] + BenefitRows.row(figure, manifest, entry.ruleSet)
        }
    }
}
