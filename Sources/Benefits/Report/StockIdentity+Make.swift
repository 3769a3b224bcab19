internal import Telemetry

extension StockIdentity {
    /// Compares; nil where good pieces are not known, or the declaration or time does not cover the
    /// period.
    init?(good: BenefitFigure<Int64>, declared: DeclaredProduct?, input: BenefitInput) {
        guard let made = good.value, let declared, declared.days == input.period.days,
            input.measuredSpan.to >= input.span.to, let opening = declared.openingStock.value,
            let sold = declared.sold.value, let closing = declared.closingStock.value,
            let samples = declared.samplesAndScrap.value
        else { return nil }
        available = made + opening
        difference = available - sold - closing - samples
        tolerance = Int64(
            Int128(made) * Int128(input.settings.stockTolerance) / 10_000)
        soldPerAvailable = available > 0 ? roundedHalfUp(sold, hundredthsOf: available) : nil
        let isUnusable =
            good.provenance.coverage?.isBelow(percent: input.settings.unusableBelow) ?? true
        verdict =
            isUnusable ? .undecided : difference.magnitude <= tolerance ? .holds : .broken
    }
}

/// `numerator / denominator` in hundredths, rounded half up once; neither is negative, the
/// denominator is not zero.
func roundedHalfUp(_ numerator: Int64, hundredthsOf denominator: Int64) -> Int64 {
    let doubled = Int128(denominator) * 2
    return Int64(clamping: (Int128(numerator) * 200 + Int128(denominator)) / doubled)
}
