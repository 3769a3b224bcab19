import Benefits
import Plant

extension BenefitPeriod {
    /// As addresses write it: `2022-09-01_2023-08-31`.
    ///
    /// - Throws: ``WebError`` with the code `malformed_period`.
    init(address text: String) throws(WebError) {
        let days = text.split(separator: "_", omittingEmptySubsequences: false)
            .map { try? WallClockTexts.date(String($0)) }
        guard days.count == 2, let from = days[0], let to = days[1], from <= to,
            to.dayNumber - from.dayNumber < 1830
        else {
            throw .badRequest(
                "malformed_period",
                "period is its first and last day, FIRST_LAST, like 2022-09-01_2023-08-31")
        }
        self.init(from: from, to: to)
    }

    /// The same of it.
    var address: String { "\(from)_\(to)" }
}
