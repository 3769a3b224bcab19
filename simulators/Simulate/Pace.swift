import Engine
import Foundation

/// The machine's own clock.
enum WallClock {
    static var now: Milliseconds {
        Milliseconds(Date().timeIntervalSince1970 * 1000)
    }
}

/// When a message is due.
struct Pace {
    /// Where simulated time is tied to real time.
    enum Origin {
        /// Nowhere: everything is due at once.
        case none
        /// The simulated start is the start of the run; so many times faster than real time.
        case start(Milliseconds, Double)
        /// Every event is due at its own time; what is past, at once.
        case event
    }

    private let origin: Origin
    private let rateLimit: Int?
    private let begin = ContinuousClock.now
    private let beginWall = WallClock.now

    init(origin: Origin, rateLimit: Int?) {
        self.origin = origin
        self.rateLimit = rateLimit
    }

    /// When the event is due, as the next message after `sent` others.
    func due(_ event: Milliseconds, sent: Int) -> ContinuousClock.Instant {
        var due = begin
        switch origin {
        case .none: break
        case .start(let start, let factor):
            due = begin + .seconds(Double(event - start) / 1000 / factor)
        case .event:
            due = begin + .milliseconds(event - beginWall)
        }
        guard let rateLimit else { return due }
        return max(due, begin + .seconds(Double(sent) / Double(rateLimit)))
    }

    /// The simulated time that has come; nil where it is tied to nothing.
    var simulatedNow: Milliseconds? {
        let elapsed = ContinuousClock.now - begin
        switch origin {
        case .none: return nil
        case .start(let start, let factor):
            return start + Milliseconds(elapsed / .milliseconds(1) * factor)
        case .event:
            return beginWall + Milliseconds(elapsed / .milliseconds(1))
        }
    }
}
