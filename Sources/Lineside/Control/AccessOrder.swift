/// What a command asks about users, tokens and the ledger.
///
/// A password never travels: only its hash does.
struct AccessOrder: Codable, Sendable {
    enum Verb: String, Codable, Sendable {
        case addUser = "add_user"
        case disableUser = "disable_user"
        case enableUser = "enable_user"
        case setPassword = "set_password"
        case setRole = "set_role"
        case users
        case makeToken = "make_token"
        case revokeToken = "revoke_token"
        case tokens, reads, changes
    }

    var verb: Verb
    /// The user of the machine who asks.
    var by: String
    /// Of the user or token.
    var name: String?
    var role: String?
    /// `plant` or `plant/line`; nil: every line.
    var lines: [String]?
    /// `project` or `project/report`; nil: every project.
    var projects: [String]?
    /// Until when, in seconds since the epoch.
    var until: Int64?
    /// The hash of a password.
    var password: String?
    /// The most rows of the ledger.
    var limit: Int?

    init(_ verb: Verb, by: String) {
        self.verb = verb
        self.by = by
    }
}

/// What is answered; instants are RFC 3339.
struct AccessAnswer: Codable, Sendable {
    /// A user or a token.
    struct Account: Codable, Sendable {
        var name: String
        var role: String
        /// nil: every line.
        var lines: [String]?
        /// nil: every project.
        var projects: [String]?
        var madeAt: String
        var until: String?
        /// When it was disabled or revoked.
        var endedAt: String?
        /// When a token was used last.
        var usedAt: String?
        /// Whether it opens anything now.
        var active: Bool
    }

    /// Somebody was given benefit data.
    struct Read: Codable, Sendable {
        var at: String
        var last: String
        var times: Int
        var kind: String
        var name: String
        var role: String?
        var what: String
        var project: String
        var report: String?
        var from: String
    }

    /// An account was changed.
    struct Change: Codable, Sendable {
        var at: String
        var by: String
        var kind: String
        var account: String
        var role: String
        var lines: [String]?
        var projects: [String]?
        var until: String?
    }

    var users: [Account]?
    var tokens: [Account]?
    /// The secret of a token that was made: told once.
    var secret: String?
    var reads: [Read]?
    var changes: [Change]?
}
