import Foundation
import Telemetry

extension Timestamp {
    /// The present instant by the system's clock, to the microsecond.
    static var now: Timestamp {
        let seconds = Date().timeIntervalSince1970
        return Timestamp(nanoseconds: Int64(seconds * 1_000_000) * 1000)
    }
}
