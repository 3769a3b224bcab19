import Glibc
import Synchronization

/// A thread of the operating system that a test waits for.
///
/// Threads that wait for each other by spinning would starve the tests of the concurrency pool; and
/// the thread sanitizer knows what creating and joining such a thread orders.
struct OwnThread<Result: Sendable>: ~Copyable {
    private let thread: pthread_t
    private let result: Handover<Result>

    init(_ body: @escaping @Sendable () -> Result) {
        let result = Handover<Result>()
        let job = unsafe Unmanaged.passRetained(Job { result.put(body()) })
        var thread = pthread_t()
        let code = unsafe pthread_create(
            &thread, nil,
            { argument in
                if let argument = unsafe argument {
                    unsafe Unmanaged<Job>.fromOpaque(argument).takeRetainedValue().run()
                }
                return nil
            }, job.toOpaque())
        precondition(code == 0, "a test can have a thread")
        self.thread = thread
        self.result = result
    }

    consuming func join() -> Result {
        pthread_join(thread, nil)
        return result.take()
    }
}

/// What a thread runs; a C function pointer cannot carry a closure.
private final class Job: Sendable {
    let run: @Sendable () -> Void

    init(_ run: @escaping @Sendable () -> Void) {
        self.run = run
    }
}

/// Carries one value, such as an end that cannot be copied, from one thread to another.
final class Handover<Value: ~Copyable & Sendable>: Sendable {
    private let slot: Mutex<Value?>

    init(_ value: consuming sending Value) {
        slot = Mutex(value)
    }

    init() {
        slot = Mutex(nil)
    }

    func put(_ value: consuming sending Value) {
        var incoming: Value? = consume value
        slot.withLock { $0 = incoming.take() }
    }

    func take() -> Value {
        guard let value = slot.withLock({ $0.take() }) else {
            preconditionFailure("a handover is taken once, after it was put in")
        }
        return value
    }
}
