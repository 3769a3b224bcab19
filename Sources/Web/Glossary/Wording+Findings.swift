import Benefits
import Plant
import Production
import Reporting

extension Wording {
    /// A finding of a benefit report in a sentence.
    func finding(_ finding: BenefitFinding) -> String {
        let name = finding.product.flatMap { product(Int32($0)) } ?? ""
        let (english, chinese) = Self.sentence(finding.code)
        let sentence = language.pick(english, chinese)
        let filled = finding.numbers.reduce(sentence) { text, number in
            text.replacing("{\(number.name)}", with: decimal(number))
        }
        return name.isEmpty ? filled : name + colon + filled
    }

    private func decimal(_ number: BenefitFinding.Number) -> String {
        let text = decimal(number.value, digits: number.digits)
        guard text.contains(".") else { return text }
        let short = text.reversed().drop { $0 == "0" }.drop { $0 == "." }.reversed()
        return String(short)
    }

    /// Wordings with the names of numbers in braces.
    private static func sentence(_ code: BenefitFinding.Code) -> (String, String) {
        switch code {
        case .periodNotOver:
            (
                "The period is not over; measured figures are of the part that is.",
                "報告期未完；實測數字只計已過的部分。"
            )
        case .coverageEstimated:
            (
                "Measured figures are an estimate: {known} s of {planned} s planned are known.",
                "實測數字屬估算：計劃時間 {planned} 秒，已知 {known} 秒。"
            )
        case .coverageUnusable:
            (
                "Coverage is too low to judge: {known} s of {planned} s planned time are known.",
                "數據覆蓋率不足以判斷：計劃時間 {planned} 秒，已知 {known} 秒。"
            )
        case .piecesWithoutProduct:
            (
                "{good} good pieces were counted without a product.",
                "有 {good} 件合格品未有產品資料。"
            )
        case .salesMissing:
            (
                "{good} good pieces were measured, nothing is declared.",
                "實測合格品 {good} 件，但沒有申報。"
            )
        case .salesIncomplete:
            ("{days_declared} of {days} days are declared.", "{days} 日之中只申報了 {days_declared} 日。")
        case .stockBreak:
            (
                "Line {line} opens with {opening} in stock, the period before ends with {closing}.",
                "第 {line} 行期初存貨為 {opening}，但上一期期末為 {closing}。"
            )
        case .stockIdentityBroken:
            (
                "The stock identity is off by {difference}, beyond {tolerance}.",
                "存貨等式相差 {difference}，超出容差 {tolerance}。"
            )
        case .soldExceedsAvailable:
            (
                "{sold} are declared as sold of {available} that there were.",
                "申報售出 {sold}，但可供銷售只有 {available}。"
            )
        }
    }
}

extension Wording {
    /// Why a figure of a benefit report has no value; reports say it in the English words of the
    /// interface.
    func missing(_ text: String) -> String {
        let products = [-1] + plant.products.indices.map { Int32($0) }
        let reasons: [NullReason] =
            [
                .noPlannedTime, .noData, .noProductionTime, .noPieces, .qualityNotMeasured,
                .noFailures,
            ]
            + products.map { .noRate(product: $0) }
        if let reason = reasons.first(where: { $0.text(plant) == text }) {
            return self.reason(reason)
        }
        return text == "nothing declared" ? language.pick(text, "未有申報") : text
    }
}
