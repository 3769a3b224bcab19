internal import Plant
internal import Yams

extension RuleSetReader {
    private static let parameterKeys = [
        "funding_share", "funding_cap", "interim_share", "interim_after_months",
        "expected_months", "patent_cap", "audit_fee_cap", "audit_fee_count", "legal_fee_cap",
        "running_projects", "cumulative_cap", "streamlined_limit", "charge_filing_months",
        "coverage_estimated", "coverage_usable", "stock_tolerance", "hours_tolerance",
        "variance_limit", "price_factor",
    ]
    private static let optionalKeys = ["cumulative_cap", "streamlined_limit"]

    /// The parameters; those of the base where the file says nothing.
    func readParameters(_ file: Fields, _ base: RuleParameters?) -> RuleParameters? {
        guard let node = file.node("parameters") else {
            if base == nil { _ = file.required("parameters", "the numbers of the rules") }
            return base
        }
        guard let fields = Fields(node, "\"parameters\"", keys: Self.parameterKeys, report) else {
            return base
        }
        if base == nil {
            for key in Self.parameterKeys where !Self.optionalKeys.contains(key) {
                _ = fields.required(key, "a number")
            }
        }
        var parameters = base ?? RuleParameters()
        readAmounts(fields, &parameters)
        readCounts(fields, &parameters)
        readShares(fields, &parameters)
        return parameters
    }

    private func readAmounts(_ fields: Fields, _ parameters: inout RuleParameters) {
        set(&parameters.fundingCap, fields.money("funding_cap"))
        set(&parameters.patentCap, fields.money("patent_cap"))
        set(&parameters.auditFeeCap, fields.money("audit_fee_cap"))
        set(&parameters.legalFeeCap, fields.money("legal_fee_cap"))
        parameters.cumulativeCap = fields.money("cumulative_cap") ?? parameters.cumulativeCap
        parameters.streamlinedLimit =
            fields.money("streamlined_limit") ?? parameters.streamlinedLimit
    }

    private func readCounts(_ fields: Fields, _ parameters: inout RuleParameters) {
        func count(_ key: String) -> Int? {
            fields.value(key, "a whole number", Amounts.count(0...1000))
        }
        set(&parameters.interimAfterMonths, count("interim_after_months"))
        set(&parameters.expectedMonths, count("expected_months"))
        set(&parameters.auditFeeCount, count("audit_fee_count"))
        set(&parameters.runningProjects, count("running_projects"))
        set(&parameters.chargeFilingMonths, count("charge_filing_months"))
        set(&parameters.priceFactor, count("price_factor"))
    }

    private func readShares(_ fields: Fields, _ parameters: inout RuleParameters) {
        func share(_ key: String) -> Int64? {
            fields.value(key, "a share such as 95 %", Self.share)
        }
        func fraction(_ key: String) -> Fraction? {
            fields.value(key, "a fraction such as 1/3", Self.fraction)
        }
        set(&parameters.fundingShare, fraction("funding_share"))
        set(&parameters.interimShare, fraction("interim_share"))
        set(&parameters.coverageEstimated, share("coverage_estimated"))
        set(&parameters.coverageUsable, share("coverage_usable"))
        set(&parameters.stockTolerance, share("stock_tolerance"))
        set(&parameters.hoursTolerance, share("hours_tolerance"))
        set(&parameters.varianceLimit, share("variance_limit"))
    }

    private func set<Value>(_ parameter: inout Value, _ value: Value?) {
        if let value { parameter = value }
    }

    /// `95 %` in millionths.
    private static func share(_ text: String) throws(Mismatch) -> Int64 {
        let (number, rest) = try ExactNumber.prefix(of: text)
        guard rest == "%", let millionths = try number.times(10_000).whole else {
            throw Mismatch(problem: "is not a share", hint: "expected 95 %")
        }
        guard millionths <= 1_000_000 else { throw Mismatch(problem: "is more than the whole") }
        return millionths
    }

    /// `1/3`.
    private static func fraction(_ text: String) throws(Mismatch) -> Fraction {
        let (number, rest) = try ExactNumber.prefix(of: text, fractions: true)
        guard rest.isEmpty, number.numerator > 0, number.numerator <= number.denominator,
            number.denominator <= 1_000_000
        else { throw Mismatch(problem: "is not a part of the whole", hint: "expected 1/3") }
        return Fraction(numerator: number.numerator, denominator: number.denominator)
    }
}
