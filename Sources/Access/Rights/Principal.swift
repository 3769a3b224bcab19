/// Who asks, and what that one may do.
public struct Principal: Hashable, Sendable {
    /// What somebody was known by.
    public enum Kind: String, Sendable {
        /// By nothing.
        case nobody
        /// By sitting at this machine, while there is no user.
        case anyone
        /// By a log-in.
        case user
        /// By an API token.
        case token
    }

    /// Why something is refused.
    public enum Refusal: Hashable, Sendable {
        /// Nobody knows who asks.
        case unknown
        /// The role does not do this.
        case role
        /// The role does, but not here.
        case scope
    }

    /// What it was known by.
    public let kind: Kind
    /// The name of the user or the token; empty where there is none.
    public let name: String
    /// nil where there is no name.
    public let role: Role?
    /// Where the role holds.
    public let scope: Scope

    /// Somebody of whom nothing is known.
    public static let nobody = Principal(kind: .nobody, name: "", role: nil, scope: .everything)
    /// Whoever sits at the machine, while there is no user.
    public static let anyone = Principal(kind: .anyone, name: "", role: nil, scope: .everything)

    init(kind: Kind, name: String, role: Role?, scope: Scope) {
        self.kind = kind
        self.name = name
        self.role = role
        self.scope = scope
    }

    /// Why it may not do something; nil: it may.
    public func refusal(_ action: Action, _ subject: Subject) -> Refusal? {
        switch kind {
        case .nobody: return .unknown
        case .anyone: return nil
        case .user, .token:
            guard let role, Permission.allows(role, action) else { return .role }
            return scope.covers(subject) ? nil : .scope
        }
    }

    /// Whether it may do something.
    public func may(_ action: Action, _ subject: Subject) -> Bool {
        refusal(action, subject) == nil
    }

    /// How it signs what it says; nil: it has no name, and says one.
    public var signature: String? {
        switch kind {
        case .nobody, .anyone: nil
        case .user: name
        case .token: "token:\(name)"
        }
    }
}
