public import Telemetry

/// What an account may do, where and until when.
public struct Rights: Hashable, Sendable {
    /// What the account is.
    public var role: Role
    /// Where that holds.
    public var scope: Scope
    /// Until when; nil: no end.
    public var until: Timestamp?

    /// Makes rights.
    public init(role: Role, scope: Scope, until: Timestamp?) {
        self.role = role
        self.scope = scope
        self.until = until
    }
}
