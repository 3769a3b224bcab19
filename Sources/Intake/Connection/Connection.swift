internal import CMosquitto
internal import Glibc

/// One connection to the broker: owns the library's handle from first packet to last.
///
/// A new connection has a new handle, so certificates and passwords are read anew and nothing
/// of the old one lingers; the session lives at the broker. Releasing it closes the socket and
/// sends nothing. Intake thread only.
@safe
final class Connection {
    let handle: OpaquePointer
    private let pendingBytes: PendingBytes?

    /// Makes a handle as the options say; `owner` receives its callbacks.
    ///
    /// - Throws: ``IntakeError`` where the library refuses an option or a file.
    init(options: IntakeOptions, owner: Session?) throws(IntakeError) {
        guard libraryIsReady else { throw IntakeError(.library, "the library does not start") }
        let context = unsafe owner.map { unsafe Unmanaged.passUnretained($0).toOpaque() }
        guard let handle = unsafe mosquitto_new(options.clientID, false, context) else {
            throw IntakeError(.library, "the library makes no client")
        }
        unsafe self.handle = unsafe handle
        unsafe self.pendingBytes = options.tls == nil ? nil : unsafe findPendingBytes()
        try configure(options)
        if owner != nil { unsafe installCallbacks(on: handle) }
    }

    deinit { unsafe mosquitto_destroy(handle) }

    private func configure(_ options: IntakeOptions) throws(IntakeError) {
        unsafe mosquitto_threaded_set(handle, true)
        try set(MOSQ_OPT_PROTOCOL_VERSION, 5)
        try set(MOSQ_OPT_RECEIVE_MAXIMUM, Int32(options.receiveMaximum))
        try set(MOSQ_OPT_TCP_NODELAY, 1)
        if let credentials = options.credentials {
            let password = try readSecret(path: credentials.passwordFile)
            let code = unsafe mosquitto_username_pw_set(handle, credentials.username, password)
            try check(code, "user name or password refused")
        }
        if let tls = options.tls { try configure(tls) }
    }

    private func configure(_ tls: IntakeTLS) throws(IntakeError) {
        // Without an answer of ours, OpenSSL would ask the terminal for an encrypted key's word.
        for file in [tls.authorityFile, tls.certificateFile, tls.keyFile] {
            guard let file else { continue }
            guard unsafe access(file, R_OK) == 0 else {
                throw IntakeError(.unreadableFile, "cannot read \(file)")
            }
        }
        let code = unsafe mosquitto_tls_set(
            handle, tls.authorityFile, nil, tls.certificateFile, tls.keyFile, { _, _, _, _ in 0 })
        guard code == MOSQ_ERR_SUCCESS.rawValue else {
            throw IntakeError(.unreadableFile, "a certificate or key file cannot be used")
        }
        let verifyPeer: Int32 = 1
        let options = unsafe mosquitto_tls_opts_set(handle, verifyPeer, "tlsv1.2", nil)
        try check(options, "TLS 1.2 refused")
    }

    private func set(_ option: mosq_opt_t, _ value: Int32) throws(IntakeError) {
        try check(unsafe mosquitto_int_option(handle, option, value), "option \(option) refused")
    }

    /// Begins to connect without waiting for the peer; the name look-up does wait.
    ///
    /// Returns the library's code; 0 says that the loop may go on.
    func open(_ options: IntakeOptions, ipv4Only: Bool) throws(IntakeError) -> Int32 {
        try storeProperties(options)
        let keepAlive = Int32(options.keepAliveSeconds)
        // Bound to an IPv4 address, the library passes over the peer's IPv6 addresses.
        let local = ipv4Only ? "0.0.0.0" : nil
        return unsafe mosquitto_connect_bind_async(
            handle, options.host, Int32(options.port), keepAlive, local)
    }

