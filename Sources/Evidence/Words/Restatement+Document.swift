internal import Benefits
internal import Plant
public import Reporting
internal import Sealing
internal import Telemetry

extension Restatement {
    /// The report as it was sealed, headed by what it says otherwise than the version before: the
    /// same ever after.
    public var document: Document { document([restates].compactMap(\.self)) }

    /// The same, headed by all of its versions, what the next one says otherwise, and what of it is
    /// another with the facts of today.
    public var page: Document {
        document(
            [
                standing, before.map { section("restates", $0) },
                after.map { section("restated-later", $0) }, today,
            ].compactMap(\.self))
    }

    private func document(_ heads: [Document.Section]) -> Document {
        var document =
            sealed ?? report.document(asOf: manifest.instant, software: manifest.software)
        document.metadata.state = edition.isRestated ? .restated : .sealed
        document.metadata.edition = edition.number
        document.metadata.sealHash = hash.hex
        document.sections.insert(contentsOf: heads, at: 0)
        return document
    }

    private var standing: Document.Section {
        let name = edition.name
        let head = Document.Notice(
            severity: .information, code: edition.isRestated ? "as_restated" : "as_reported",
            text: localized("This is \(name.english).", "這是\(name.traditionalChinese)。"))
        let next = after.map { change in
            let later = change.later.name
            return Document.Notice(
                severity: .warning, code: "restated_later",
                text: localized(
                    "A later version restates it: \(later.english).",
                    "其後版本已將之重列：\(later.traditionalChinese)。"))
        }
        let newest = newest.map { edition in
            Document.Notice(
                severity: .warning, code: "newest",
                text: localized(
                    "The newest version is \(edition.name.english).",
                    "最新版本是\(edition.name.traditionalChinese)。"))
        }
        let since = declared.map { declared in
            Document.Notice(
                severity: .warning, code: "declared_since",
                text: localized(
                    declared.wording.english + ".",
                    declared.wording.traditionalChinese + "。"))
        }
        return Document.Section(
            id: "seal", title: localized("As it was sealed", "封存時的報告"),
            blocks: ([head] + [next, newest, since].compactMap(\.self)).map { .notice($0) }
                + [.table(table(of: editions))])
    }

    /// The newest version, where it is later than the next one.
    private var newest: SealedEdition? {
        guard let after, let last = editions.last, last.number > after.later.number else {
            return nil
        }
        return last
    }

    /// Versions with when they were sealed, who signed them off, and why there are they.
    private func table(of editions: [SealedEdition]) -> Document.Table {
        Document.Table(
            id: "versions", title: localized("Versions of this report", "此報告的各版本"),
            columns: [
                .init(id: "version", title: localized("Version", "版本")),
                .init(id: "sealed_at", title: localized("Sealed at", "封存時間")),
                .init(id: "signed_off_by", title: localized("Signed off by", "簽署人")),
                .init(id: "signed_off_on", title: localized("Signed off on", "簽署日期")),
                .init(id: "reason", title: localized("Reason", "原因")),
            ],
            rows: editions.map { edition in
                let zone = timeZone
                func text(_ text: (Phrasing) -> String) -> LocalizedText {
                    localized(
                        text(Phrasing(.english, timeZone: zone)),
                        text(Phrasing(.traditionalChinese, timeZone: zone)))
                }
                let officer = edition.officer.map { LocalizedText(both: $0) }
                let date = edition.signOff.map { signOff in text { $0.date(signOff.date) } }
                return Document.Row(
                    id: "\(edition.number)",
                    cells: [
                        Document.Cell(edition.name),
                        Document.Cell(text { $0.dateTime(edition.manifest.instant) }),
                        officer.map { Document.Cell($0) } ?? Self.dash,
                        date.map { Document.Cell($0) } ?? Self.dash,
                        edition.why.map { Document.Cell(LocalizedText(both: $0)) } ?? Self.dash,
                    ])
            })
    }

    private func section(_ id: String, _ change: EditionChange) -> Document.Section {
        Document.Section(
            id: id, title: title(of: change), blocks: [differences(id, change)])
    }

    /// For a file, which has no other versions' pages beside it: with both versions.
    private var restates: Document.Section? {
        before.map { change in
            Document.Section(
                id: "restates", title: title(of: change),
                blocks: [
                    .table(table(of: [change.earlier, change.later])),
                    differences("restates", change),
                ])
        }
    }

    private func title(of change: EditionChange) -> LocalizedText {
        let (earlier, later) = (change.earlier.number, change.later.number)
        return localized(
            "As reported and as restated: versions \(earlier) and \(later)",
            "所報與重列：第 \(earlier) 版及第 \(later) 版")
    }

