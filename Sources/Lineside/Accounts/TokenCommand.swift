import ArgumentParser
import Foundation
import Telemetry

/// `lineside token`: what programs show instead of a log-in.
struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Makes, lists and revokes the API tokens of programs.",
        discussion: """
            Examples:
              lineside token make prometheus --role engineer --days 366 --data /var/lib/lineside
              curl -H "Authorization: Bearer $(cat token)" http://127.0.0.1:8080/metrics
              lineside token list --data DIR
              lineside token revoke prometheus --data DIR

            The token is printed once; only its hash is kept.
            """,
        subcommands: [MakeToken.self, ListTokens.self, RevokeToken.self])
}

/// `lineside token make`.
struct MakeToken: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "make", abstract: "Makes a token and prints it, once.")

    @OptionGroup var account: NamedAccount
    @OptionGroup var rights: RightsOptions
    @Option(help: "For how many days it is valid, at most 366.")
    var days: Int = 90

    func validate() throws {
        guard (1...366).contains(days) else { throw ValidationError("--days is from 1 to 366") }
    }

    func run() async throws {
        let end = Timestamp.now.nanoseconds / nanosecondsPerSecond + Int64(days) * 86_400
        // The secret alone, so that it can go into a file.
        try await account.show(.makeToken, as: { [[$0.secret ?? ""]] }) { order in
            rights.put(into: &order)
            order.until = end
        }
    }
}

/// `lineside token list`.
struct ListTokens: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists tokens with their rights and last use.")

    @OptionGroup var options: AccountOptions

    func run() async throws {
        try await options.show(AccessOrder(.tokens), as: AccessAnswer.tokenTable)
    }
}

/// `lineside token revoke`.
struct RevokeToken: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "Ends a token.")

    @OptionGroup var account: NamedAccount

    func run() async throws {
        try await account.show(.revokeToken, as: AccessAnswer.tokenTable)
    }
}