    /// Gives the library the properties of CONNECT.
    ///
    /// Only the connect call that waits takes properties, and its wait for a peer that does not
    /// answer is the kernel's, two minutes. It stores them before it looks at the port: with an
    /// impossible port they stay and nothing else happens.
    private func storeProperties(_ options: IntakeOptions) throws(IntakeError) {
        var list: OpaquePointer?
        defer { unsafe mosquitto_property_free_all(&list) }
        try check(
            unsafe mosquitto_property_add_int32(
                &list, Int32(MQTT_PROP_SESSION_EXPIRY_INTERVAL.rawValue),
                options.sessionExpirySeconds), "session expiry refused")
        try check(
            unsafe mosquitto_property_add_int32(
                &list, Int32(MQTT_PROP_MAXIMUM_PACKET_SIZE.rawValue),
                options.maximumPacketBytes), "maximum packet size refused")
        let code = unsafe mosquitto_connect_bind_v5(handle, options.host, -1, 60, nil, list)
        guard code == MOSQ_ERR_INVAL.rawValue else {
            throw IntakeError(.library, "the library took an impossible port")
        }
    }

    /// The socket, or a negative number once the library closed it.
    var descriptor: Int32 { unsafe mosquitto_socket(handle) }

    /// Whether packets wait to be written.
    var wantsToWrite: Bool { unsafe mosquitto_want_write(handle) }

    /// Whether OpenSSL holds bytes that poll does not see.
    var holdsBytes: Bool {
        guard let pendingBytes = unsafe pendingBytes else { return false }
        guard let tls = unsafe mosquitto_ssl_get(handle) else { return false }
        return unsafe pendingBytes(tls) > 0
    }

    /// Why OpenSSL did not trust the broker's certificate, in its words; nil where it did.
    var distrust: String? {
        guard let tls = unsafe mosquitto_ssl_get(handle),
            let result = unsafe dlsym(nil, "SSL_get_verify_result"),
            let words = unsafe dlsym(nil, "X509_verify_cert_error_string")
        else { return nil }
        let code = unsafe unsafeBitCast(result, to: VerifyResult.self)(tls)
        guard code != 0, let text = unsafe unsafeBitCast(words, to: VerifyWords.self)(code) else {
            return nil
        }
        return unsafe String(cString: text)
    }

    /// Reads a packet, if one is there.
    func read() -> Int32 { unsafe mosquitto_loop_read(handle, 1) }

    /// Writes whatever is queued, acknowledgements included, as far as the socket takes it.
    func write() -> Int32 { unsafe mosquitto_loop_write(handle, 1) }

    /// Queues a ping when one is due.
    func keepAlive() -> Int32 { unsafe mosquitto_loop_misc(handle) }

    /// Queues a DISCONNECT; the library closes the socket once it is written.
    func leave() -> Int32 { unsafe mosquitto_disconnect(handle) }

    /// Turns the log lines on or off that tell duplicates and why TLS failed.
    func log(_ isOn: Bool) {
        unsafe mosquitto_log_callback_set(handle, isOn ? onLog : nil)
    }
}

/// Counts the bytes that an OpenSSL connection has read and not handed over.
private typealias PendingBytes = @convention(c) (UnsafeMutableRawPointer) -> Int32

/// What OpenSSL found when it verified the peer's certificate: 0 is no fault.
private typealias VerifyResult = @convention(c) (UnsafeMutableRawPointer) -> Int
/// OpenSSL's words for that.
private typealias VerifyWords = @convention(c) (Int) -> UnsafePointer<CChar>?

/// Finds the function in the OpenSSL that the library brought along.
private func findPendingBytes() -> PendingBytes? {
    guard let symbol = unsafe dlsym(nil, "SSL_pending") else { return nil }
    return unsafe unsafeBitCast(symbol, to: PendingBytes.self)
}

/// The library keeps global state that is made once for the process.
private let libraryIsReady = mosquitto_lib_init() == MOSQ_ERR_SUCCESS.rawValue

/// Throws unless the library said yes.
func check(_ code: Int32, _ message: String) throws(IntakeError) {
    guard code == MOSQ_ERR_SUCCESS.rawValue else {
        throw IntakeError(.library, "\(message): \(libraryText(code))")
    }
}

/// The library's own words for its code.
func libraryText(_ code: Int32) -> String {
    guard let text = unsafe mosquitto_strerror(code) else { return "code \(code)" }
    return unsafe String(cString: text)
}

/// The words for an MQTT 5 reason.
func reasonText(_ reason: Int) -> String {
    guard let text = unsafe mosquitto_reason_string(Int32(reason)) else {
        return "reason \(reason)"
    }
    return unsafe String(cString: text)
}
