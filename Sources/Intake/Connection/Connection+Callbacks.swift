internal import CMosquitto
internal import Glibc

/// The library's callbacks: each finds its session and hands over plain values.
///
/// They run inside the library's loop calls, on the intake thread.
func installCallbacks(on handle: OpaquePointer) {
    unsafe mosquitto_connect_v5_callback_set(handle, onConnect)
    unsafe mosquitto_disconnect_v5_callback_set(handle, onDisconnect)
    unsafe mosquitto_message_callback_set(handle, onMessage)
    unsafe mosquitto_subscribe_callback_set(handle, onSubscribe)
    unsafe mosquitto_unsubscribe_callback_set(handle, onUnsubscribe)
}

private func session(_ context: UnsafeMutableRawPointer?) -> Session {
    guard let context = unsafe context else {
        preconditionFailure("callbacks are installed for a session")
    }
    return unsafe Unmanaged<Session>.fromOpaque(context).takeUnretainedValue()
}

private let onConnect:
    @convention(c) (
        OpaquePointer?, UnsafeMutableRawPointer?, Int32, Int32, OpaquePointer?
    ) -> Void = { _, context, reason, flags, _ in
        unsafe session(context).brokerAnswered(
            reason: Int(reason), sessionPresent: flags & 1 == 1)
    }

private let onDisconnect:
    @convention(c) (OpaquePointer?, UnsafeMutableRawPointer?, Int32, OpaquePointer?) -> Void = {
        _, context, code, _ in
        unsafe session(context).libraryClosed(code: Int(code))
    }

private let onMessage:
    @convention(c) (
        OpaquePointer?, UnsafeMutableRawPointer?, UnsafePointer<mosquitto_message>?
    ) -> Void = { _, context, message in
        guard let message = unsafe message?.pointee, let topic = unsafe message.topic else {
            return
        }
        unsafe session(context).received(
            topic: UnsafeRawBufferPointer(start: topic, count: strlen(topic))
                .assumingMemoryBound(to: UInt8.self).span,
            payload: UnsafeRawBufferPointer(
                start: message.payload, count: Int(message.payloadlen)
            ).assumingMemoryBound(to: UInt8.self).span,
            packetID: UInt16(truncatingIfNeeded: message.mid),
            qos: UInt8(truncatingIfNeeded: message.qos), retained: message.retain)
    }

private let onSubscribe:
    @convention(c) (
        OpaquePointer?, UnsafeMutableRawPointer?, Int32, Int32, UnsafePointer<Int32>?
    ) -> Void = { _, context, messageID, count, reasons in
        let list = unsafe UnsafeBufferPointer(start: reasons, count: Int(count))
        unsafe session(context).subscriptionsAnswered(
            messageID: messageID, reasons: list.map { Int($0) })
    }

private let onUnsubscribe:
    @convention(c) (OpaquePointer?, UnsafeMutableRawPointer?, Int32) -> Void = {
        _, context, messageID in
        unsafe session(context).unsubscriptionsAnswered(messageID: messageID)
    }

/// Set only while duplicates are to be told, see ``RedeliveryWatch``, or TLS may fail.
let onLog:
    @convention(c) (
        OpaquePointer?, UnsafeMutableRawPointer?, Int32, UnsafePointer<CChar>?
    ) -> Void = { _, context, level, text in
        guard let text = unsafe text else { return }
        if level == MOSQ_LOG_ERR {
            unsafe session(context).complained(String(cString: text))
        }
        guard level == MOSQ_LOG_DEBUG else { return }
        let line = unsafe UnsafeRawBufferPointer(start: text, count: strlen(text))
        unsafe session(context).logged(line.bindMemory(to: UInt8.self).span)
    }
