internal import CMosquitto
internal import Glibc
internal import Synchronization

/// An intake session on a thread of its own.
///
/// It connects, keeps connecting, and hands what comes to its delegate until ``stop()`` or an
/// error that it cannot mend. A process may run several; each needs its own client ID. The
/// library ignores SIGPIPE for the whole process.
public final class IntakeThread: Sendable {
    private let stopSignal: StopSignal
    private let thread: Mutex<pthread_t?>

    /// Checks the options, then starts the thread; the connection is made there.
    ///
    /// - Parameters:
    ///   - options: Where and how to take messages.
    ///   - delegate: Belongs to the thread from now on, which releases it at its end.
    /// - Throws: ``IntakeError`` where an option or a file cannot be used, or there is no thread.
    public init(
        _ options: IntakeOptions, delegate: sending any IntakeDelegate
    ) throws(IntakeError) {
        try options.validate()
        stopSignal = try StopSignal()
        let session = Session(options: options, delegate: delegate, stopSignal: stopSignal)
        let context = unsafe Unmanaged.passRetained(session).toOpaque()
        var started = pthread_t()
        let code = unsafe pthread_create(&started, nil, runSession, context)
        guard code == 0 else {
            unsafe Unmanaged<Session>.fromOpaque(context).release()
            throw IntakeError(.system, "no thread: code \(code)")
        }
        thread = Mutex(started)
    }

    /// Asks for an orderly end: commit, acknowledge, DISCONNECT.
    ///
    /// Any thread, any number of times; returns at once.
    public func stop() { stopSignal.request() }

    /// Waits until the thread ended; any thread but its own.
    public func join() {
        thread.withLock { thread in
            guard let running = thread else { return }
            thread = nil
            pthread_join(running, nil)
        }
    }

    deinit {
        stopSignal.request()
        thread.withLock { thread in
            if let running = thread { pthread_detach(running) }
        }
    }
}

private let runSession: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = {
    context in
    guard let context = unsafe context else { return nil }
    unsafe pthread_setname_np(pthread_self(), "intake")
    unsafe Unmanaged<Session>.fromOpaque(context).takeRetainedValue().run()
    return nil
}
