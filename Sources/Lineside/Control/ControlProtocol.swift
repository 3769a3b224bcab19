import ArgumentParser
import Foundation
import Reporting
import Telemetry
import Web

// How commands talk to a running daemon: through the Unix socket `control.sock` in its data folder,
// which only the daemon's user may open. A connection carries one request and one answer, each a
// line of JSON with keys in snake case:
//
//     {"ask":"status"}                    {"status":{"lanes":[…],"lines":[…],…}}
//     {"ask":"reload","wait":true}        {"reload":{"pause_s":0.21,"lanes_restarted":true,…}}
//     {"ask":"backup","to":"/backup/x"}   {"backup":{"folder":"/backup/x",…}}
//     {"ask":"recompute","to":"/data/recompute-7"}   {"reload":{…}}
//     {"ask":"version"}                   {"version":"0.1.0"}
//     {"ask":"correct","correction":{…}}  {"correction":{"id":12,"recorded_at":"…"}}
//     {"ask":"seal","to":"/packs/march"}  {"seal":{"number":3}}
//     {"ask":"record","to":"/data/record-7"}   {"record":{"number":5,"recorded_at":"…"}}
//     {"ask":"key","key":{"text":"…","signature":"…"}}   {"key":{"number":2}}
//     {"ask":"access","access":{"verb":"users","by":"root"}}   {"access":{"users":[…]}}
//
// What cannot be done is answered by `{"error":{"code":…,"exit_code":…,"messages":[…]}}`.

/// What the daemon answers: one of the members is there.
struct ControlAnswer: Codable, Sendable {
    var error: ControlError?
    var version: String?
    var status: DaemonStatus?
    var reload: ReloadReport?
    var backup: BackupReport?
    var correction: RecordedCorrection?
    var seal: RecordedSeal?
    var key: RecordedSeal?
    var access: AccessAnswer?
    var record: RecordedEntry?

    /// The longest answer that a command reads, in bytes.
    static let sizeLimit = 64 << 20
}

/// Why the daemon did not do what it was asked.
struct ControlError: Error, Codable, Sendable {
    /// A stable word: `bad_request`, `bad_configuration`, `store_full`, `busy`, `conflict`,
    /// `failed`, or what is wrong with a correction, seal, key or account.
    var code: String
    /// What the command ends with.
    var exitCode: Int32
    /// What people are told, a line each.
    var messages: [String]

    init(_ code: String, _ exitCode: ExitCode, _ messages: [String]) {
        self.code = code
        self.exitCode = exitCode.rawValue
        self.messages = messages
    }
}

/// That a correction is recorded.
struct RecordedCorrection: Codable, Sendable {
    var id: Int64
    /// RFC 3339.
    var recordedAt: String
}

/// That a seal, or what became of a key, is recorded.
struct RecordedSeal: Codable, Sendable {
    var number: Int64
}

/// That what somebody says about a project is recorded.
struct RecordedEntry: Codable, Sendable {
    var number: Int64
    /// RFC 3339.
    var recordedAt: String
}

/// What a daemon says of itself.
struct DaemonStatus: Codable, Sendable {
    /// One broker session and what is behind it.
    struct Lane: Codable, Sendable {
        /// The lane: the broker's identifier.
        var lane: String
        var connected: Bool
        /// The last journal record folded, and the last one stored.
        var position: UInt64
        var stored: UInt64
        /// Durable records that wait to be decoded.
        var backlog: UInt64
        /// Messages received and quarantined, as far as stored.
        var received: UInt64
        var quarantined: UInt64
        var balanced: Bool
        /// When the last message came, RFC 3339; null where none came since the start.
        var lastMessage: String?
    }

    var version: String
    /// Identifier of the plant.
    var plant: String
    /// The port of the pages.
    var port: Int?
    /// Since when the daemon runs, RFC 3339.
    var startedAt: String
    /// The stable codes of what `/readyz` finds wrong; none: ready.
    var trouble: [String]
    /// Plant files swapped in since the start.
    var reloads: Int
    var lanes: [Lane]
    var lines: [LineReport]
}

/// What a reload did.
struct ReloadReport: Codable, Sendable {
    /// False where only figures changed their meaning, and no session had to pause.
    var lanesRestarted: Bool
    /// How long nothing was taken from the brokers, in seconds: from the end of the old sessions to
    /// the last broker's answer to the new ones; null where it is not known yet.
    var pauseS: Double?
    /// What a careful reader of the file should look at.
    var warnings: [String]
}

extension JSONEncoder {
    /// One line, keys in snake case.
    static var control: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }
}
