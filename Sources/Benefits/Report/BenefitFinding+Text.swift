public import Plant
internal import Reporting

extension BenefitFinding {
    /// The finding in an English sentence, with a plant's identifiers.
    public func text(_ plant: Plant) -> String {
        let name = product.map { plant.products[$0].id } ?? "line"
        switch code {
        case .periodNotOver:
            return "the period is not over; measured figures are of the part that is"
        case .coverageEstimated:
            return "measured figures are an estimate: \(share)"
        case .coverageUnusable:
            return "measured figures do not bear a judgement: \(share)"
        case .piecesWithoutProduct:
            return "\(number("good")) good pieces were counted without a product"
        case .salesMissing:
            return "\(name): \(number("good")) good pieces were measured, nothing is declared"
        case .salesIncomplete:
            return "\(name): \(number("days_declared")) of \(number("days")) days are declared"
        case .stockBreak:
            return "\(name): line \(number("line")) opens with \(number("opening")) in stock, the "
                + "period before closes with \(number("closing"))"
        case .stockIdentityBroken:
            return "\(name): good + opening stock - sold - closing stock - samples and scrap is "
                + "\(number("difference")), beyond \(number("tolerance"))"
        case .soldExceedsAvailable:
            return "\(name): \(number("sold")) are declared as sold of \(number("available")) that "
                + "there were (ratio \(number("ratio")))"
        }
    }

    private var share: String {
        "\(number("known")) s of \(number("planned")) s planned time are known"
    }

    private func number(_ name: String) -> String {
        guard let number = numbers.first(where: { $0.name == name }) else { return "unknown" }
        return decimalText(number.value, digits: number.digits)
    }
}
