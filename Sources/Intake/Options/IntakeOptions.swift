import Telemetry

/// Where and how an intake session takes its messages.
///
/// Names and topics are UTF-8; times carry their unit in the name.
public struct IntakeOptions: Sendable {
    /// Name or address of the broker.
    public var host: String
    /// TCP port of the broker, 1 to 65,535.
    public var port: Int = 1883
    /// Names the session at the broker; 1 to 256 bytes, and no other client may use it.
    public var clientID: String
    /// Topic filters to take, each at quality of service 1.
    public var topics: [String]
    /// Filters that the kept session may still hold; those not in ``topics`` are unsubscribed.
    ///
    /// Store ``topicsToRemember`` before the start and ``SubscriptionReport/remembered``
    /// whenever it is reported: the stored list then never misses one.
    public var previousTopics: [String] = []
    /// User name and password file, where the broker asks for them.
    public var credentials: IntakeCredentials?
    /// Certificates, where the broker speaks TLS.
    public var tls: IntakeTLS?

    /// How long the broker keeps the session while we are away, in seconds.
    public var sessionExpirySeconds: UInt32 = 7 * 24 * 3600
    /// How many messages may wait for our acknowledgement, 1 to 65,535.
    public var receiveMaximum: Int = IntakeLimits.unacknowledged.value
    /// The broker withholds larger packets, in bytes, and nobody can tell.
    public var maximumPacketBytes = UInt32(IntakeLimits.packet.value)
    /// A larger payload is rejected by name and size, in bytes.
    public var maximumPayloadBytes: Int = IntakeLimits.payload.value
    /// Whether to ask the broker how long it has run, as mosquitto tells it.
    public var asksBrokerAge = false
    /// The longest silence before a ping, in seconds, at least 5.
    public var keepAliveSeconds: Int = 30

    /// A commit comes at the latest after so many messages.
    public var batchMessages: Int = IntakeLimits.batchMessages.value
    /// A commit comes at the latest after so many bytes of topics and payloads.
    public var batchBytes: Int = IntakeLimits.batchBytes.value
    /// A commit comes at the latest after so long, in milliseconds.
    public var batchMilliseconds: Int = 20
    /// Reading stops after so long for a turn of the loop, in milliseconds.
    public var readMilliseconds: Int = 5
    /// The longest time from turn to turn while nothing arrives, in milliseconds.
    public var turnMilliseconds: Int = 20
    /// How long to wait after a commit found no room, in milliseconds.
    public var noRoomRetryMilliseconds: Int = 250

    /// From the first packet to the broker's consent, in milliseconds; name look-up excepted.
    public var connectTimeoutMilliseconds: Int = 5000
    /// The first pause between two attempts to connect, in milliseconds.
    public var backoffFirstMilliseconds: Int = 1000
    /// The longest pause between two attempts to connect, in milliseconds.
    ///
    /// Data is promised to flow within ten seconds of the broker's return: keep it below.
    public var backoffLastMilliseconds: Int = 8000
    /// Only a connection that stood so long starts the pauses anew, in milliseconds.
    public var stableMilliseconds: Int = 10_000
    /// The first pause after the broker said that another client took our session, in
    /// milliseconds.
    public var rivalPauseFirstMilliseconds: Int = 4000
    /// The longest such pause, in milliseconds.
    public var rivalPauseLastMilliseconds: Int = 60_000
    /// Only a connection that stood so long shows that no other client wants our session, in
    /// milliseconds.
    public var rivalGoneMilliseconds: Int = 60_000
    /// The time that an orderly stop may take at the broker, in milliseconds.
    public var stopTimeoutMilliseconds: Int = 5000

    /// Makes options with the defaults.
    public init(host: String, clientID: String, topics: [String]) {
        self.host = host
        self.clientID = clientID
        self.topics = topics
    }

    /// Every filter that the session may hold from the next connection on.
    public var topicsToRemember: [String] {
        TopicChange(wanted: topics, previous: previousTopics).all
    }
}

/// A user name, and the file that holds its password.
public struct IntakeCredentials: Sendable {
    /// Name of the user.
    public var username: String
    /// Path of the file, at most 64 KiB; its last line end does not belong to the password.
    public var passwordFile: String

    /// Makes credentials.
    public init(username: String, passwordFile: String) {
        self.username = username
        self.passwordFile = passwordFile
    }
}

/// Certificate files in PEM form; TLS 1.2 or later, and the broker's name is always verified.
public struct IntakeTLS: Sendable {
    /// Path of the authorities that may sign the broker's certificate.
    public var authorityFile: String
    /// Path of our own certificate, where the broker asks for one.
    public var certificateFile: String?
    /// Path of its key, unencrypted.
    public var keyFile: String?

    /// Makes TLS settings.
    public init(authorityFile: String, certificateFile: String? = nil, keyFile: String? = nil) {
        self.authorityFile = authorityFile
        self.certificateFile = certificateFile
        self.keyFile = keyFile
    }
}
