public import Plant
internal import Reporting
internal import Sealing
public import Storage

/// A file that somebody hands in, before anything of it is checked.
public struct Declaration: Sendable {
    /// What it is of.
    public var kind: DeclaredKind
    /// Its line, by identifier; nil: the only one of the project, or the project.
    public var line: String?
    /// The first day on which a whole list holds; nil: the first of which it speaks.
    public var from: LocalDate?
    /// Who hands it in.
    public var by: String
    /// Why it replaces another; empty where it does not.
    public var why = ""
    /// The record that it replaces.
    public var supersedes: Int64?
    /// The file.
    public var file: DeclaredSource
    /// What it rests on.
    public var evidence: [DeclaredSource] = []

    /// The most bytes of evidence of one declaration: 16 MiB.
    public static let evidenceLimit = 16 << 20
    /// The most files of evidence.
    public static let evidenceCount = 20

    /// Makes one that replaces nothing and has no evidence.
    public init(
        kind: DeclaredKind, line: String? = nil, from: LocalDate? = nil, by: String,
        file: DeclaredSource
    ) {
        (self.kind, self.line, self.from, self.by) = (kind, line, from, by)
        self.file = file
    }

    /// What a checked declaration would do.
    public struct Checked: Sendable {
        /// What it would change.
        public var change: DeclaredChange
        /// What would be recorded.
        public var draft: RecordDraft
        /// What is worth a look; it is recorded all the same.
        public var warnings: [DeclaredMistake] = []
    }

    /// Checks it against what is declared.
    ///
    /// - Parameters:
    ///   - project: the project.
    ///   - store: where its records are.
    ///   - plant: the plant of its lines.
    /// - Returns: What it would do.
    /// - Throws: ``DeclarationError``; ``Storage/StoreError``.
    public func checked(
        for project: Project, store: some RecordStore, plant: Plant
    ) throws -> Checked {
        var declaration = trimmed
        declaration.line = try line(of: project, plant)
        return try declaration.checkedTrimmed(for: project, store: store, plant: plant)
    }

    private func checkedTrimmed(
        for project: Project, store: some RecordStore, plant: Plant
    ) throws -> Checked {
        try checkWords()
        let rows = try readRows(plant)
        let all = try DeclaredBook.entries(project: project.id, store: store)
        let own = all.filter { $0.kind == kind && $0.line == line }
        let from = from ?? rows.firstDay
        try checkIsNew(among: own, from: from)
        let old = try superseded(among: own)
        guard let first = from ?? old?.from, rows.count > 0 || old != nil else {
            throw DeclarationError(
                .malformedRequest, .record(.nothingToTakeBack(file: file.name)))
        }
        let lines = rows.lines(plant)
        func declared(_ entry: DeclaredEntry) throws -> [DeclaredLine] {
            try DeclaredBook.rows(of: entry, store: store, plant: plant).lines(plant)
        }
        let others = own.inForce().filter { $0.number != old?.number }
        for entry in others { try checkOverlap(lines, from: first, entry, declared) }
        let earlier = kind.isWholeList ? others.holding(before: first) : nil
        let replaced = old.flatMap { $0.rows == 0 ? nil : $0 } ?? earlier
        if kind.isWholeList, rows.count > 0 {
            let before = [replaced, earlier].compactMap(\.self)
            try checkComplete(
                lines, from: first, before, followedBy: others.holding(after: first), declared)
        }
        let last = max(first, rows.lastDay ?? old?.to ?? first)
        return Checked(
            change: DeclaredChange(from: try replaced.map(declared) ?? [], to: lines),
            draft: draft(
                project, rows: rows, days: BenefitPeriod(from: first, to: last),
                seen: own.last?.number ?? 0),
            warnings: warnings(rows, plant))
    }

    private func readRows(_ plant: Plant) throws(DeclarationError) -> DeclaredRows {
        let rows: DeclaredRows
        do throws(DeclaredError) {
            rows = try DeclaredRows.read(kind, file, plant: plant)
        } catch {
            throw DeclarationError(.malformedFile, mistakes: error.mistakes)
        }
        if case .company(let figures) = rows, evidence.isEmpty,
            let audited = figures.first(where: { $0.item.source == .audited })
        {
            throw DeclarationError(
                .malformedFile,
                mistakes: [
                    DeclaredMistake(file: file.name, line: audited.line, .project(.noAuditor))
                ])
        }
        return rows
    }
}

extension Declaration {
    /// The line that it is of; nil: the project.
    private func line(of project: Project, _ plant: Plant) throws(DeclarationError) -> String? {
        guard kind.isOfLine else {
            guard line == nil else {
                throw DeclarationError(.unknownLine, .line(.ofProject(kind)))
            }
            return nil
        }
        let ids = project.lines.map(\.id)
        guard let id = line ?? (ids.count == 1 ? ids.first : nil) else {
            throw DeclarationError(.unknownLine, .line(.missing(kind, lines: ids)))
        }
        guard ids.contains(id), plant.lines.contains(where: { $0.id == id }) else {
            throw DeclarationError(
                .unknownLine,
                .line(
                    ids.contains(id) ? .notInPlant(id) : .notInProject(id, project: project.id)))
        }
        return id
    }

