import Glibc
import Synchronization

/// A thread of the operating system, without a pool's scheduling in between.
struct BenchmarkThread: ~Copyable {
    private let thread: pthread_t

    init(_ body: @escaping @Sendable () -> Void) {
        let job = unsafe Unmanaged.passRetained(Job(body))
        var thread = pthread_t()
        let code = unsafe pthread_create(
            &thread, nil,
            { argument in
                if let argument = unsafe argument {
                    unsafe Unmanaged<Job>.fromOpaque(argument).takeRetainedValue().run()
                }
                return nil
            }, job.toOpaque())
        precondition(code == 0, "a benchmark can have two threads")
        self.thread = thread
    }

    consuming func join() {
        pthread_join(thread, nil)
    }
}

private final class Job: Sendable {
    let run: @Sendable () -> Void

    init(_ run: @escaping @Sendable () -> Void) {
        self.run = run
    }
}

/// Carries one end of a ring to its thread.
final class Handover<Value: ~Copyable & Sendable>: Sendable {
    private let slot: Mutex<Value?>

    init(_ value: consuming sending Value) {
        slot = Mutex(value)
    }

    func take() -> Value {
        guard let value = slot.withLock({ $0.take() }) else {
            preconditionFailure("an end is taken once")
        }
        return value
    }
}
