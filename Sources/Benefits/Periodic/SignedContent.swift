public import Plant
internal import Reporting
internal import Sealing

/// What is looked at before a version of a report is signed or sealed.
public struct SignedContent: Sendable {
    /// ``PeriodicReport/signedHash``.
    public var hash: String
    /// What broken rules of severity error say.
    public var errors: [RuleFinding]
    /// What of the project file is frozen with a check.
    public var frozen: [FrozenValue]

    /// Makes one.
    public init(hash: String, errors: [RuleFinding] = [], frozen: [FrozenValue] = []) {
        (self.hash, self.errors, self.frozen) = (hash, errors, frozen)
    }

    /// As a check's record keeps it; nil where there is nothing.
    var frozenMember: SealJSON? {
        guard !frozen.isEmpty else { return nil }
        return .object(frozen.map { .init($0.key, $0.json) })
    }

    /// The rules of severity error that are broken, each once, in their order.
    var broken: [RuleID] {
        RuleID.allCases.filter { rule in errors.contains { $0.rule == rule } }
    }
}

extension PeriodicReport {
    /// What is looked at before it is signed or sealed; of its versions (V46) those before it.
    public var signed: SignedContent {
        var before = input
        before.versions.removeAll { $0.version >= input.edition }
        let findings = FigureMaking(before).ruleReport.findings
        return SignedContent(
            hash: signedHash, errors: findings.filter { $0.severity == .error },
            frozen: input.project.frozenValues)
    }
}

extension PeriodicReport {
    /// ``signedHash`` of the same with its rules judged on another day.
    public func signedHash(on day: LocalDate) -> String {
        var other = input
        other.day = day
        return Self.make(other).signedHash
    }
}

extension SignedContent {
    /// Why a version cannot be signed, or sealed, with reasons for some rules: a broken one has
    /// none, or there is a reason for one that is not broken; nil: it can.
    func obstacle(version: Int, despite reasons: [RuleID: String]) -> LocalizedText? {
        let open = errors.filter { reasons[$0.rule] == nil }
        guard open.isEmpty else { return refusal(version, open) }
        let idle = RuleID.allCases.filter { reasons[$0] != nil && !broken.contains($0) }
            .map(\.rawValue).joined(separator: ", ")
        guard !idle.isEmpty else { return nil }
        return words(
            "version \(version) does not break \(idle) as an error: leave the reason out",
            "第 \(version) 版並無違反 \(idle)（錯誤級別）：請刪去其原因")
    }

    private func refusal(_ version: Int, _ open: [RuleFinding]) -> LocalizedText {
        func list(_ tongue: KeyPath<LocalizedText, String>, _ colon: String) -> [String] {
            broken.flatMap { rule in
                let own = open.filter { $0.rule == rule }.map { $0.text[keyPath: tongue] }
                let rest = own.count - LocalizedText.listed
                let more = rest > 0 ? [words("\(rest) more", "另有 \(rest) 項")[keyPath: tongue]] : []
                return (own.prefix(LocalizedText.listed) + more).map {
                    "  \(rule.rawValue)\(colon)\($0)"
                }
            }
        }
        let example = "`lineside sign-off --step signed_off --despite \(open[0].rule.rawValue)=…`"
        return words(
            (["version \(version) breaks rules that reject a report:"] + list(\.english, ": ")
                + [
                    "Correct what is declared, or the project file. What cannot be corrected an "
                        + "officer signs with the reason, which the report shows: \(example)"
                ]).joined(separator: "\n"),
            (["第 \(version) 版違反會令報告不獲接納的規則："] + list(\.traditionalChinese, "：")
                + [
                    "請更正申報資料或項目檔案；無法更正者，由負責人說明原因並簽署，原因會在報告中顯示："
                        + example
                ]).joined(separator: "\n"))
    }
}