    /// The same with what people say in it without white space around it.
    private var trimmed: Declaration {
        var declaration = self
        declaration.by = by.nonBlank ?? ""
        // What was said and is blank is refused, unlike what was not said.
        declaration.why = why.nonBlank ?? why
        return declaration
    }

    private func checkWords() throws(DeclarationError) {
        func demand(_ holds: Bool, _ fault: WordsFault) throws(DeclarationError) {
            guard holds else { throw DeclarationError(.malformedRequest, .words(fault)) }
        }
        try demand((1...100).contains(by.unicodeScalars.count), .who)
        try demand(why.unicodeScalars.count <= 1000, .why)
        try demand(why.isEmpty || why.nonBlank != nil, .blankWhy)
        try demand(supersedes == nil || !why.isEmpty, .whySuperseded)
        try demand(from == nil || kind.isWholeList, .daysInRows(kind))
        try demand(
            evidence.count <= Self.evidenceCount, .evidenceCount(most: Self.evidenceCount))
        try demand(
            evidence.reduce(0) { $0 + $1.bytes.count } <= Self.evidenceLimit,
            .evidenceSize(most: Self.evidenceLimit))
        try demand(Set(evidence.map(\.name)).count == evidence.count, .evidenceNames)
        for name in [file.name] + evidence.map(\.name) {
            try demand(
                (1...200).contains(name.utf8.count)
                    && !name.unicodeScalars.contains {
                        $0.value < 32 || "/\\\u{7F}".unicodeScalars.contains($0)
                    },
                .fileName)
        }
    }

    /// Refuses what is in force already; with other evidence or from another day it is something
    /// new.
    private func checkIsNew(
        among entries: [DeclaredEntry], from: LocalDate?
    ) throws(DeclarationError) {
        let hash = file.file.sha256
        let same = entries.inForce().first {
            $0.file.sha256 == hash && (!kind.isWholeList || $0.from == from)
        }
        guard let same else { return }
        let isNewEvidence = Set(same.evidence) != Set(evidence.map(\.file))
        guard same.number != supersedes || !isNewEvidence else { return }
        throw DeclarationError(
            .alreadyThere,
            .record(.there(file: file.name, record: same.number, name: same.file.name)),
            record: same.number)
    }

    private func superseded(
        among entries: [DeclaredEntry]
    ) throws(DeclarationError) -> DeclaredEntry? {
        guard let number = supersedes else { return nil }
        guard let entry = entries.first(where: { $0.number == number }) else {
            throw DeclarationError(
                .unknownRecord, .record(.missing(number)), record: number)
        }
        if let later = entries.first(where: { $0.supersedes == number }) {
            throw DeclarationError(
                .unknownRecord, .record(.superseded(number, by: later.number)),
                record: later.number)
        }
        return entry
    }

    private func checkOverlap(
        _ lines: [DeclaredLine], from: LocalDate, _ entry: DeclaredEntry,
        _ declared: (DeclaredEntry) throws -> [DeclaredLine]
    ) throws {
        if kind.isWholeList {
            guard entry.from == from else { return }
            throw DeclarationError(
                .overlap,
                .record(.sameDay(record: entry.number, file: entry.file.name, day: from)),
                record: entry.number)
        }
        let others = Dictionary(grouping: try declared(entry), by: \.subject)
        let mistakes = lines.compactMap { line in
            others[line.subject]?.first { $0.overlaps(line) }.map { other in
                DeclaredMistake(
                    file: file.name, line: line.line,
                    .project(
                        .overlap(
                            row: line.key, line: other.line, record: entry.number,
                            file: entry.file.name)), .supersede(record: entry.number))
            }
        }
        guard mistakes.isEmpty else {
            throw DeclarationError(
                .overlap, mistakes: Array(mistakes.prefix(Mistakes.limit)),
                record: entry.number)
        }
    }

    private func draft(
        _ project: Project, rows: DeclaredRows, days: BenefitPeriod, seen: Int64
    ) -> RecordDraft {
        var content: [String: SealJSON] = [
            "kind": .string(kind.rawValue), "from": .string("\(days.from)"),
            "to": .string("\(days.to)"), "rows": .integer(Int64(rows.count)),
        ]
        content["line"] = line.map(SealJSON.string)
        func file(_ role: String, _ source: DeclaredSource) -> RecordFile {
            RecordFile(
                role: role, name: source.name, sha256: source.file.sha256, bytes: source.bytes)
        }
        return RecordDraft(
            by: by, project: project.id, kind: .declared,
            subject: [kind.rawValue, line].compactMap(\.self).joined(separator: "/"),
            content: Array(SealJSON.members(content).canonical.utf8), supersedes: supersedes,
            why: why, seen: seen,
            files: [file(DeclaredEntry.fileRole, self.file)]
                + evidence.map { file(DeclaredEntry.evidenceRole, $0) })
    }
}
