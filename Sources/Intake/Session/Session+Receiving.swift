internal import CMosquitto
internal import Glibc

extension Session {
    /// A turn while connected: wait, read, commit, write, keep alive.
    func goOnReceiving() {
        guard let connection else { preconditionFailure("the broker took a connection") }
        let isReading = delegate.wantsMore
        if !isReading { isBehind = true }
        var wanted: Int32 = (isReading ? POLLIN : 0) | (hasPeerLeft ? 0 : peerLeft)
        if !batch.isDirty, connection.wantsToWrite { wanted |= POLLOUT }
        let patience = isReading && hasMoreToRead ? 0 : turnNanoseconds
        let events = wait(for: wanted, on: connection, atMost: patience)
        listen(events)
        if isReading {
            // OpenSSL may hold packets that poll does not see, so TLS reads at every turn.
            if events != 0 || hasMoreToRead || options.tls != nil { readBatch(connection) }
        } else if events & (POLLERR | POLLHUP) != 0 {
            ending = ConnectionEnd(.lost, "the connection was reset")
        }
        guard ending == nil else { return }
        commitIfDue()
        guard ending == nil, fatal == nil else { return }
        if !batch.isDirty, connection.wantsToWrite { flush(connection) }
        keepAlive(connection, isReading: isReading)
    }

    /// Reads packets until none is there, the batch is full or the time for reading is over.
    func readBatch(_ connection: any BrokerLink) {
        let limit = Int64(options.readMilliseconds) * nanosecondsPerMillisecond
        let start = monotonicNanoseconds()
        var reads = 0
        hasMoreToRead = true
        while !isBatchFull, delegate.wantsMore {
            packets = 0
            let code = connection.read()
            guard code == MOSQ_ERR_SUCCESS.rawValue, connection.descriptor >= 0 else {
                hasMoreToRead = false
                ending = refusal ?? libraryEnd(code)
                return
            }
            if packets == 0, !connection.holdsBytes {
                (hasMoreToRead, isBehind) = (false, false)
                return
            }
            reads += 1
            if reads % 16 == 0, monotonicNanoseconds() - start > limit { return }
        }
    }

    private var isBatchFull: Bool {
        batch.messages >= options.batchMessages || batch.bytes >= options.batchBytes
    }

    /// Commits a batch that is full, old, or has nothing behind it; then lets it be acknowledged.
    func commitIfDue() {
        guard let connection else { return }
        guard batch.isDirty else {
            if case .connecting = phase { flush(connection) }
            return
        }
        let age = monotonicNanoseconds() - batch.since
        let limit = Int64(options.batchMilliseconds) * nanosecondsPerMillisecond
        guard isBatchFull || !hasMoreToRead || age >= limit else { return }
        if commit() { flush(connection) }
    }

    /// Makes the batch durable; false where that failed.
    @discardableResult
    func commit() -> Bool {
        do throws(CommitFailure) {
            try delegate.commit()
            statistics.commits += 1
            if batch.messages >= options.batchMessages { statistics.batchesFullOfMessages += 1 }
            if batch.bytes >= options.batchBytes { statistics.batchesFullOfBytes += 1 }
            batch = Batch()
            retryCommitAt = nil
            return true
        } catch {
            switch error {
            case .noRoom:
                statistics.commitsWithoutRoom += 1
                let pause = Int64(options.noRoomRetryMilliseconds) * nanosecondsPerMillisecond
                retryCommitAt = monotonicNanoseconds() + pause
            case .failed(let cause): fail(cause)
            }
            return false
        }
    }

    /// Nothing can be made durable any more: this turn is the last.
    func fail(_ cause: any Error) {
        fatal = IntakeError(.commit, "the commit failed: \(cause)", cause: cause)
    }

    /// While there is no room: nothing is read or written; the socket shows its fate afterwards.
    func retryCommit() {
        guard let retryAt = retryCommitAt else { return }
        isBehind = true
        if let connection { listen(wait(for: peerLeft, on: connection, atMost: 0)) }
        guard monotonicNanoseconds() >= retryAt else {
            waitForStop(until: retryAt)
            return
        }
        if commit(), let connection { flush(connection) }
        if let reason = ending { finishConnection(reason) }
    }

    /// Writes what the library queued.
    ///
    /// Not to a peer that has left: the library would close the socket, and what the peer sent last
    /// waits there to be read.
    ///
    /// - Precondition: Everything received is committed.
    func flush(_ connection: any BrokerLink) {
        precondition(!batch.isDirty, "nothing leaves before the commit")
        guard !hasLeft(connection) else { return }
        let code = connection.write()
        if code != MOSQ_ERR_SUCCESS.rawValue || connection.descriptor < 0 {
            ending = libraryEnd(code)
        }
    }

    /// Whether the peer has sent all that it will.
    func hasLeft(_ connection: any BrokerLink) -> Bool {
        wait(for: peerLeft, on: connection, atMost: 0) & (peerLeft | POLLHUP | POLLERR) != 0
    }

    /// A connection that stands shows that nobody else wants our session.
    private func noteStanding(_ now: Int64) {
        guard rivalry.isContested, case .up(let since) = phase else { return }
        rivalry.stood(for: now - since)
        statistics.isContested = rivalry.isContested
    }

    /// Once a second while reading; rarely, and by other means, while not.
    private func keepAlive(_ connection: any BrokerLink, isReading: Bool) {
        let now = monotonicNanoseconds()
        guard ending == nil, now >= nextKeepAlive else { return }
        let second = 1000 * nanosecondsPerMillisecond
        guard !isReading else {
            nextKeepAlive = now + second
            noteStanding(now)
            let code = connection.keepAlive()
            if code != MOSQ_ERR_SUCCESS.rawValue { ending = libraryEnd(code) }
            return
        }
        nextKeepAlive = now + Int64(options.keepAliveSeconds) * second / 2
        if let topic = options.topics.first { _ = connection.stayAwake(topic: topic) }
    }
}
