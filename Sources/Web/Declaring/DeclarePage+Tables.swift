import Benefits
import Plant
import Reporting
import Storage
import Telemetry

extension DeclarePage {
    private static let heads: [BookTerm] = [
        .record, .kind, .line, .days, .rows, .recordedAt, .by, .file, .evidence, .standing,
    ]

    /// Declared files, one a row; some of them can be linked to: each of the page once.
    func table(_ shown: [DeclaredEntry], linked: (DeclaredEntry) -> Bool) -> HTML {
        HTML("div", ["class": "scroll", "tabindex": "0"]) {
            HTML("table") {
                HTML("thead") {
                    HTML("tr") {
                        for head in Self.heads {
                            HTML("th", ["scope": "col"]) { wording(head) }
                        }
                    }
                }
                HTML("tbody") {
                    for entry in shown { row(entry, isLinked: linked(entry)) }
                }
            }
        }
    }

    private func row(_ entry: DeclaredEntry, isLinked: Bool) -> HTML {
        let texts = [
            wording(entry.kind), line(of: entry), wording(entry.days),
            "\(entry.rows)", wording.dateTime(entry.at), entry.by,
        ]
        return HTML("tr", ["id": isLinked ? "record-\(entry.number)" : nil]) {
            HTML("td", ["class": "number"]) { "\(entry.number)" }
            for text in texts { HTML("td") { text } }
            HTML("td") { file(entry.file, of: entry, at: 0) }
            HTML("td") {
                for (place, evidence) in entry.evidence.enumerated() {
                    HTML("div") { file(evidence, of: entry, at: place + 1) }
                }
            }
            HTML("td") { standing(entry) }
        }
    }

    private func line(of entry: DeclaredEntry) -> String {
        entry.line.map { id in
            project.lines.first { $0.id == id }.map { wording($0.name) } ?? id
        } ?? Wording.dash
    }

    /// A file by name and hash.
    ///
    /// Roles are in order of their names, the declared file first.
    private func file(_ file: DeclaredFile, of entry: DeclaredEntry, at place: Int) -> HTML {
        HTML("a", ["href": Self.address(project.id).path + "/file/\(entry.number)/\(place)"]) {
            file.name
        }
            + HTML("div", ["class": "aside", "title": file.sha256, "translate": "no"]) {
                "SHA-256 \(file.sha256.prefix(16))…"
            }
    }

    private func standing(_ entry: DeclaredEntry) -> String {
        guard let other = entries.first(where: { $0.supersedes == entry.number }) else {
            return entry.rows == 0
                ? wording(BookTerm.takesBack) : wording(BookTerm.inForce)
        }
        return "\(wording(BookTerm.supersededBy)) \(other.number)\(wording.colon)\(other.why)"
    }

    /// What an uploaded file would change, and the button that records it.
    func review(_ shown: Shown) -> HTML {
        let change = shown.checked.change
        let draft = shown.checked.draft
        let counts = [
            (BookTerm.added, change.added.count), (.removed, change.removed.count),
            (.changed, change.changed.count), (.unchanged, change.unchanged),
        ]
        return section("review", DeclareTerm.wouldChange) {
            said(of: draft)
            HTML("p") {
                counts.map { "\(wording($0.0)) \($0.1)" }.joined(separator: " · ")
            }
            warnings(shown.checked.warnings)
            changes(change)
            HTML("p", ["class": "aside", "translate": "no"]) {
                draft.files.map { "\($0.name) · SHA-256 \($0.sha256)" }.joined(separator: " · ")
            }
            HTML("form", ["method": "post", "action": address]) {
                hidden("token", token)
                hidden("confirm", shown.id)
                HTML("p") {
                    HTML("button", ["class": "chip", "type": "submit"]) {
                        wording(DeclareTerm.confirm)
                    }
                    Chip(link: address, text: wording(DeclareTerm.cancel)).html
                }
            }
        }
    }

    /// What would be recorded, but for the rows: what the file is of, whom it is by and why.
    private func said(of draft: RecordDraft) -> HTML {
        let entry = try? DeclaredEntry(ProjectRecord(number: 0, at: .distantPast, draft: draft))
        let old = draft.supersedes.flatMap { number in entries.first { $0.number == number } }
        var rows: [(any Term, String)] = []
        if let entry {
            rows = [
                (BookTerm.kind, wording(entry.kind)), (BookTerm.line, line(of: entry)),
                (BookTerm.days, wording(entry.days)), (BookTerm.rows, "\(entry.rows)"),
            ]
        }
        rows += [
            (
                DeclareTerm.supersedes,
                old.map { "\($0.number) · \(wording($0.kind)) · \($0.file.name)" }
                    ?? wording(DeclareTerm.nothing)
            ), (DeclareTerm.why, draft.why.isEmpty ? Wording.dash : draft.why),
            (BookTerm.by, draft.by),
        ]
        return DataTable(
            heads: [DeclareTerm.what, .values].map { wording($0) }, numeric: [],
            rows: rows.map { [wording($0), $1] }
        ).html
    }

    @HTMLBuilder private func warnings(_ warnings: [DeclaredMistake]) -> HTML {
        if !warnings.isEmpty {
            HTML("ul", ["class": "notice", "id": "warnings"]) {
                for warning in warnings { HTML("li") { wording(warning.wording) } }
            }
        }
    }

    private func changes(_ change: DeclaredChange) -> HTML {
        func title(_ value: DeclaredLine.Value?) -> String {
            value.map { wording($0.title) + wording.colon } ?? ""
        }
        func said(_ row: DeclaredLine) -> String {
            row.values.map { title($0) + wording($0.wording) }.joined(separator: wording.comma)
        }
        func value(_ value: DeclaredLine.Value?) -> String {
            value.map { wording($0.wording) } ?? Wording.dash
        }
        let rows =
            change.changed.map { changed in
                [
                    wording(BookTerm.changed), wording(changed.row.title),
                    changed.values.map {
                        title($0.after ?? $0.before) + value($0.before) + " → " + value($0.after)
                    }.joined(separator: wording.comma),
                ]
            } + change.removed.map { [wording(BookTerm.removed), wording($0.title), said($0)] }
            + change.added.map { [wording(BookTerm.added), wording($0.title), said($0)] }
        let heads = [DeclareTerm.what, .row, .values].map { wording($0) }
        return DataTable(
            heads: heads, numeric: [], verbatim: [2],
            rows: Array(rows.prefix(Self.rowLimit))
        ).html
    }

    /// More rows are counted and not shown.
    static let rowLimit = 500

    var address: String {
        Self.address(project.id).with("lang", wording.language.rawValue).text
    }

    func hidden(_ name: String, _ value: String) -> HTML {
        HTML("input", ["type": "hidden", "name": name, "value": value])
    }
}
