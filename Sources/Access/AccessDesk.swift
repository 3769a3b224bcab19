import Synchronization
public import Telemetry

/// Knows accounts and sessions, and says who somebody is.
///
/// All of it is in memory, so that a request waits for no disk; whatever changes is kept in the
/// book first. One desk a book. Any thread; what changes an account, and
/// ``logIn(_:password:from:at:)``, wait for the disk or for scrypt and belong on a thread that may
/// wait.
public final class AccessDesk: Sendable {
    struct State {
        var users: [String: User] = [:]
        /// By hash.
        var tokens: [String: APIToken] = [:]
        /// By hash.
        var sessions: [String: Session] = [:]
        /// When the use of a session or token was last kept, by hash.
        var keptUses: [String: Timestamp] = [:]
        var throttle = LogInThrottle()
        /// Passwords that are being checked.
        var checks = 0
    }

    let book: any AccessBook
    let meter: LimitMeter
    let cost: PasswordHash.Cost
    let decoy: PasswordHash
    let state: Mutex<State>
    /// Held by whoever changes the book.
    let writing = Mutex(())

    /// Reads the book.
    ///
    /// - Parameters:
    ///   - book: where all is kept.
    ///   - meter: counts how often limits are reached.
    ///   - cost: what a check of an unknown user's password costs; that of a known one is in its
    ///     hash.
    /// - Throws: ``AccessError`` where the book cannot be read.
    public init(
        _ book: any AccessBook, meter: LimitMeter = LimitMeter(), cost: PasswordHash.Cost = .usual
    ) throws(AccessError) {
        self.book = book
        self.meter = meter
        self.cost = cost
        decoy = PasswordHash(ofNothing: cost)
        var state = State()
        let stored = try book.accounts()
        for user in stored.users { state.users[user.name] = user }
        for token in stored.tokens {
            state.tokens[token.hash] = token
            state.keptUses[token.hash] = token.usedAt
        }
        for session in stored.sessions {
            state.sessions[session.hash] = session
            state.keptUses[session.hash] = session.usedAt
        }
        self.state = Mutex(state)
    }

    /// A desk of its own, in memory, with no users.
    public static func open() -> AccessDesk {
        do {
            return try AccessDesk(MemoryBook())
        } catch {
            preconditionFailure("memory is never unreadable: \(error)")
        }
    }

    /// Whether there is no user at all: whoever sits at this machine may do everything.
    public var isOpen: Bool { state.withLock { $0.users.isEmpty } }

    /// What somebody shows.
    public enum Credential: Sendable {
        /// The secret of a session's cookie.
        case session(String)
        /// An API token.
        case token(String)
    }

    /// Who shows something; nil where it opens nothing.
    ///
    /// Waits for no disk.
    public func principal(_ credential: Credential, at now: Timestamp) -> Principal? {
        state.withLock { state in
            switch credential {
            case .session(let text):
                guard let hash = Secret(shown: text)?.hash, let session = state.sessions[hash],
                    session.isActive(at: now), let user = state.users[session.user],
                    user.isActive(at: now)
                else { return nil }
                state.sessions[hash]?.usedAt = max(session.usedAt, now)
                return user.principal
            case .token(let text):
                guard let hash = Secret(shown: text)?.hash, let token = state.tokens[hash],
                    token.isActive(at: now)
                else { return nil }
                state.tokens[hash]?.usedAt = max(token.usedAt ?? now, now)
                return token.principal
            }
        }
    }

    /// Whether what somebody showed still makes the same of that one, before more of a long answer
    /// goes out; a use like any other.
    ///
    /// - Parameters:
    ///   - principal: who it was when the answer began.
    ///   - credential: what was shown; nil where nothing was needed.
    ///   - now: our clock.
    /// - Returns: whether it is the same as then.
    public func holds(
        _ principal: Principal, by credential: Credential?, at now: Timestamp
    ) -> Bool {
        guard let credential, principal.kind != .anyone else {
            return principal.kind == .anyone && isOpen
        }
        return self.principal(credential, at: now) == principal
    }

    /// Whether the use of a credential is to be kept: at most once a minute, and of what opens
    /// something alone.
    public func isUseToKeep(_ credential: Credential, at now: Timestamp) -> Bool {
        guard let hash = credential.hash else { return false }
        return state.withLock { state in
            guard state.sessions[hash] != nil || state.tokens[hash] != nil else { return false }
            return state.keptUses[hash].map { now - $0 >= 60 * nanosecondsPerSecond } ?? true
        }
    }

    /// Keeps that a credential was used.
    public func keepUse(_ credential: Credential, at now: Timestamp) throws(AccessError) {
        guard let hash = credential.hash else { return }
        state.withLock { $0.keptUses[hash] = now }
        try change { () throws(AccessError) in try book.keepUse(hash: hash, at: now) }
    }

    /// Adds to the ledger; benefit data are given to nobody before this returns.
    public func record(_ read: BenefitRead) throws(AccessError) {
        try change { () throws(AccessError) in try book.add(read) }
    }

    /// The newest entries of the ledger, the newest first.
    public func reads(limit: Int) throws(AccessError) -> [BenefitRead] {
        try book.reads(limit: limit)
    }

    /// The newest changes of accounts, the newest first.
    public func changes(limit: Int) throws(AccessError) -> [AccountChange] {
        try book.changes(limit: limit)
    }

    /// One change of the book at a time.
    func change<Result: Sendable>(
        _ body: () throws(AccessError) -> Result
    ) throws(AccessError) -> Result {
        try writing.withLock { _ throws(AccessError) -> Result in try body() }
    }
}

extension AccessDesk.Credential {
    /// Under which it is kept; nil where it is none of ours.
    var hash: String? {
        switch self {
        case .session(let text), .token(let text): Secret(shown: text)?.hash
        }
    }
}
