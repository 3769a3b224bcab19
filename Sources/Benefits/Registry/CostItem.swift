public import Plant

/// What a cost is of, by its code in the file.
public enum CostCategory: String, CaseIterable, Sendable {
    case machinery = "MACH"
    case installation = "INST"
    case commissioning = "COMM"
    case consultant = "CONS"
    case testing = "TEST"
    case training = "TRAIN"
    case patent = "PAT"
    case audit = "AUD"
    case legal = "LEG"
    case applicationConsultant = "APPCONS"
    case delivery = "DELIV"
    case insurance = "X-INS"
    case warranty = "X-WARR"
    case rent = "X-RENT"
    case fittingOut = "X-FIT"
    case administration = "X-ADM"
    case production = "X-COGS"
    case office = "X-OFFICE"
    case marketing = "X-MKT"
    case staff = "X-SAL"
    case finance = "X-FIN"
    case entertainment = "X-ENT"
    case operation = "X-OPEX"
    case software = "Q-SW"
    case undecided = "Q-OTHER"

    /// Whether the scheme never pays for it.
    public var isExcluded: Bool { rawValue.hasPrefix("X-") }

    /// Whether it counts only after a ruling of the secretariat.
    public var needsRuling: Bool { rawValue.hasPrefix("Q-") }
}

/// M01: one cost, in a budget or in accounts.
public struct CostItem: Hashable, Sendable {
    /// What it is of.
    public var category: CostCategory
    /// What it is.
    public var name: LocalizedText
    /// As quoted, or as spent.
    public var amount: Money
    /// As approved, or as the auditor found eligible; nil: what is fundable of ``amount``.
    public var counted: Money?
    /// How many quotations were obtained; nil where nobody says.
    public var quotations: Int?
    /// Of delivery and maintenance: inside the purchase price and not separable.
    public var isInseparable: Bool
    /// The approval that rules it fundable, by its identifier.
    public var ruling: String?
}

/// M05 and M07: what an external auditor certified.
public struct Accounts: Hashable, Sendable {
    /// The day up to which they go.
    public var to: LocalDate
    /// The eligible expenditure as the auditor states it.
    public var eligible: Money
    /// Its items; empty where only the sum is recorded.
    public var items: [CostItem]
    /// When they were handed in.
    public var submitted: LocalDate?
    /// When the Government accepted them; nil: not yet.
    public var accepted: LocalDate?
}

/// M06 and M08: money that the Government paid.
public struct Disbursement: Hashable, Sendable {
    /// Which payment it is.
    public enum Kind: String, CaseIterable, Sendable {
        case interim, final

        /// What it is called.
        public var wording: LocalizedText {
            switch self {
            case .interim: words("Interim disbursement", "中期撥款")
            case .final: words("Final payment", "最後一期撥款")
            }
        }
    }

    /// Which payment it is.
    public var kind: Kind
    /// The amount.
    public var amount: Money
    /// When it was paid.
    public var paid: LocalDate
}

/// M09.
public struct Recovery: Hashable, Sendable {
    /// When the Government demanded it.
    public var date: LocalDate
    /// What it demanded.
    public var demanded: Money
    /// What came back so far.
    public var recovered: Money
}