    /// Each figure that differs as reported beside as restated.
    private func differences(_ id: String, _ change: EditionChange) -> Document.Block {
        guard !change.differences.isEmpty else {
            return .paragraph(localized("No figure is another.", "沒有數字不同。"))
        }
        let sides = (
            change.earlier.column("As reported", "所報"), change.later.column("As restated", "重列")
        )
        return .table(Self.table(id, title(of: change), change.differences, sides))
    }

    /// What today's facts give otherwise; nothing where they give what was sealed.
    private var today: Document.Section? {
        guard !isSame else { return nil }
        let title = localized("With the facts of today", "按今日的事實")
        let head = Document.Notice(
            severity: .warning, code: "restated",
            text: localized(
                "With the facts and definitions of today some of it would be another; what is "
                    + "sealed stays.",
                "按今日的事實及定義，部分內容會有不同；已封存的內容不變。"))
        let figures = differences.filter { ($0.before ?? $0.after)?.source != nil }
        let rest = differences.count - figures.count
        var blocks: [Document.Block] = [.notice(head)] + causes.map { .paragraph($0) }
        if !figures.isEmpty {
            blocks.append(
                .table(
                    Self.table(
                        "today", title, figures,
                        (
                            edition.column("As sealed", "封存"),
                            localized("With the facts of today", "今日")
                        ))))
        }
        if rest > 0 {
            blocks.append(
                .paragraph(
                    localized(
                        "Words, and what figures rest on: \(rest) places are another.",
                        "文字及數字的依據：另有 \(rest) 處不同。")))
        }
        return Document.Section(id: "today", title: title, blocks: blocks)
    }

    static func table(
        _ id: String, _ title: LocalizedText, _ differences: [FigureDifference],
        _ sides: (LocalizedText, LocalizedText)
    ) -> Document.Table {
        Document.Table(
            id: id, title: title,
            columns: [
                .init(id: "figure", title: localized("Figure", "項目")),
                .init(id: "name", title: localized("Name in the interface", "介面名稱")),
                .init(id: "before", title: sides.0, isFigure: true),
                .init(id: "after", title: sides.1, isFigure: true),
                .init(id: "difference", title: localized("Difference", "差額"), isFigure: true),
            ],
            rows: differences.map { difference in
                Document.Row(
                    id: difference.name,
                    cells: [
                        Document.Cell(difference.title),
                        Document.Cell(LocalizedText(both: difference.name)),
                        cell(difference.before, difference.told.before),
                        cell(difference.after, difference.told.after),
                        difference.change.map {
                            Document.Cell($0, Document.Basis(source: .computed))
                        } ?? dash,
                    ])
            })
    }

    private static func cell(
        _ side: FigureDifference.Side?, _ told: Document.Value?
    ) -> Document.Cell {
        guard let side, let told else { return dash }
        var cell = dash
        cell.value = told
        cell.basis = side.source.map { Document.Basis(source: $0) }
        return cell
    }

    private static let dash = Document.Cell(LocalizedText(both: Phrasing.dash))
}

extension SealedEdition {
    /// Which version it is, and its seal.
    var name: LocalizedText {
        localized(
            "version \(number), \(isRestated ? "as restated" : "as reported") (seal "
                + "\(manifest.number))",
            "第 \(number) 版，\(isRestated ? "重列" : "所報")（第 \(manifest.number) 號封存）")
    }

    /// Who signed it off, with the post.
    fileprivate var officer: String? {
        signOff.map { [$0.officer, $0.post].filter { !$0.isEmpty }.joined(separator: ", ") }
    }

    /// Which version it is, when it was sealed in a time zone, who signed it off, and why there is
    /// it, in a sentence.
    func standing(in zone: String) -> LocalizedText {
        func text(_ language: Language) -> String {
            let phrasing = Phrasing(language, timeZone: zone)
            let instant = "\(phrasing.dateTime(manifest.instant)) \(zone)"
            var text =
                language(name)
                + language.pick(", sealed \(instant)", "，\(instant) 封存")
            if let signOff, let officer {
                let date = phrasing.date(signOff.date)
                text += language.pick(
                    "; signed off by \(officer) on \(date)", "；由 \(officer) 於 \(date) 簽署")
            }
            return text + (why.map { language.pick("; reason: \($0)", "；原因：\($0)") } ?? "")
        }
        return localized(text(.english), text(.traditionalChinese))
    }

    fileprivate func column(_ english: String, _ chinese: String) -> LocalizedText {
        localized("\(english) (version \(number))", "\(chinese)（第 \(number) 版）")
    }
}

func localized(_ english: String, _ traditionalChinese: String) -> LocalizedText {
    LocalizedText(english: english, traditionalChinese: traditionalChinese)
}
