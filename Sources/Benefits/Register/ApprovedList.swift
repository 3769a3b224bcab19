/// The list of approved projects that the Innovation and Technology Fund publishes each year, with
/// its amounts in cents.
public struct ApprovedList: Hashable, Sendable {
    /// In order of the files.
    public var entries: [ApprovedEntry]
    /// Name and hash of each file.
    public var files: [DeclaredFile]

    /// Makes a list.
    public init(entries: [ApprovedEntry], files: [DeclaredFile]) {
        self.entries = entries
        self.files = files
    }

    /// The entry of a reference, but for case and spaces; where it stands twice, the last.
    public func entry(_ reference: String) -> ApprovedEntry? {
        entries.last { isSameName($0.reference, reference) }
    }
}

/// One approved project.
public struct ApprovedEntry: Hashable, Sendable {
    /// `RFS`, `NIFS`, `ITSP` and others.
    public var programme: String
    /// The reference by which it is found.
    public var reference: String
    /// Title.
    public var title: String
    /// Who leads it.
    public var applicant: String
    /// Funds approved; nil where the list gives none.
    public var approved: ListedFunds?
    /// Funds approved after a change; nil where there was none.
    public var revised: ListedFunds?
    /// Remarks.
    public var remarks: String

    /// The funds that hold.
    public var funds: ListedFunds? { revised ?? approved }
}

/// An amount as the list gives it: often rounded, in millions or in dollars.
public struct ListedFunds: Hashable, Sendable {
    /// The amount.
    public var money: Money
    /// The value of its last digit in cents: it stands for all amounts that are nearer than half of
    /// it.
    public var step: Int64

    /// Whether an exact amount is what the list can mean.
    public func agrees(with exact: Money) -> Bool {
        (exact.cents - money.cents).magnitude * 2 <= step.magnitude
    }
}
