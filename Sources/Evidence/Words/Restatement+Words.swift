public import Plant
public import Reporting
internal import Sealing

extension Restatement {
    /// What people are told, a line each.
    public var words: [LocalizedText] {
        let subject = manifest.subject
        let head = LocalizedText(
            english: "seal \(manifest.number): line \(subject.line), \(subject.from) to "
                + "\(subject.to), made \(manifest.madeAt.text): "
                + (isSame ? "figures are as reported" : "figures are restated"),
            traditionalChinese: "第 \(manifest.number) 號封存：生產線 \(subject.line)，\(subject.from) 至 "
                + "\(subject.to)，\(manifest.madeAt.text) 製作："
                + (isSame ? "數字與所報相同" : "數字已重列"))
        guard !isSame else { return [head] }
        return [head] + differences.map(\.restated) + causes
    }

    private var causes: [LocalizedText] {
        var causes: [LocalizedText] = []
        if !corrections.isEmpty {
            let numbers = corrections.map(String.init).joined(separator: ", ")
            causes.append(
                LocalizedText(
                    english: "  corrected since: \(numbers)",
                    traditionalChinese: "  其後的更正：\(numbers)"))
        }
        if changes > 0 {
            causes.append(
                LocalizedText(
                    english: "  settled facts changed since: \(changes) times",
                    traditionalChinese: "  其後已定事實的更改：\(changes) 次"))
        }
        if !redefined.isEmpty {
            let units = redefined.joined(separator: ", ")
            causes.append(
                LocalizedText(
                    english: "  defined otherwise now: \(units)",
                    traditionalChinese: "  定義已更改：\(units)"))
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
            ("same", .bool(isSame)),
            (
                "differences",
                .array(
                    differences.map {
                        .object([
                            ("figure", .string($0.subject)),
                            ("as_reported", .string($0.sealed ?? "null")),
                            ("as_restated", .string($0.found ?? "null")),
                            ("difference", $0.difference.map { .string($0) } ?? .null),
                        ])
                    })
            ),
            ("corrections", .array(corrections.map { .integer($0) })),
            ("changes", .integer(Int64(changes))),
            ("redefined", .array(redefined.map { .string($0) })),
        ])
    }
}

extension SealFinding {
    /// A figure as reported and as restated.
    fileprivate var restated: LocalizedText {
        let by = difference.map { " (\($0))" } ?? ""
        return LocalizedText(
            english: "  \(subject): as reported \(sealed ?? "—"), as restated \(found ?? "—")\(by)",
            traditionalChinese: "  \(subject)：所報 \(sealed ?? "—")，重列 \(found ?? "—")\(by)")
    }
}
