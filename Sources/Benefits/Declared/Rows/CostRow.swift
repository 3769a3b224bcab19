/// One figure of the cost sheet over a stretch of days.
public struct CostRow: Hashable, Sendable {
    /// What it is, by its name in the file.
    public enum Item: String, CaseIterable, Sendable {
        /// B17: cost of a unit, 100 at the baseline.
        case unitCostIndex = "unit_cost_index"
        /// B16: paid hours of operators.
        case operatorHours = "operator_hours"
        /// B22: wage bill of the new jobs.
        case wages
        /// B27: spent with suppliers in Hong Kong.
        case suppliers
        /// B23: follow-on investment in Hong Kong.
        case machinery, premises
        /// B23, B24: research and development.
        case research

        /// What a value is of.
        public var unit: Unit {
            switch self {
            case .unitCostIndex: .index
            case .operatorHours: .hours
            case .wages, .suppliers, .machinery, .premises, .research: .dollars
            }
        }
    }

    /// What values are of.
    public enum Unit: Hashable, Sendable {
        /// 100 at the baseline.
        case index
        case hours
        /// HK$.
        case dollars
    }

    /// What it is.
    public var item: Item
    /// The days of which it is.
    public var period: BenefitPeriod
    /// In millionths of its unit; of HK$ whole cents.
    public var value: Int64
    /// Its line in the file, from 1.
    public var line: Int

    /// The value of one in HK$; nil of another unit.
    public var amount: Money? {
        item.unit == .dollars ? Money(cents: value / 10_000) : nil
    }

    /// Makes a row.
    public init(item: Item, period: BenefitPeriod, value: Int64, line: Int) {
        (self.item, self.period, self.value, self.line) = (item, period, value, line)
    }
}
