public import Telemetry

/// Somebody who logs in; never removed, so that what was said under a name stays that one's.
public struct User: Hashable, Sendable {
    /// Unique among users: 1 to 64 of `a-z`, `0-9`, `.`, `_`, `-`, `@`.
    public var name: String
    /// What the user is.
    public var role: Role
    /// Where that holds.
    public var scope: Scope
    /// Of the password.
    public var password: PasswordHash
    /// When the user was added.
    public var madeAt: Timestamp
    /// When the rights end; nil: not by themselves.
    public var until: Timestamp?
    /// Since when there is no log-in; nil: there is.
    public var disabledAt: Timestamp?

    /// Makes a user.
    public init(
        name: String, role: Role, scope: Scope, password: PasswordHash, madeAt: Timestamp,
        until: Timestamp?, disabledAt: Timestamp? = nil
    ) {
        self.name = name
        self.role = role
        self.scope = scope
        self.password = password
        self.madeAt = madeAt
        self.until = until
        self.disabledAt = disabledAt
    }

    /// Whether the user may log in.
    public func isActive(at now: Timestamp) -> Bool {
        disabledAt == nil && (until.map { now < $0 } ?? true)
    }

    var principal: Principal { Principal(kind: .user, name: name, role: role, scope: scope) }
}
