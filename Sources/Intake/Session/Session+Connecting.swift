internal import CMosquitto
internal import Glibc

extension Session {
    /// Waits for the next attempt, then makes it, unless there is no room for what it brings.
    func stayDown(until retryAt: Int64) {
        let now = monotonicNanoseconds()
        guard now >= retryAt, delegate.wantsMore else {
            waitForStop(until: max(retryAt, now + 1))
            return
        }
        guard isConnectingTold else { return tellConnecting() }
        do throws(IntakeError) {
            try openConnection(now)
        } catch {
            ending = ConnectionEnd(.configuration, error.message)
        }
    }

    /// Has it in the journal that we connect, before the broker can know it.
    private func tellConnecting() {
        isConnectingTold = true
        delegate.connecting(at: wallClock())
        batch.note(at: monotonicNanoseconds())
        commit()
    }

    private func openConnection(_ now: Int64) throws(IntakeError) {
        (refusal, hasPeerLeft) = (nil, false)
        let fresh = try world.link(options, owner: self)
        connection = fresh
        complaint = nil
        if options.tls != nil { fresh.log(true) }
        let code = try fresh.open(options, ipv4Only: prefersIPv4)
        let systemCode = errno
        guard code == MOSQ_ERR_SUCCESS.rawValue else {
            ending = openingEnd(code, systemCode: systemCode)
            return
        }
        let patience = Int64(options.connectTimeoutMilliseconds) * nanosecondsPerMillisecond
        phase = .connecting(deadline: now + patience, hasReachedPeer: false)
    }

    /// Goes on with an attempt: TCP, then TLS, then CONNECT and the broker's answer.
    func goOnConnecting(until deadline: Int64, hasReachedPeer: Bool) {
        guard let connection else { preconditionFailure("an attempt has a connection") }
        guard monotonicNanoseconds() < deadline else {
            ending = ConnectionEnd(.timeout, "no answer from \(options.host):\(options.port)")
            return
        }
        let wanted = hasReachedPeer ? POLLIN : POLLOUT
        let events = wait(for: wanted | peerLeft, on: connection, atMost: turnNanoseconds)
        if events & POLLERR != 0 {
            ending = socketEnd(connection.descriptor)
            return
        }
        guard hasReachedPeer || events & POLLOUT != 0 else { return }
        phase = .connecting(deadline: deadline, hasReachedPeer: true)
        readBatch(connection)
        guard ending == nil else { return }
        commitIfDue()
        // The library would spin on a peer that leaves during the TLS handshake.
        if case .connecting = phase, events & (peerLeft | POLLHUP) != 0 {
            ending = ConnectionEnd(.lost, "the peer left before it answered")
        }
    }

    /// Drops the connection, tells of it, and sets the time of the next attempt.
    func finishConnection(_ end: ConnectionEnd) {
        let reason = hinted(end)
        ending = nil
        connection = nil
        round = nil
        hasMoreToRead = false
        let now = monotonicNanoseconds()
        guard case .up(let since) = phase else {
            if refusal == nil { prefersIPv4.toggle() }
            // It may have made a session; the journal must tell this attempt from the next.
            if refusal == nil, case .connecting(_, true) = phase { isConnectingTold = false }
            rivalry.attemptFailed()
            let pause = backoff.next()
            phase = .down(retryAt: now + Int64(pause) * nanosecondsPerMillisecond)
            statistics.failedAttempts += 1
            delegate.connectionFailed(reason, retryMilliseconds: pause, at: wallClock())
            return
        }
        let pause = pause(after: reason, stood: now - since)
        delegate.disconnected(reason, silence: silence, at: wallClock())
        phase = .down(retryAt: now + Int64(pause) * nanosecondsPerMillisecond)
        batch.note(at: monotonicNanoseconds())
        if fatal == nil { commit() }
    }

    /// How long to stay away after a connection that stood for so long, in milliseconds.
    private func pause(after reason: ConnectionEnd, stood nanoseconds: Int64) -> Int {
        let isShort =
            nanoseconds < Int64(options.stableMilliseconds) * nanosecondsPerMillisecond
        if isShort { statistics.shortConnections += 1 } else { backoff.reset() }
        let pause = rivalry.ended(reason.kind, stood: nanoseconds)
        statistics.isContested = rivalry.isContested
        return pause ?? backoff.next()
    }

    /// A broker that does not like our certificate says so behind its consent to TLS, and its words
    /// are often lost with the connection.
    private func hinted(_ reason: ConnectionEnd) -> ConnectionEnd {
        guard let tls = options.tls, reason.kind == .lost,
            case .connecting(_, let hasReachedPeer) = phase,
            hasReachedPeer || reason.code == Int(ECONNRESET)
        else { return reason }
        let hint =
            tls.certificateFile == nil
            ? "the broker may ask for a certificate" : "the broker may not accept our certificate"
        return ConnectionEnd(.lost, code: reason.code, "\(reason.message); \(hint)")
    }

    private func openingEnd(_ code: Int32, systemCode: Int32) -> ConnectionEnd {
        switch code {
        case MOSQ_ERR_ERRNO.rawValue:
            ConnectionEnd(.lost, code: Int(systemCode), systemText(systemCode))
        case MOSQ_ERR_EAI.rawValue:
            ConnectionEnd(.lost, code: Int(code), "the name \(options.host) is not known")
        default: libraryEnd(code)
        }
    }

    private func socketEnd(_ descriptor: Int32) -> ConnectionEnd {
        var code: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        unsafe getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &size)
        return ConnectionEnd(.lost, code: Int(code), systemText(code))
    }
}

/// The words of the system for its code.
private func systemText(_ code: Int32) -> String {
    guard let text = unsafe strerror(code) else { return "code \(code)" }
    return unsafe String(cString: text)
}
