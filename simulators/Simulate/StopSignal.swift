import Dispatch
import Foundation
import Synchronization

/// Whether SIGTERM or SIGINT has asked the run to end.
final class StopSignal {
    private static let requests = Atomic<Int>(0)
    private let sources: [any DispatchSourceSignal]

    /// Takes both signals over for the rest of the process.
    init() {
        sources = [SIGTERM, SIGINT].map { number in
            _ = signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { Self.requests.add(1, ordering: .relaxed) }
            source.resume()
            return source
        }
    }

    var isRequested: Bool { Self.requests.load(ordering: .relaxed) > 0 }
}
