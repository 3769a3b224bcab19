import Synchronization
public import Telemetry

extension AccessDesk {
    /// All users, by name.
    public var users: [User] {
        state.withLock { $0.users.values.sorted { $0.name < $1.name } }
    }

    /// All tokens, by name.
    public var tokens: [APIToken] {
        state.withLock { $0.tokens.values.sorted { $0.name < $1.name } }
    }

    /// Adds a user.
    public func addUser(
        _ name: String, _ rights: Rights, password: PasswordHash, by: String, at now: Timestamp
    ) throws(AccessError) -> User {
        try AccountRules.check(name: name)
        try AccountRules.check(rights.role, rights.scope, until: rights.until, at: now)
        let user = User(
            name: name, role: rights.role, scope: rights.scope, password: password, madeAt: now,
            until: rights.until)
        try change { () throws(AccessError) in
            let (exists, count) = state.withLock { ($0.users[name] != nil, $0.users.count) }
            guard !exists else {
                throw AccessError(.exists, "there is a user \(name) already")
            }
            try checkRoom(count, AccessLimits.users)
            try put(user, .userAdded, by: by, at: now)
        }
        return user
    }

    /// Ends a user's log-in and sessions, or allows it again.
    public func setDisabled(
        _ name: String, _ isDisabled: Bool, by: String, at now: Timestamp
    ) throws(AccessError) -> User {
        try changed(name, isDisabled ? .userDisabled : .userEnabled, by: by, at: now) {
            $0.disabledAt = isDisabled ? now : nil
        }
    }

    /// Gives a user another password, and ends its sessions.
    public func setPassword(
        _ name: String, _ password: PasswordHash, by: String, at now: Timestamp
    ) throws(AccessError) -> User {
        try changed(name, .passwordSet, by: by, at: now) { $0.password = password }
    }

    /// Gives a user other rights, and ends its sessions.
    public func setRights(
        _ name: String, _ rights: Rights, by: String, at now: Timestamp
    ) throws(AccessError) -> User {
        try AccountRules.check(rights.role, rights.scope, until: rights.until, at: now)
        return try changed(name, .roleSet, by: by, at: now) {
            $0.role = rights.role
            $0.scope = rights.scope
            $0.until = rights.until
        }
    }

    /// Makes an API token; its secret is told here and never again.
    public func makeToken(
        _ name: String, _ rights: Rights, by: String, at now: Timestamp
    ) throws(AccessError) -> (token: APIToken, secret: Secret) {
        try AccountRules.check(name: name)
        try AccountRules.check(rights.role, rights.scope, until: rights.until, at: now)
        let longest = Int64(AccessLimits.tokenAge.value) * 86_400 * nanosecondsPerSecond
        guard let until = rights.until, until - now <= longest else {
            throw AccessError(
                .badDate, "a token is valid for at most \(AccessLimits.tokenAge.value) days",
                limit: AccessLimits.tokenAge)
        }
        let secret = Secret()
        let token = APIToken(
            hash: secret.hash, name: name, role: rights.role, scope: rights.scope, madeAt: now,
            until: until)
        try change { () throws(AccessError) in
            let (isOpen, exists, count) = state.withLock { state in
                (
                    state.users.isEmpty, state.tokens.values.contains { $0.name == name },
                    state.tokens.count
                )
            }
            guard !isOpen else {
                throw AccessError(
                    .unknown, "there is no user yet, and so no token is asked for: add a user first"
                )
            }
            guard !exists else {
                throw AccessError(.exists, "there is a token \(name) already")
            }
            try checkRoom(count, AccessLimits.tokens)
            try put(token, .tokenMade, by: by, at: now)
        }
        return (token, secret)
    }

    /// Ends a token.
    public func revokeToken(
        _ name: String, by: String, at now: Timestamp
    ) throws(AccessError) -> APIToken {
        try change { () throws(AccessError) -> APIToken in
            guard var token = state.withLock({ $0.tokens.values.first { $0.name == name } }) else {
                throw AccessError(.unknown, "there is no token \(name)")
            }
            token.revokedAt = now
            try put(token, .tokenRevoked, by: by, at: now)
            return token
        }
    }

    private func changed(
        _ name: String, _ kind: AccountChange.Kind, by: String, at now: Timestamp,
        _ edit: (inout User) -> Void
    ) throws(AccessError) -> User {
        try change { () throws(AccessError) -> User in
            guard var user = state.withLock({ $0.users[name] }) else {
                throw AccessError(.unknown, "there is no user \(name)")
            }
            edit(&user)
            try put(user, kind, by: by, at: now)
            return user
        }
    }

    /// In the book first, then here; a user's sessions end with every change.
    private func put(
        _ user: User, _ kind: AccountChange.Kind, by: String, at now: Timestamp
    ) throws(AccessError) {
        let rights = Rights(role: user.role, scope: user.scope, until: user.until)
        try book.keep(
            user,
            AccountChange(at: now, by: by, kind: kind, account: user.name, rights: rights))
        state.withLock { state in
            state.users[user.name] = user
            state.forget(state.sessions.values.filter { $0.user == user.name }.map(\.hash))
        }
    }

    private func put(
        _ token: APIToken, _ kind: AccountChange.Kind, by: String, at now: Timestamp
    ) throws(AccessError) {
        let rights = Rights(role: token.role, scope: token.scope, until: token.until)
        try book.keep(
            token,
            AccountChange(at: now, by: by, kind: kind, account: token.name, rights: rights))
        state.withLock { $0.tokens[token.hash] = token }
    }

    private func checkRoom(_ count: Int, _ limit: Limit) throws(AccessError) {
        guard count >= limit.value else { return }
        meter.reached(limit)
        throw AccessError(.tooMany, "there are \(count) already", limit: limit)
    }
}
