import ArgumentParser
import Evidence
import Foundation
import Plant
import Reporting
import Sealing
import Storage
import Telemetry

/// `lineside key`: the keys that sign seals.
struct KeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "Makes, replaces and revokes the keys that sign seals.",
        discussion: """
            Examples:
              lineside key make --data DIR --key seal.key
              lineside key rotate --data DIR --key seal.key --new seal-2027.key
              lineside key revoke --data DIR --key seal-2027.key --since 2026-11-02T09:00:00Z \
            --why "the notebook was stolen"
              lineside key list --data DIR

            A private key is an Ed25519 key in a file of the mode 0600 (PKCS #8, as openssl writes \
            it); it is never shown and never leaves the file. What became of keys is recorded with \
            the seals, each record signed and naming the one before.
            """,
        subcommands: [MakeKey.self, RotateKey.self, RevokeKey.self, ListKeys.self])
}

/// What the commands that record something of a key have in common.
struct KeyOptions: ParsableArguments {
    @Option(help: "The data folder.")
    var data: String

    @Option(help: "What for.")
    var why = ""

    /// Records what became of a key, signed by another or itself.
    func record(
        _ event: KeyRecord.Event, key: PublicKey, by signer: SigningKey
    ) async throws -> KeyRecord {
        guard why.isEmpty || why.nonBlank != nil else {
            throw SealError(.request, "--why is blank\n--why 只有空格")
        }
        let desk = try await SealDesk(data: data)
        let ring = try openStore(data).keyRing()
        let record = ring.next(
            event, key: key, at: .now, signer: signer.publicKey.id,
            why: why.nonBlank ?? "")
        guard let signed = SignedText(record.bytes, by: signer) else {
            throw SealError(.key, "the key does not sign")
        }
        try await desk.record(key: signed)
        return record
    }

    /// Makes a key in a new file and records it, signed by another or itself; nothing is left of
    /// one that cannot be recorded.
    func make(
        _ event: KeyRecord.Event, in file: String, by signer: SigningKey? = nil
    ) async throws -> KeyRecord {
        let made = SigningKey()
        try made.write(to: file)
        do {
            return try await record(event, key: made.publicKey, by: signer ?? made)
        } catch {
            try? FileManager.default.removeItem(atPath: file)
            throw error
        }
    }

    /// Says which key it is of, and its number.
    func tell(_ record: KeyRecord) {
        say("key \(record.key.id.hex): recorded as number \(record.number)")
    }
}

/// `lineside key make`.
struct MakeKey: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "make", abstract: "Makes a key that signs for itself.")

    @OptionGroup var options: KeyOptions

    @Option(help: "The file to make for the private key.")
    var key: String

    func run() async throws {
        do {
            options.tell(try await options.make(.made, in: key))
        } catch {
            throw said(error)
        }
    }
}

/// `lineside key rotate`.
struct RotateKey: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate", abstract: "Makes a key that takes the place of the one that signs.")

    @OptionGroup var options: KeyOptions

    @Option(help: "The file of the private key that signs now.")
    var key: String

    @Option(help: "The file to make for the new one.")
    var new: String

    func run() async throws {
        do {
            let signer = try SigningKey(file: key)
            options.tell(try await options.make(.rotated, in: new, by: signer))
        } catch {
            throw said(error)
        }
    }
}

/// `lineside key revoke`.
struct RevokeKey: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "Says from when on a key counts for nothing.")

    @OptionGroup var options: KeyOptions

    @Option(help: "The file of a private key that still counts: it signs the record.")
    var key: String

    @Option(help: "The key to revoke, by the start of its identifier; the signing one otherwise.")
    var revoked: String?

    @Option(help: "From when on, not to come, like 2026-11-02T09:00:00Z; now otherwise.")
    var since: String?

    func run() async throws {
        do {
            let signer = try SigningKey(file: key)
            guard let since = since.map({ Instant($0) }) ?? Instant.now else {
                throw SealError(.request, "--since is no instant like 2026-11-02T09:00:00Z")
            }
            let key = try target() ?? signer.publicKey
            try check(since, key)
            options.tell(
                try await options.record(.revoked(since: since), key: key, by: signer))
        } catch {
            throw said(error)
        }
    }

    /// Nothing counts before it was made.
    private func check(_ since: Instant, _ key: PublicKey) throws {
        let keys = try openStore(options.data).keyRing().keys
        guard let made = keys.first(where: { $0.key == key })?.from, since < made else { return }
        throw SealError(
            .request,
            "--since \(since.text) is before the key \(key.id.hex.prefix(16)) was made, "
                + "\(made.text): give that instant or a later one\n"
                + "--since \(since.text) 早於金鑰 \(key.id.hex.prefix(16)) 的製作時間 "
                + "\(made.text)：請用該時間或其後")
    }

    private func target() throws -> PublicKey? {
        guard let revoked else { return nil }
        let keys = try openStore(options.data).keyRing().keys
            .filter { $0.key.id.hex.hasPrefix(revoked) }
        guard keys.count == 1 else {
            throw SealError(.request, "\(keys.count) keys begin with \"\(revoked)\"")
        }
        return keys[0].key
    }
}

/// `lineside key list`.
struct ListKeys: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Shows all keys and when each counts.")

    @OptionGroup var languageOption: LanguageOption

    @Option(help: "The data folder.")
    var data: String

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        do {
            let keys = try openStore(data).keyRing().keys
            guard !json else { return output(JSON.array(keys.map(\.json)).text(indented: true)) }
            keys.forEach { output(languageOption($0.words)) }
        } catch {
            throw said(error)
        }
    }
}
