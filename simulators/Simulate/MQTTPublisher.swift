import CMosquitto
import Engine
import Foundation

/// What the broker or the library refused.
struct MQTTError: Error, CustomStringConvertible {
    let action: String
    let code: Int32

    var description: String { "\(action): \(unsafe String(cString: mosquitto_strerror(code)))" }
}

/// Publishes over one persistent MQTT session, in order, and counts the acknowledgements.
///
/// Never more than a fixed number of messages is unacknowledged. A lost connection is made again,
/// and the library sends again whatever was not acknowledged. One thread does everything.
@safe final class MQTTPublisher: MessageSink {
    struct Options {
        let address: BrokerAddress
        let clientID: String
        let wording: Wording
        let qos: Int32
        let inFlight: Int
    }

    private let options: Options
    private let stop: StopSignal
    private let handle: OpaquePointer
    private var delivery = Delivery()
    private var isConnected = false
    private var lastNotice = ""
    private var stopSeen: ContinuousClock.Instant?
    private var nextAttempt = ContinuousClock.now
    private var payload: [UInt8] = []

    /// How long the last acknowledgements are waited for once a stop is asked for.
    private static let patience = Duration.seconds(10)
    private static let retry = Duration.milliseconds(200)
    /// Acknowledgements are read at least after so many messages.
    private static let burst = 32
    /// What the library answers when the connection is not there.
    private static let losses: Set<Int32> = [
        MOSQ_ERR_NO_CONN.rawValue, MOSQ_ERR_CONN_LOST.rawValue, MOSQ_ERR_CONN_REFUSED.rawValue,
        MOSQ_ERR_ERRNO.rawValue, MOSQ_ERR_KEEPALIVE.rawValue, MOSQ_ERR_PROTOCOL.rawValue,
    ]

    init(_ options: Options, stop: StopSignal) throws {
        self.options = options
        self.stop = stop
        mosquitto_lib_init()
        guard let handle = unsafe mosquitto_new(options.clientID, false, nil) else {
            throw MQTTError(action: "new session", code: MOSQ_ERR_NOMEM.rawValue)
        }
        unsafe self.handle = unsafe handle
        unsafe mosquitto_user_data_set(handle, Unmanaged.passUnretained(self).toOpaque())
        unsafe mosquitto_max_inflight_messages_set(handle, UInt32(options.inFlight))
        unsafe mosquitto_int_option(handle, MOSQ_OPT_TCP_NODELAY, 1)
        setCallbacks()
    }

    deinit {
        unsafe mosquitto_destroy(handle)
        mosquitto_lib_cleanup()
    }

    private func setCallbacks() {
        unsafe mosquitto_connect_callback_set(handle) { _, object, code in
            guard let object = unsafe object else { return }
            let publisher = unsafe Unmanaged<MQTTPublisher>.fromOpaque(object).takeUnretainedValue()
            publisher.connected(code)
        }
        unsafe mosquitto_disconnect_callback_set(handle) { _, object, _ in
            guard let object = unsafe object else { return }
            let publisher = unsafe Unmanaged<MQTTPublisher>.fromOpaque(object).takeUnretainedValue()
            publisher.disconnected()
        }
        unsafe mosquitto_publish_callback_set(handle) { _, object, _ in
            guard let object = unsafe object else { return }
            let publisher = unsafe Unmanaged<MQTTPublisher>.fromOpaque(object).takeUnretainedValue()
            publisher.delivery.acknowledged += 1
        }
    }

    func send(_ message: Message, at _: Milliseconds) throws {
        while !isConnected || unacknowledged >= options.inFlight {
            if hasLostPatience {
                delivery.published += 1
                return
            }
            try turn(within: .milliseconds(100))
        }
        payload.removeAll(keepingCapacity: true)
        options.wording.appendPayload(of: message, to: &payload)
        try publish(options.wording.topic(of: message))
        if delivery.published % Self.burst == 0 { try turn(within: .zero) }
    }

    func pause(until deadline: ContinuousClock.Instant) throws {
        let left = deadline - ContinuousClock.now
        try turn(within: min(max(left, .zero), .milliseconds(100)))
    }

    func finish(at end: Milliseconds) throws -> Delivery {
        while unacknowledged > 0, !hasLostPatience { try turn(within: .milliseconds(100)) }
        _ = unsafe mosquitto_disconnect(handle)
        return delivery
    }

    private func publish(_ topic: String) throws {
        let code = unsafe payload.withUnsafeBytes { bytes in
            unsafe mosquitto_publish(
                handle, nil, topic, Int32(bytes.count), bytes.baseAddress, options.qos, false)
        }
        delivery.published += 1
        guard code != MOSQ_ERR_SUCCESS.rawValue else { return }
        // At QoS 1 the library has queued it, and sends it when the connection is back.
        guard Self.losses.contains(code) else { throw MQTTError(action: "publish", code: code) }
        try turn(within: .zero)
    }

    private var unacknowledged: Int {
        delivery.published - delivery.acknowledged - delivery.lost
    }

    private var hasLostPatience: Bool {
        guard stop.isRequested else { return false }
        let since = stopSeen ?? ContinuousClock.now
        stopSeen = since
        return ContinuousClock.now - since > Self.patience
    }
}

extension MQTTPublisher {
    /// Lets the session read and write for a while, or makes its connection.
    private func turn(within time: Duration) throws {
        guard unsafe mosquitto_socket(handle) >= 0 else { return try connect(within: time) }
        let milliseconds = Int32((time / .milliseconds(1)).rounded(.up))
        let code = unsafe mosquitto_loop(handle, milliseconds, 1)
        if code == MOSQ_ERR_SUCCESS.rawValue { return }
        disconnected()
        guard Self.losses.contains(code) else { throw MQTTError(action: "session", code: code) }
    }

    private func connect(within time: Duration) throws {
        let now = ContinuousClock.now
        guard now >= nextAttempt else {
            Thread.sleep(forTimeInterval: min(time, nextAttempt - now) / .seconds(1))
            return
        }
        nextAttempt = now + Self.retry
        let code = unsafe mosquitto_connect(
            handle, options.address.host, options.address.port, 30)
        if code != MOSQ_ERR_SUCCESS.rawValue {
            notice("waiting for \(options.address): \(MQTTError(action: "connect", code: code))")
        }
    }

    private func connected(_ code: Int32) {
        isConnected = code == 0
        let answer = unsafe String(cString: mosquitto_connack_string(code))
        notice("\(options.address): \(answer)")
    }

    private func disconnected() {
        isConnected = false
        // The library forgets at QoS 0 what it had not written yet.
        if options.qos == 0 { delivery.lost = delivery.published - delivery.acknowledged }
    }

    /// Says something once until there is something else to say.
    private func notice(_ text: String) {
        if text != lastNotice { standardError(text) }
        lastNotice = text
    }
}
