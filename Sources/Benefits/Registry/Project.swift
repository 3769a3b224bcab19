public import Plant

/// One funded project as its enterprise and the secretariat record it: fields P, M and L of the
/// scheme.
///
/// Read by ``read(yaml:file:)``. Nothing in it is judged; ``RuleReport`` does that.
public struct Project: Hashable, Sendable {
    /// Identifier, the name of its file.
    public var id: String
    /// Path of its file; empty where it was read from text.
    public var file = ""
    /// Its file by name and hash, on which what it says rests.
    public var source = DeclaredFile(name: "", sha256: "")
    /// P04.
    public var title: LocalizedText
    /// P01.
    public var scheme: Scheme
    /// P03, as the secretariat gave it; nil before approval.
    public var reference: String?
    /// P17: six digits of HSIC V2.0.
    public var industry: String?
    /// P02 as the file states it; it is chosen by ``Agreement/applied`` either way.
    public var ruleSet: String?
    /// P06.
    public var enterprise: Enterprise
    /// P07 and P08.
    public var consultants: Consultants
    /// P05 and P09 to P13.
    public var agreement: Agreement
    /// M01 at application, with what of it was approved.
    public var budget: [CostItem]
    /// M02; nil before approval.
    public var approvedCost: Money?
    /// M03; nil before approval.
    public var approvedFunding: Money?
    /// M04: what the enterprise has paid of the fundable cost.
    public var contribution: Money?
    /// M05.
    public var interimAccounts: Accounts?
    /// M07.
    public var finalAccounts: Accounts?
    /// M08 as it was granted: the whole funding after the final accounts.
    public var finalFunding: Money?
    /// M06 and the final payment, in order of the file.
    public var disbursements: [Disbursement]
    /// M09.
    public var recoveries: [Recovery]
    /// P14.
    public var charge: LegalCharge?
    /// P15; empty where the enterprise says that there is none, nil where it says nothing.
    public var otherFunding: [OtherFunding]?
    /// P16: other projects of the enterprise, and of enterprises related to it; empty where it says
    /// that there are none, nil where it says nothing.
    public var otherProjects: [OtherProject]?
    /// Written approvals and rulings of the Government.
    public var approvals: [Approval]
    /// P18.
    public var targets: [Target]
    /// Its lines, in order of the file.
    public var lines: [ProjectLine]
    /// Transfers and moves; empty where the file says there are none, nil where it says nothing.
    public var moves: [LineMove]?
    /// L03: where gateways were found; nil: nobody looked.
    public var positions: [GatewayPosition]?
    /// Reports that were handed in.
    public var reports: [ReportRecord]
    /// What was before, locked; nil: nothing is.
    public var baseline: LockedBaseline?
    /// Report templates of its own by kind: files beside the project file.
    public var templates: [ReportRecord.Kind: String] = [:]
    /// What those files say, where they were read.
    public var ownTemplates: [ReportRecord.Kind: ReportTemplate] = [:]
    /// Limits of the flags.
    public var flagSettings = FlagSettings()
    /// What the scheme leaves open.
    public var settings: ProjectSettings
    /// What is worth a look in the file, in order of its place.
    public var warnings: [Diagnostic]
    /// What it names of the plant file, in order of the file.
    var plantNames: [PlantName] = []
}

/// P01: the schemes, by their names in the file.
public enum Scheme: String, CaseIterable, Sendable {
    /// Re-industrialisation Funding Scheme.
    case rfs = "RFS"
    /// New Industrialisation Funding Scheme.
    case nifs = "NIFS"
    /// New Industrialisation Acceleration Scheme.
    case nias = "NIAS"
    /// Any other.
    case other = "OTHER"
}

/// P06.
public struct Enterprise: Hashable, Sendable {
    /// As registered.
    public var name: LocalizedText
    /// Companies Registry number; nil where there is none.
    public var companyNumber: String?
    /// Business registration number.
    public var businessNumber: String?
}

/// P07 and P08, as their contracts name them.
public struct Consultants: Hashable, Sendable {
    /// Who designs and builds the line.
    public var design: String?
    /// Who helped to prepare the application.
    public var application: String?
}

/// P05 and P09 to P13.
public struct Agreement: Hashable, Sendable {
    /// P05: date of the application, by which the rule set is chosen.
    public var applied: LocalDate
    /// P09.
    public var signed: LocalDate?
    /// P10: first day.
    public var start: LocalDate?
    /// P10: approved last day.
    public var end: LocalDate?
    /// Why it takes longer than is usual; nil where nobody says.
    public var durationReason: LocalizedText?
    /// P11.
    public var completed: LocalDate?
    /// P13 as the agreement states it; calculated by ``Project/restriction`` either way.
    public var restrictionEnd: LocalDate?
    /// Jobs of the enterprise in Hong Kong at application: the baseline, frozen then.
    public var baselineHeadcount: Int?
}

/// P14.
public struct LegalCharge: Hashable, Sendable {
    /// When the charge was created.
    public var created: LocalDate
    /// When form NM1 was delivered to the Companies Registry; nil: not yet.
    public var filed: LocalDate?
    /// The Registry's number.
    public var registration: String?
}
