import Synchronization
public import Telemetry

/// Accounts that end with the process: where pages are shown without a data folder.
public final class MemoryBook: AccessBook {
    private struct Contents {
        var users: [String: User] = [:]
        var tokens: [String: APIToken] = [:]
        var sessions: [String: Session] = [:]
        var reads: [BenefitRead] = []
        var changes: [AccountChange] = []
    }

    private let contents = Mutex(Contents())

    /// Nobody yet.
    public init() {}

    /// See ``AccessBook/accounts()``.
    public func accounts() -> StoredAccounts {
        contents.withLock {
            StoredAccounts(
                users: Array($0.users.values), tokens: Array($0.tokens.values),
                sessions: Array($0.sessions.values))
        }
    }

    /// See ``AccessBook/keep(_:_:)``.
    public func keep(_ user: User, _ change: AccountChange) {
        contents.withLock {
            $0.users[user.name] = user
            $0.sessions = $0.sessions.filter { $0.value.user != user.name }
            $0.changes.append(change)
        }
    }

    /// See ``AccessBook/keep(_:_:)``.
    public func keep(_ token: APIToken, _ change: AccountChange) {
        contents.withLock {
            $0.tokens[token.hash] = token
            $0.changes.append(change)
        }
    }

    /// See ``AccessBook/keep(_:ending:)``.
    public func keep(_ session: Session, ending others: [String]) {
        contents.withLock { contents in
            for hash in others { contents.sessions[hash] = nil }
            contents.sessions[session.hash] = session
        }
    }

    /// See ``AccessBook/end(sessions:)``.
    public func end(sessions: [String]) {
        contents.withLock { contents in
            for hash in sessions { contents.sessions[hash] = nil }
        }
    }

    /// See ``AccessBook/keepUse(hash:at:)``.
    public func keepUse(hash: String, at now: Timestamp) {
        contents.withLock {
            $0.sessions[hash]?.usedAt = now
            $0.tokens[hash]?.usedAt = now
        }
    }

    /// See ``AccessBook/add(_:)``; keeps no more than an answer shows.
    public func add(_ read: BenefitRead) {
        contents.withLock { contents in
            if let place = contents.reads.lastIndex(where: { $0.isSame(as: read) }) {
                contents.reads[place].times += 1
                contents.reads[place].last = read.at
            } else {
                contents.reads = contents.reads.suffix(AccessLimits.ledger.value - 1) + [read]
            }
        }
    }

    /// See ``AccessBook/reads(limit:)``.
    public func reads(limit: Int) -> [BenefitRead] {
        contents.withLock { $0.reads.suffix(limit).reversed() }
    }

    /// See ``AccessBook/changes(limit:)``.
    public func changes(limit: Int) -> [AccountChange] {
        contents.withLock { $0.changes.suffix(limit).reversed() }
    }
}
