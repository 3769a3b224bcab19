public import Benefits
public import Plant
public import Reporting
internal import Sealing

extension Restatement {
    /// What people are told, a line each.
    public var words: [LocalizedText] {
        [head] + next
            + (after?.differences.map { $0.restated(edition.number, edition.number + 1) } ?? [])
            + since + today
    }

    private var head: LocalizedText {
        let subject = manifest.subject
        let project = subject.project.map { "\($0), " } ?? ""
        let standing = edition.standing(in: timeZone)
        let kind = edition.kind?.wording
        return LocalizedText(
            english:
                "seal \(manifest.number): \(kind.map { $0.english + ", " } ?? "")\(project)line "
                + "\(subject.line), \(subject.from) to "
                + "\(subject.to): \(standing.english)",
            traditionalChinese: "第 \(manifest.number) 號封存："
                + "\(kind.map { $0.traditionalChinese + "，" } ?? "")\(project)生產線 \(subject.line)，"
                + "\(subject.from) 至 \(subject.to)：\(standing.traditionalChinese)")
    }

    private var next: [LocalizedText] {
        guard let later = after?.later.standing(in: timeZone) else { return [] }
        return [
            LocalizedText(
                english: "  restated by \(later.english)",
                traditionalChinese: "  已重列：\(later.traditionalChinese)")
        ]
    }

    private var since: [LocalizedText] {
        guard let declared else { return [] }
        let next = edition.number + 1
        return [
            localized(
                "  \(declared.wording.english); the draft of version \(next) reads it",
                "  \(declared.wording.traditionalChinese)；第 \(next) 版的草稿以此為準")
        ]
    }

    private var today: [LocalizedText] {
        guard !isSame else { return [] }
        let head = LocalizedText(
            english: "  with the facts of today it would be another:",
            traditionalChinese: "  按今日的事實會有不同：")
        return [head] + differences.map(\.today)
            + causes.map {
                LocalizedText(
                    english: "  " + $0.english, traditionalChinese: "  " + $0.traditionalChinese)
            }
    }

    /// Why today's facts give something else.
    var causes: [LocalizedText] {
        var causes: [LocalizedText] = []
        if !corrections.isEmpty {
            let numbers = corrections.map(String.init).joined(separator: ", ")
            causes.append(
                LocalizedText(
                    english: "corrected since: \(numbers)",
                    traditionalChinese: "其後的更正：\(numbers)"))
        }
        if changes > 0 {
            causes.append(
                LocalizedText(
                    english: "settled facts changed since: \(changes) times",
                    traditionalChinese: "其後已定事實的更改：\(changes) 次"))
        }
        if !redefined.isEmpty {
            let units = redefined.joined(separator: ", ")
            causes.append(
                LocalizedText(
                    english: "defined otherwise now: \(units)",
                    traditionalChinese: "定義已更改：\(units)"))
        }
        return causes
    }

    /// The same for programs.
    public var json: JSON {
        .object([
            ("seal", .integer(manifest.number)), ("line", .string(manifest.subject.line)),
            ("project", manifest.subject.project.map { .string($0) } ?? .null),
            ("period_from", .string(manifest.subject.from)),
            ("period_to", .string(manifest.subject.to)),
            ("made_at", .string(manifest.madeAt.text)),
            ("version", .integer(Int64(edition.number))),
            ("standing", .string(edition.isRestated ? "restated" : "reported")),
            ("reason", edition.why.map { .string($0) } ?? .null),
            ("signed_off", edition.signOff?.json ?? .null),
            ("restates", before?.json ?? .null), ("restated_by", after?.json ?? .null),
            ("declared_since", declared?.json ?? .null), ("same", .bool(isSame)),
            ("differences", .array(differences.map(\.json))),
            ("corrections", .array(corrections.map { .integer($0) })),
            ("changes", .integer(Int64(changes))),
            ("redefined", .array(redefined.map { .string($0) })),
        ])
    }
}

extension EditionChange {
    /// Both versions, and what the later one says otherwise, for programs.
    public var json: JSON {
        .object([
            ("from_seal", .integer(earlier.manifest.number)),
            ("from_version", .integer(Int64(earlier.number))),
            ("to_seal", .integer(later.manifest.number)),
            ("to_version", .integer(Int64(later.number))),
            ("made_at", .string(later.manifest.madeAt.text)),
            ("reason", later.why.map { .string($0) } ?? .null),
            ("signed_off", later.signOff?.json ?? .null),
            ("differences", .array(differences.map(\.json))),
        ])
    }
}

extension SignOff {
    /// For programs.
    public var json: JSON {
        .object([
            ("officer", .string(officer)), ("post", .string(post)), ("date", .string("\(date)")),
        ])
    }
}

extension FigureDifference {
    /// A figure as reported and as restated, for programs.
    public var json: JSON {
        func text(_ text: String?) -> JSON { text.map { .string($0) } ?? .null }
        return .object([
            ("figure", .string(name)), ("title", title.json), ("as_reported", text(textBefore)),
            ("as_restated", text(textAfter)), ("difference", text(difference)),
        ])
    }

    /// A figure as reported and as restated.
    fileprivate func restated(_ earlier: Int, _ later: Int) -> LocalizedText {
        line(
            localized("as reported (version \(earlier))", "所報（第 \(earlier) 版）"),
            localized("as restated (version \(later))", "重列（第 \(later) 版）"))
    }

    /// A figure as sealed, and with today's facts.
    fileprivate var today: LocalizedText {
        line(localized("as sealed", "封存"), localized("today", "今日"))
    }

    private func line(_ first: LocalizedText, _ second: LocalizedText) -> LocalizedText {
        func text(_ language: Language) -> String {
            "    " + heading(language) + language.pick(": ", "：") + language(first) + " "
                + shown(told.before, language) + language.pick(", ", "，") + language(second) + " "
                + shown(told.after, language) + by(language)
        }
        return localized(text(.english), text(.traditionalChinese))
    }
}
