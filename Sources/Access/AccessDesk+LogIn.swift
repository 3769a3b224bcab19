import Synchronization
public import Telemetry

extension AccessDesk {
    /// What became of a log-in.
    public enum LogIn: Sendable {
        /// The secret for the cookie, and who that is.
        case done(Secret, Principal)
        /// There is no such user, the password is another one, or the user is disabled.
        case wrong
        /// Too many failed before; how long to wait.
        case limited(seconds: Int64, Limit)
        /// Other passwords are being checked; at once again.
        case busy
    }

    /// Checks a password and begins a session; takes as long for a user who does not exist.
    ///
    /// - Throws: ``AccessError`` where the session cannot be kept.
    public func logIn(
        _ name: String, password: String, from address: String, at now: Timestamp
    ) throws(AccessError) -> LogIn {
        // A seat first: of several at once, none slips past the count of the others.
        guard takeSeat() else {
            meter.reached(AccessLimits.checks)
            return .busy
        }
        defer { state.withLock { $0.checks -= 1 } }
        let user = state.withLock { $0.users[name] }
        if let wait = state.withLock({ $0.throttle.wait(user: name, address: address, at: now) }) {
            meter.reached(wait.limit)
            return .limited(seconds: wait.seconds, wait.limit)
        }
        let matches = (user?.password ?? decoy).matches(password)
        guard matches, let user, user.isActive(at: now) else {
            let forgotten = state.withLock {
                $0.throttle.fail(user: name, address: address, at: now)
            }
            if forgotten { meter.reached(AccessLimits.remembered) }
            return .wrong
        }
        state.withLock { $0.throttle.succeed(user: name) }
        return .done(try begin(user, at: now), user.principal)
    }

    private func takeSeat() -> Bool {
        state.withLock { state in
            guard state.checks < AccessLimits.checks.value else { return false }
            state.checks += 1
            return true
        }
    }

    /// Begins a session; the one that was used longest ago ends where there are too many, and so
    /// do those that are over.
    private func begin(_ user: User, at now: Timestamp) throws(AccessError) -> Secret {
        let secret = Secret()
        let session = Session(hash: secret.hash, user: user.name, madeAt: now, usedAt: now)
        try change { () throws(AccessError) in
            let (ended, isFull) = state.withLock { state in
                let over = state.sessions.values.filter { !$0.isActive(at: now) }
                let own = state.sessions.values
                    .filter { $0.user == user.name && $0.isActive(at: now) }
                    .sorted { $0.usedAt < $1.usedAt }
                let surplus = own.prefix(max(0, own.count + 1 - AccessLimits.sessions.value))
                return ((over + surplus).map(\.hash), !surplus.isEmpty)
            }
            if isFull { meter.reached(AccessLimits.sessions) }
            try book.keep(session, ending: ended)
            state.withLock { state in
                state.forget(ended)
                state.sessions[session.hash] = session
                state.keptUses[session.hash] = now
            }
        }
        return secret
    }

    /// Ends the session of a cookie.
    public func logOut(_ text: String) throws(AccessError) {
        guard let hash = Secret(shown: text)?.hash else { return }
        try change { () throws(AccessError) in
            try book.end(sessions: [hash])
            state.withLock { $0.forget([hash]) }
        }
    }
}

extension AccessDesk.State {
    /// Ends sessions.
    mutating func forget(_ hashes: [String]) {
        for hash in hashes {
            sessions[hash] = nil
            keptUses[hash] = nil
        }
    }
}
