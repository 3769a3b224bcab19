public import Plant

/// Where the scheme says what a rule says, as people read it.
///
/// Rule sets have short codes: `A¶8` is the Council paper of 2019, `B-s4` and `B22` the slides of
/// 2020, `X57` a public source, `2.1` the rule sets by date, `PROPOSAL` ours.
enum RuleParagraph {
    /// Each of the codes between commas in words; what is none of them stays as it is.
    static func wording(_ codes: String) -> LocalizedText {
        let parts = codes.split(separator: ",").map { worded($0.trimmingPrefix(" ")) }
        return LocalizedText(
            english: parts.map(\.english).joined(separator: "; "),
            traditionalChinese: parts.map(\.traditionalChinese).joined(separator: "；"))
    }

    private static func worded(_ code: Substring) -> LocalizedText {
        func rest(_ prefix: String) -> Substring? {
            code.hasPrefix(prefix) ? code.dropFirst(prefix.count) : nil
        }
        if code == "PROPOSAL" { return words("proposal of Lineside", "Lineside 的建議") }
        if let number = rest("A¶") {
            return words(
                "\(code): Council paper of 2019, paragraph \(number)",
                "\(code)：2019年立法會文件第 \(number) 段")
        }
        if let number = rest("B-s") {
            return words(
                "\(code): slides of 2020, part \(number)", "\(code)：2020年簡報第 \(number) 部分")
        }
        if rest("B")?.allSatisfy(\.isNumber) ?? false {
            return words("\(code): slides of 2020", "\(code)：2020年簡報")
        }
        if rest("X")?.allSatisfy(\.isNumber) ?? false {
            return words("\(code): public source", "\(code)：公開資料")
        }
        if code.first?.isNumber ?? false {
            return words("\(code): rule sets by date", "\(code)：按日期的規則版本")
        }
        return LocalizedText(both: String(code))
    }
}

extension RuleJudgement {
    /// ``paragraph`` as people read it.
    public var paragraphWording: LocalizedText { RuleParagraph.wording(paragraph) }
}

extension RuleFinding {
    /// ``paragraph`` as people read it.
    public var paragraphWording: LocalizedText { RuleParagraph.wording(paragraph) }
}
