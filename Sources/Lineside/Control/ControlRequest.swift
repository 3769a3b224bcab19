import Foundation
import Reporting
import Telemetry

/// What a command asks.
struct ControlRequest: Codable, Sendable {
    enum Verb: String, Codable, Sendable {
        case version, status, reload, backup, recompute, correct, seal, key, access, record
    }

    /// What is asked for.
    var ask: Verb
    /// Of a reload: whether to answer when it is done rather than when the file was checked.
    var wait: Bool?
    /// Of a backup: the folder to make, an absolute path that the daemon may write to.
    ///
    /// Of a recomputation: the folder in which the command left what it folded.
    ///
    /// Of a record: the folder in which the command left it, within the data folder.
    ///
    /// Of a seal: the pack whose seal is to be recorded, an absolute path.
    var to: String?
    /// Of a correction: what is said.
    var correction: CorrectionRequest?
    /// Of a key: the record of what became of it.
    var key: SignedOrder?
    /// Of accounts and the ledger: what is to be done.
    var access: AccessOrder?

    /// The longest request, in bytes.
    static let sizeLimit = ControlLimits.request.value
}

/// A text and its signature.
struct SignedOrder: Codable, Sendable {
    var text: Data
    var signature: Data
}

extension JSONDecoder {
    /// What ``Foundation/JSONEncoder/control`` writes.
    static var control: JSONDecoder {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return decoder
    }
}
