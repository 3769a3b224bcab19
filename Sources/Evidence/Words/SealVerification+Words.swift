internal import Benefits
public import Plant
public import Reporting
public import Sealing

extension SealVerification {
    /// What people are told, a line each, with what is said of files that were handed in.
    public func words(handedIn: [HandedIn] = []) -> [LocalizedText] {
        [verdict] + told + handedIn.map(\.words) + about + Self.notProved
    }

    /// What is different, a line each.
    public var told: [LocalizedText] { named.map(\.words) }

    /// The same with the codes of what it is.
    var named: [(code: String, words: LocalizedText)] {
        findings.map { ($0.code.rawValue, $0.words) }
            + (differences.prefix(Self.listed).map(\.sentence) + more).map { ("figure", $0) }
    }

    private var more: [LocalizedText] {
        let rest = differences.count - Self.listed
        guard rest > 0 else { return [] }
        return [
            LocalizedText(
                english: "and \(numbered(rest, "other difference")) of the report",
                traditionalChinese: "報告另有 \(rest) 處不同")
        ]
    }

    /// Whether it is as it was sealed, in a line.
    public var verdict: LocalizedText {
        guard !isUndecided else {
            return LocalizedText(
                english: "undecided: the pack agrees with itself, but not by a key that signed "
                    + "the checkpoint",
                traditionalChinese: "未能判定：證據包本身一致，但並無簽署檢查點的金鑰")
        }
        return isSame
            ? LocalizedText(
                english: "same: everything is as it was sealed",
                traditionalChinese: "相同：全部與封存時一致")
            : LocalizedText(
                english: "different", traditionalChinese: "不同")
    }

    /// What was sealed, by whom, and how far it was checked.
    var about: [LocalizedText] {
        guard let manifest else { return [] }
        let subject = manifest.subject
        let project = subject.project.map { "\($0), " } ?? ""
        var lines = [
            LocalizedText(
                english: "seal \(manifest.number): \(project)\(subject.plant), line "
                    + "\(subject.line), \(subject.from) to \(subject.to), made "
                    + "\(manifest.madeAt.text) by \(manifest.software)",
                traditionalChinese: "第 \(manifest.number) 號封存：\(project)\(subject.plant)，生產線 "
                    + "\(subject.line)，\(subject.from) 至 \(subject.to)，\(manifest.madeAt.text) 由 "
                    + "\(manifest.software) 製作"),
            LocalizedText(
                english: "\(numbered(Int(lines), "line")) of facts, "
                    + "\(numbered(manifest.evidence.count, "piece")) of evidence, "
                    + "\(numbered(seals, "seal")) in the chain, "
                    + "\(numbered(figures, "measured or computed figure")) calculated again",
                traditionalChinese: "事實 \(lines) 行，證據 \(manifest.evidence.count) 件，雜湊鏈 "
                    + "\(seals) 個封存，重算實測及計算數字 \(figures) 個"),
        ]
        lines.append(
            LocalizedText(
                english: "instants are in UTC (Z), which is 8 hours behind Hong Kong; the days of "
                    + "the period are those of the plant",
                traditionalChinese: "時間為協調世界時（Z），比香港慢 8 小時；報告期的日期為廠房當地日期"))
        lines += keys.map(\.words)
        if let checkpoint {
            lines.append(
                LocalizedText(
                    english: "held against a checkpoint of \(numbered(checkpoint, "seal"))",
                    traditionalChinese: "已與含 \(checkpoint) 個封存的檢查點核對"))
        } else {
            lines.append(
                LocalizedText(
                    english: "held against no checkpoint: whoever has the key could have made the "
                        + "whole chain anew",
                    traditionalChinese: "未與檢查點核對：持有金鑰者可重造整條雜湊鏈"))
        }
        return lines
    }

    /// What a seal does not prove.
    static let notProved = [
        LocalizedText(
            english: "A seal does not prove that the counter sat on the funded machine, that goods "
                + "were sold, that a person was employed, or what time it was.",
            traditionalChinese: "封存並不證明計數器裝於受資助的機器上、貨品已售出、有人受僱，亦不證明當時的時間。")
    ]

    /// The same for programs.
    public func json(handedIn: [HandedIn] = []) -> JSON {
        .object(
            [
                ("verdict", .string(isSame ? "same" : isUndecided ? "undecided" : "different")),
                (
                    "findings",
                    .array(findings.map(\.json) + differences.prefix(Self.listed).map(\.finding))
                ),
                ("seal", manifest.map { .integer($0.number) } ?? .null),
                ("plant", manifest.map { .string($0.subject.plant) } ?? .null),
                ("line", manifest.map { .string($0.subject.line) } ?? .null),
                ("project", manifest?.subject.project.map { .string($0) } ?? .null),
                ("period_from", manifest.map { .string($0.subject.from) } ?? .null),
                ("period_to", manifest.map { .string($0.subject.to) } ?? .null),
                ("made_at", manifest.map { .string($0.madeAt.text) } ?? .null),
                ("lines", .integer(lines)), ("figures", .integer(Int64(figures))),
                ("seals", .integer(Int64(seals))), ("keys", .array(keys.map(\.json))),
                ("checkpoint_seals", checkpoint.map { .integer(Int64($0)) } ?? .null),
                ("not_proved", .array(Self.notProved.map { .string($0.english) })),
            ] + (handedIn.isEmpty ? [] : [("handed_in", .array(handedIn.map(\.json)))]))
    }
}

extension SealFinding {
    /// For programs.
    public var json: JSON {
        func text(_ text: String?) -> JSON { text.map { .string($0) } ?? .null }
        return .object([
            ("code", .string(code.rawValue)), ("subject", .string(subject)),
            ("sealed", text(sealed)), ("found", text(found)), ("difference", text(difference)),
            ("text", .string(words.english)),
        ])
    }
}

extension FigureDifference {
    /// What the report says, what the pack gives, and by how much they differ.
    fileprivate var sentence: LocalizedText {
        localized(sentence(.english), sentence(.traditionalChinese))
    }

    private func sentence(_ language: Language) -> String {
        let again: LocalizedText =
            switch after?.source ?? before?.source {
            case .measured, .computed:
                LocalizedText(
                    english: "recomputed from the facts", traditionalChinese: "由事實重算")
            case .declared:
                LocalizedText(
                    english: "read again from what was declared", traditionalChinese: "由申報資料重讀")
            default:
                LocalizedText(english: "made again from the pack", traditionalChinese: "由證據包重製")
            }
        let sides = [
            (LocalizedText(english: "in the report", traditionalChinese: "報告中"), told.before),
            (again, told.after),
        ]
        return heading(language) + language.pick(": ", "：")
            + sides.map { name, value in
                language(name) + language.pick(": ", "：") + shown(value, language)
            }.joined(separator: language.pick("; ", "；")) + by(language)
    }

    /// As a finding, for programs.
    fileprivate var finding: JSON {
        func text(_ text: String?) -> JSON { text.map { .string($0) } ?? .null }
        return .object([
            ("code", .string("figure")), ("subject", .string(name)), ("title", title.json),
            ("sealed", text(textBefore)), ("found", text(textAfter)),
            ("difference", text(difference)), ("text", .string(sentence.english)),
        ])
    }
}
