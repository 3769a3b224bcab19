public import Telemetry

/// What a program shows instead of a log-in: `Authorization: Bearer …`.
public struct APIToken: Hashable, Sendable {
    /// Of the secret, which is shown once and not kept.
    public var hash: String
    /// Unique among tokens.
    public var name: String
    /// What the program is.
    public var role: Role
    /// Where that holds.
    public var scope: Scope
    /// When it was made.
    public var madeAt: Timestamp
    /// When it ends.
    public var until: Timestamp
    /// When it was revoked; nil: it was not.
    public var revokedAt: Timestamp?
    /// When it was used last, to the minute; nil: never.
    public var usedAt: Timestamp?

    /// Makes a token.
    public init(
        hash: String, name: String, role: Role, scope: Scope, madeAt: Timestamp, until: Timestamp,
        revokedAt: Timestamp? = nil, usedAt: Timestamp? = nil
    ) {
        self.hash = hash
        self.name = name
        self.role = role
        self.scope = scope
        self.madeAt = madeAt
        self.until = until
        self.revokedAt = revokedAt
        self.usedAt = usedAt
    }

    /// Whether it opens anything.
    public func isActive(at now: Timestamp) -> Bool { revokedAt == nil && now < until }

    var principal: Principal { Principal(kind: .token, name: name, role: role, scope: scope) }
}
