public import Benefits
public import Plant
internal import Reporting
internal import Sealing
public import Storage

/// What is declared otherwise than a project's sealed report read it: the next version would read
/// this.
public struct DeclaredSince: Sendable {
    /// Which version was sealed.
    public let version: Int
    /// Files that were read then, and are not in force any more.
    public let gone: [DeclaredEntry]
    /// Files that are read now, and were not then.
    public let added: [DeclaredEntry]

    /// Compares what was sealed with what is declared by now; nil where nothing is another, or the
    /// report is a line's, which names no records.
    ///
    /// - Parameters:
    ///   - edition: the newest version of a report.
    ///   - store: what was sealed and declared.
    ///   - plant: by whose products rows are read.
    /// - Throws: `StoreError`, ``SealError``, `DeclaredError`.
    public init?(
        _ edition: SealedEdition, in store: some RecordStore & SealingStore, plant: Plant
    ) throws {
        guard let project = edition.manifest.subject.project,
            let period = BenefitPeriod(edition.manifest.subject),
            let sealed = try PeriodicSeal.declared(in: store, seal: edition.seal.number)
        else { return nil }
        let book = try DeclaredBook.read(project: project, store: store, plant: plant)
        let held = Set(book.parts.map(\.entry.number))
        let then = Set(sealed.map(\.number))
        gone = sealed.inForce().filter { !held.contains($0.number) }
        added = book.read(over: period).parts.map(\.entry).filter { !then.contains($0.number) }
        version = edition.number
        guard !gone.isEmpty || !added.isEmpty else { return nil }
    }

    /// What people are told, in a sentence.
    public var wording: LocalizedText {
        localized(
            "What is declared has changed since version \(version): \(list(.english))",
            "自第 \(version) 版封存後，申報資料已有更改：\(list(.traditionalChinese))")
    }

    private func list(_ language: Language) -> String {
        let replaced = Dictionary(
            added.compactMap { entry in entry.supersedes.map { ($0, entry) } }
        ) { first, _ in first }
        let old = gone.map { entry in
            let name = Self.name(entry, language)
            return replaced[entry.number].map { newer in
                language.pick(
                    "\(Self.name(newer, language)) instead of \(name)",
                    "\(Self.name(newer, language))取代\(name)")
            } ?? language.pick("\(name) is taken back", "\(name)已撤回")
        }
        let known = Set(gone.map(\.number))
        let new = added.filter { entry in entry.supersedes.map { !known.contains($0) } ?? true }
            .map {
                language.pick("\(Self.name($0, language)) is new", "\(Self.name($0, language))為新增")
            }
        return (old + new).joined(separator: language.pick("; ", "；"))
    }

    private static func name(_ entry: DeclaredEntry, _ language: Language) -> String {
        language.pick(
            "record \(entry.number) (\(entry.file.name))",
            "記錄 \(entry.number)（\(entry.file.name)）")
    }

    /// For programs.
    var json: JSON {
        func numbers(_ entries: [DeclaredEntry]) -> JSON {
            .array(entries.map { .integer($0.number) })
        }
        return .object([
            ("since_version", .integer(Int64(version))), ("gone", numbers(gone)),
            ("added", numbers(added)),
        ])
    }
}
