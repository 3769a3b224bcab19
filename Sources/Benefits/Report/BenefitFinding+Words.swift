public import Plant
internal import Reporting

extension BenefitFinding {
    /// The finding in a sentence, for people: with a product's name.
    public func words(_ plant: Plant) -> LocalizedText {
        let (english, chinese) = Self.sentence(code)
        let name = product.map { plant.products[$0].name }
        func filled(_ sentence: String, _ language: Language, _ name: String?) -> String {
            let phrasing = Phrasing(language, timeZone: plant.timeZone)
            let text = numbers.reduce(sentence) { text, number in
                text.replacing("{\(number.name)}", with: phrasing.short(number))
            }
            return name.map { $0 + phrasing.colon + text } ?? text
        }
        return LocalizedText(
            english: filled(english, .english, name?.english),
            traditionalChinese: filled(chinese, .traditionalChinese, name?.traditionalChinese))
    }

    /// Numbers that are seconds.
    fileprivate static let lengths: Set<String> = ["known", "planned"]

    /// Wordings with the names of numbers in braces.
    private static func sentence(_ code: Code) -> (String, String) {
        switch code {
        case .periodNotOver:
            (
                "The period is not over; measured figures are of the part that is.",
                "報告期未完；實測數字只計已過的部分。"
            )
        case .coverageEstimated:
            (
                "Measured figures are an estimate: {known} of {planned} planned are known.",
                "實測數字屬估算：計劃時間 {planned}，已知 {known}。"
            )
        case .coverageUnusable:
            (
                "Coverage is too low to judge: {known} of {planned} planned time are known.",
                "數據覆蓋率不足以判斷：計劃時間 {planned}，已知 {known}。"
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

extension Phrasing {
    /// A number without decimals that say nothing; seconds as a length of time.
    fileprivate func short(_ number: BenefitFinding.Number) -> String {
        if BenefitFinding.lengths.contains(number.name) {
            let exact = (number.digits..<9).reduce(number.value) { value, _ in value &* 10 }
            return duration(exact)
        }
        let text = decimal(number.value, digits: number.digits)
        guard text.contains(".") else { return text }
        return String(text.reversed().drop { $0 == "0" }.drop { $0 == "." }.reversed())
    }
}
