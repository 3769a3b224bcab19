public import Telemetry

/// What log-in and accounts take at most.
public enum AccessLimits {
    /// Users, those that are disabled as well.
    public static let users = Limit("users", 1000, .entries)
    /// API tokens, those that are over as well.
    public static let tokens = Limit("tokens", 1000, .entries)
    /// Sessions of one user: the one that was used longest ago ends.
    public static let sessions = Limit("user_sessions", 20, .entries)
    /// How long a session lasts without a request.
    public static let sessionIdle = Limit("session_idle", 8 * 3600, .seconds)
    /// How long a session lasts in all.
    public static let sessionAge = Limit("session_age", 7 * 86_400, .seconds)
    /// How long an API token may be valid.
    public static let tokenAge = Limit("token_age", 366, .days)
    /// Log-ins of one user that fail within ``window``.
    public static let failuresOfUser = Limit("log_in_user", 5, .requests)
    /// Log-ins from one address that fail within ``window``.
    public static let failuresOfAddress = Limit("log_in_address", 20, .requests)
    /// Users and addresses of whom failures are remembered.
    public static let remembered = Limit("log_in_memory", 10_000, .entries)
    /// Passwords that are checked at once: each needs 32 MiB and a core.
    public static let checks = Limit("log_ins", 1, .requests)
    /// The name of a user or a token.
    public static let name = Limit("account_name", 64, .characters)
    /// A password.
    public static let password = Limit("password", 1024, .bytes)
    /// Plants, lines, projects and reports of one scope.
    public static let scope = Limit("account_scope", 100, .entries)
    /// Rows of the ledger in one answer.
    public static let ledger = Limit("ledger_rows", 500, .results)

    /// All of them.
    public static let all = [
        users, tokens, sessions, sessionIdle, sessionAge, tokenAge, failuresOfUser,
        failuresOfAddress, remembered, checks, name, password, scope, ledger,
    ]

    /// The shortest password, in characters.
    public static let shortestPassword = 12
    /// Over how long failed log-ins are counted, in seconds.
    public static let window: Int64 = 15 * 60
}
