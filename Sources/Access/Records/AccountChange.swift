public import Telemetry

/// That an account was changed; only ever added.
public struct AccountChange: Hashable, Sendable {
    /// What was done.
    public enum Kind: String, CaseIterable, Codable, Sendable {
        case userAdded = "user_added"
        case userDisabled = "user_disabled"
        case userEnabled = "user_enabled"
        case passwordSet = "password_set"
        case roleSet = "role_set"
        case tokenMade = "token_made"
        case tokenRevoked = "token_revoked"
    }

    /// When.
    public var at: Timestamp
    /// By whom: the user of the machine who ran the command.
    public var by: String
    /// What.
    public var kind: Kind
    /// Which user or token.
    public var account: String
    /// The rights that it then had.
    public var rights: Rights

    /// Makes a change.
    public init(at: Timestamp, by: String, kind: Kind, account: String, rights: Rights) {
        self.at = at
        self.by = by
        self.kind = kind
        self.account = account
        self.rights = rights
    }
}
