/// Why an intake could not begin or had to end.
public struct IntakeError: Error, CustomStringConvertible {
    /// What kind of failure it was.
    public enum Code: String, Sendable {
        /// An option is out of its limits.
        case invalidOption
        /// A certificate, key or password file cannot be used.
        case unreadableFile
        /// The MQTT library refused a call.
        case library
        /// The system refused a thread or a descriptor.
        case system
        /// The delegate could not commit.
        case commit
    }

    /// What kind of failure it was.
    public let code: Code
    /// What happened, for people.
    public let message: String
    /// The error beneath it, if any.
    public let cause: (any Error)?

    init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    /// Code and message.
    public var description: String { "\(code.rawValue): \(message)" }
}

/// Why a connection ended or never came about.
public struct ConnectionEnd: Sendable, Equatable, CustomStringConvertible {
    /// What kind of end it was.
    public enum Kind: String, Sendable {
        /// We left in good order.
        case stopped
        /// The network or the peer ended it.
        case lost
        /// The broker refused us; `code` is its MQTT 5 reason.
        case refused
        /// The broker sent us away; `code` is its MQTT 5 reason.
        case dismissed
        /// Another client came to the broker with our client id, and has our session now.
        case takenOver
        /// The broker did not consent, or not answer a ping, in time.
        case timeout
        /// A packet broke the protocol.
        case protocolError
        /// A topic was not UTF-8.
        case malformedTopic
        /// The broker's or our own certificate was not accepted.
        case tls
        /// A file or an option could not be used.
        case configuration
    }

    /// What kind of end it was.
    public let kind: Kind
    /// The MQTT 5 reason, else the library's or the system's number.
    public let code: Int
    /// What happened, for people.
    public let message: String

    init(_ kind: Kind, code: Int = 0, _ message: String) {
        self.kind = kind
        self.code = code
        self.message = message
    }

    /// Kind, code and message.
    public var description: String { "\(kind.rawValue) (\(code)): \(message)" }
}
