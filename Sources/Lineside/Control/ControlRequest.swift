import Foundation
import Reporting
import Telemetry

/// What a command asks.
struct ControlRequest: Codable, Sendable {
    enum Verb: String, Codable, Sendable {
        case version, status, reload, backup, recompute, correct
    }

    /// What is asked for.
    var ask: Verb
    /// Of a reload: whether to answer when it is done rather than when the file was checked.
    var wait: Bool?
    /// Of a backup: the folder to make, an absolute path that the daemon may write to.
    ///
    /// Of a recomputation: the folder in which the command left what it folded.
    var to: String?
    /// Of a correction: what is said.
    var correction: CorrectionRequest?

    /// The longest request, in bytes.
    static let sizeLimit = ControlLimits.request.value
}

extension JSONDecoder {
    /// What ``Foundation/JSONEncoder/control`` writes.
    static var control: JSONDecoder {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return decoder
    }
}
