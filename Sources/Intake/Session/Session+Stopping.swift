internal import Glibc

extension Session {
    /// Leaves in good order within the time allowed: commit, acknowledge, DISCONNECT.
    ///
    /// What cannot be committed is not acknowledged: the connection is cut, and it comes again.
    func stop() {
        guard let connection else { return commitLast() }
        guard case .up = phase else { return commitLast() }
        delegate.disconnected(
            ConnectionEnd(.stopped, "stopped"), silence: silence, at: wallClock())
        batch.note(at: monotonicNanoseconds())
        guard commit() else { return }
        let deadline =
            monotonicNanoseconds() + Int64(options.stopTimeoutMilliseconds)
            * nanosecondsPerMillisecond
        let lingering = LingeringSocket(of: connection.descriptor)
        _ = connection.leave()
        while connection.descriptor >= 0, monotonicNanoseconds() < deadline {
            flush(connection)
            guard connection.descriptor >= 0, connection.wantsToWrite, !hasLeft(connection) else {
                break
            }
            waitFor(POLLOUT, on: connection.descriptor, atMost: deadline - monotonicNanoseconds())
        }
        lingering.drain(until: deadline)
    }

    private func commitLast() {
        if batch.isDirty { commit() }
    }
}

/// Keeps a connection half open until the peer has read our last words.
///
/// The library closes its socket right behind the DISCONNECT. With unread messages in it, the
/// kernel then resets the connection, and the peer loses what it had not read yet: our last
/// acknowledgements. A second descriptor of the same socket holds it open.
struct LingeringSocket: ~Copyable {
    private let descriptor: Int32

    init(of socket: Int32) { descriptor = fcntl(socket, F_DUPFD_CLOEXEC, 0) }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// Says that nothing more comes and discards what still arrives until the peer closes.
    func drain(until deadline: Int64) {
        guard descriptor >= 0 else { return }
        shutdown(descriptor, Int32(SHUT_WR))
        var scratch = [UInt8](repeating: 0, count: 16 << 10)
        while monotonicNanoseconds() < deadline {
            let count = unsafe recv(descriptor, &scratch, scratch.count, Int32(MSG_DONTWAIT))
            if count > 0 { continue }
            guard count < 0, errno == EAGAIN else { return }
            waitFor(POLLIN, on: descriptor, atMost: deadline - monotonicNanoseconds())
        }
    }
}

private func waitFor(_ events: Int32, on descriptor: Int32, atMost nanoseconds: Int64) {
    var entry = pollfd(fd: descriptor, events: Int16(events), revents: 0)
    _ = unsafe poll(&entry, 1, Int32(max(nanoseconds / nanosecondsPerMillisecond + 1, 0)))
}
