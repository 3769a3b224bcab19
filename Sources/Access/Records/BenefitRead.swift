public import Telemetry

/// That somebody was given benefit data: the same within a minute is one entry.
public struct BenefitRead: Hashable, Sendable {
    /// When first.
    public var at: Timestamp
    /// When last, within the same minute.
    public var last: Timestamp
    /// How often.
    public var times: Int
    /// By what somebody was known.
    public var kind: Principal.Kind
    /// The name; empty where there was no user yet.
    public var name: String
    /// As what; nil where there was no user yet.
    public var role: Role?
    /// Which page or address.
    public var what: String
    /// Of which project.
    public var project: String
    /// Of which report; nil where there is none.
    public var report: String?
    /// From which address.
    public var from: String

    /// A read by somebody, now.
    public init(
        by principal: Principal, at now: Timestamp, what: String, project: String, report: String?,
        from: String
    ) {
        self.init(
            at: now, last: now, times: 1, kind: principal.kind, name: principal.name,
            role: principal.role, what: what, project: project, report: report, from: from)
    }

    /// Makes an entry.
    public init(
        at: Timestamp, last: Timestamp, times: Int, kind: Principal.Kind, name: String,
        role: Role?, what: String, project: String, report: String?, from: String
    ) {
        self.at = at
        self.last = last
        self.times = times
        self.kind = kind
        self.name = name
        self.role = role
        self.what = what
        self.project = project
        self.report = report
        self.from = from
    }

    /// The minute since the epoch in which it was.
    public var minute: Int64 { at.nanoseconds / (60 * nanosecondsPerSecond) }

    /// Whether another entry says the same of the same minute.
    func isSame(as other: BenefitRead) -> Bool {
        minute == other.minute && kind == other.kind && name == other.name && role == other.role
            && what == other.what && project == other.project && report == other.report
            && from == other.from
    }
}
