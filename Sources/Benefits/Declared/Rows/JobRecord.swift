public import Plant

/// A declared job: a post under a pseudonym, never a person.
public struct JobRecord: Hashable, Sendable {
    /// Pseudonym, `[A-Za-z0-9-]{1,32}`.
    public var id: String
    /// Its type.
    public var type: JobType
    /// The first day on which it is filled.
    public var from: LocalDate
    /// The last one; nil: still filled.
    public var to: LocalDate?
    /// Full-time equivalents in hundredths, 1 to 100.
    public var fte: Int64
    /// Whether it is an innovation and technology post.
    public var isITPost: Bool
    /// Its contract; nil: nobody says, as of all that follows.
    public var contract: ClaimedJob.Contract?
    /// Paid minutes a week.
    public var minutesAWeek: Int?
    /// Whether who fills it is 35 or younger.
    public var isUpTo35: Bool?
    /// Whether it was counted in an earlier period already.
    public var isRetained: Bool?
    /// Whether it belongs to the set-up of the line: an installer, a consultant.
    public var isSetUp: Bool?
    /// Whether it was moved from another site in Hong Kong.
    public var isMoved: Bool?
    /// Pseudonym of who fills it, as ``id``: one person has one in all projects.
    public var person: String?
    /// Why it ended.
    public var ending: Ending?
    /// Its line in the file, from 1.
    public var line = 0

    /// Why jobs end.
    public enum Ending: String, CaseIterable, Sendable {
        case resigned, dismissed, redundant, expired, other
    }

    /// Makes a record without what is optional.
    public init(
        id: String, type: JobType, from: LocalDate, to: LocalDate?, fte: Int64, isITPost: Bool
    ) {
        self.id = id
        self.type = type
        self.from = from
        self.to = to
        self.fte = fte
        self.isITPost = isITPost
    }
}
