public import Telemetry

/// Where accounts, sessions and the ledger are kept.
///
/// Calls that change anything come one after the other; what they did is durable when they return.
/// Any thread.
public protocol AccessBook: Sendable {
    /// All accounts and sessions.
    func accounts() throws(AccessError) -> StoredAccounts

    /// Keeps a user with what was changed of it, and ends its sessions.
    func keep(_ user: User, _ change: AccountChange) throws(AccessError)

    /// Keeps a token with what was changed of it.
    func keep(_ token: APIToken, _ change: AccountChange) throws(AccessError)

    /// Keeps a session, and ends others.
    func keep(_ session: Session, ending others: [String]) throws(AccessError)

    /// Ends sessions.
    func end(sessions: [String]) throws(AccessError)

    /// Keeps when a session or a token was used.
    func keepUse(hash: String, at now: Timestamp) throws(AccessError)

    /// Adds to the ledger.
    func add(_ read: BenefitRead) throws(AccessError)

    /// The newest entries of the ledger, the newest first.
    func reads(limit: Int) throws(AccessError) -> [BenefitRead]

    /// The newest changes of accounts, the newest first.
    func changes(limit: Int) throws(AccessError) -> [AccountChange]
}

/// What an ``AccessBook`` holds of accounts.
public struct StoredAccounts: Sendable {
    /// All users.
    public var users: [User]
    /// All tokens.
    public var tokens: [APIToken]
    /// All sessions, those that are over as well.
    public var sessions: [Session]

    /// Makes it.
    public init(users: [User] = [], tokens: [APIToken] = [], sessions: [Session] = []) {
        self.users = users
        self.tokens = tokens
        self.sessions = sessions
    }
}
