internal import CMosquitto
internal import Telemetry

/// What the library tells while it reads.
extension Session {
    /// The broker answered our CONNECT.
    func brokerAnswered(reason: Int, sessionPresent: Bool) {
        packets += 1
        guard reason == 0, let connection else {
            refusal = ConnectionEnd(.refused, code: reason, reasonText(reason))
            return
        }
        heardAt = monotonicNanoseconds()
        phase = .up(since: heardAt)
        nextKeepAlive = 0
        statistics.connections += 1
        if !sessionPresent { heldTopics = [] }
        (knowsAge, isBehind) = (!options.asksBrokerAge, false)
        (isConnectingTold, mark) = (false, sessionPresent ? SessionMark() : nil)
        watch.connected(sessionPresent: sessionPresent)
        connection.log(watch.isOpen)
        complaint = nil
        batch.note(at: monotonicNanoseconds())
        delegate.connected(sessionPresent: sessionPresent, at: wallClock())
        do throws(IntakeError) {
            if options.asksBrokerAge { try connection.mark() }
            let change = TopicChange(wanted: options.topics, previous: heldTopics)
            round = try connection.send(change)
            if !knowsAge { try connection.askAge() }
        } catch {
            refusal = ConnectionEnd(.configuration, error.message)
        }
    }

    /// The library closed the connection, by our DISCONNECT, the broker's, or an error.
    func libraryClosed(code: Int) {
        // The library's own codes end below; the broker's reasons for leaving begin here.
        guard code >= 0x80 else { return }
        guard code != MQTT_RC_SESSION_TAKEN_OVER.rawValue else {
            let message =
                "another client uses the client id \(options.clientID), and each needs its own"
            refusal = ConnectionEnd(.takenOver, code: code, message)
            return
        }
        refusal = ConnectionEnd(.dismissed, code: code, reasonText(code))
    }

    /// A message came.
    func received(
        topic: Span<UInt8>, payload: Span<UInt8>, packetID: UInt16, qos: UInt8, retained: Bool
    ) {
        packets += 1
        if options.asksBrokerAge, qos == 0, BrokerAge.isOn(topic) {
            return told(age: BrokerAge.seconds(payload), retained: retained)
        }
        if options.asksBrokerAge, qos == 0, SessionMark.isOn(topic) {
            mark?.answers += 1
            return
        }
        let delivery = Delivery(
            receiveTime: wallClock(), packetID: packetID, qos: qos, retained: retained,
            duplicate: watch.isOpen && isDuplicate(qos: qos, packetID: packetID))
        batch.note(messageOf: topic.count + payload.count, at: monotonicNanoseconds())
        guard payload.count <= options.maximumPayloadBytes else {
            statistics.rejected += 1
            delegate.rejected(topic: topic, payloadBytes: payload.count, delivery: delivery)
            return
        }
        statistics.received += 1
        statistics.receivedBytes += UInt64(payload.count)
        delegate.received(topic: topic, payload: payload, delivery: delivery)
    }

    /// What was retained is as old as the broker's interval, and what waited at the socket as old
    /// as our pause, so the first one that comes live counts, once it is known whose session it is.
    private func told(age seconds: Int?, retained: Bool) {
        guard !knowsAge, !retained, !isBehind, round == nil, let seconds else { return }
        knowsAge = true
        batch.note(at: monotonicNanoseconds())
        delegate.brokerRuns(seconds: seconds, at: wallClock())
    }

    private func isDuplicate(qos: UInt8, packetID: UInt16) -> Bool {
        let duplicate = watch.isDuplicate(qos: qos, packetID: packetID)
        if duplicate { statistics.duplicates += 1 }
        if !watch.isOpen { connection?.log(false) }
        return duplicate
    }

    /// The library wrote a log line; it does so only while the watch is open.
    func logged(_ line: Span<UInt8>) {
        guard let publish = PublishLogLine(line, clientIDBytes: clientIDBytes) else { return }
        watch.announce(publish)
    }

    /// The library wrote of a fault; the first is the cause of the others.
    func complained(_ text: String) { complaint = complaint ?? text }

    /// The broker answered a SUBSCRIBE.
    func subscriptionsAnswered(messageID: Int32, reasons: [Int]) {
        packets += 1
        let isOurs = round?.subscribed(messageID: messageID, reasons: reasons, text: reasonText)
        if isOurs == true { reportRound() }
    }

    /// The broker answered an UNSUBSCRIBE.
    func unsubscriptionsAnswered(messageID: Int32) {
        packets += 1
        if round?.unsubscribed(messageID: messageID) == true { reportRound() }
    }

    private func reportRound() {
        guard let report = round?.result(previous: heldTopics) else { return }
        round = nil
        heldTopics = report.remembered
        batch.note(at: monotonicNanoseconds())
        if let mark { delegate.found(session: mark.origin, at: wallClock()) }
        mark = nil
        delegate.subscribed(report, at: wallClock())
    }

    /// Why the connection ended, by the library's code.
    func libraryEnd(_ code: Int32) -> ConnectionEnd {
        if let refusal { return refusal }
        if let why = tlsFault(code) {
            return ConnectionEnd(.tls, code: Int(code), "no encrypted connection: \(why)")
        }
        let kind: ConnectionEnd.Kind =
            switch code {
            case MOSQ_ERR_MALFORMED_UTF8.rawValue: .malformedTopic
            case MOSQ_ERR_KEEPALIVE.rawValue: .timeout
            case MOSQ_ERR_PROTOCOL.rawValue, MOSQ_ERR_MALFORMED_PACKET.rawValue: .protocolError
            default: .lost
            }
        return ConnectionEnd(kind, code: Int(code), libraryText(code))
    }

    /// What kept an encrypted connection from being made, as exactly as the library lets us know.
    ///
    /// A broker of this machine may answer so fast that the library has forgotten its certificate.
    private func tlsFault(_ code: Int32) -> String? {
        let codes = [MOSQ_ERR_TLS.rawValue, MOSQ_ERR_TLS_HANDSHAKE.rawValue]
        guard codes.contains(code) || complaint != nil else { return nil }
        if let complaint, !complaint.hasPrefix("OpenSSL") { return complaint }
        return connection?.distrust ?? complaint ?? libraryText(code)
    }
}
