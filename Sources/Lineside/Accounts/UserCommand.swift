import Access
import ArgumentParser
import Foundation
import Plant
import Reporting
import Telemetry

/// `lineside user`: who may log in.
struct UserCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: "Adds, lists and disables users; sets passwords and roles.",
        discussion: """
            Examples:
              lineside user add mei --role manufacturer --data /var/lib/lineside
              lineside user add lam --role engineer --line works/mask-1 --data DIR
              lineside user add ann --role auditor --project works/2026-09-01_2027-08-31 \\
                --until 2028-03-31 --password-file ann.txt --data DIR
              lineside user list --data DIR
              lineside user disable lam --data DIR

            The first user ends the time in which anyone on this machine may see and correct. A \
            password is typed at the terminal, twice, or comes from a file or systemd credential. \
            Every change ends the user's sessions and is on record: `lineside ledger --changes`.
            """,
        subcommands: [
            AddUser.self, ListUsers.self, DisableUser.self, EnableUser.self, SetPassword.self,
            SetRole.self,
        ])
}

/// `lineside user add`.
struct AddUser: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Adds a user.")

    @OptionGroup var account: NamedAccount
    @OptionGroup var rights: RightsOptions
    @Option(help: "The last day on which the user may log in, in Hong Kong, like 2027-03-31.")
    var until: LastDay?
    @OptionGroup var password: PasswordOptions

    func run() async throws {
        try await account.show(.addUser, as: AccessAnswer.userTable) { order in
            rights.put(into: &order)
            order.until = until?.end
            order.password = try password.hash().text
        }
    }
}

/// `lineside user list`.
struct ListUsers: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists users with their rights.")

    @OptionGroup var options: AccountOptions

    func run() async throws {
        try await options.show(AccessOrder(.users), as: AccessAnswer.userTable)
    }
}

/// `lineside user disable`.
struct DisableUser: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disable", abstract: "Ends a user's sessions and log-in; the name stays.")

    @OptionGroup var account: NamedAccount

    func run() async throws {
        try await account.show(.disableUser, as: AccessAnswer.userTable)
    }
}

/// `lineside user enable`.
struct EnableUser: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enable", abstract: "Lets a disabled user log in again.")

    @OptionGroup var account: NamedAccount

    func run() async throws {
        try await account.show(.enableUser, as: AccessAnswer.userTable)
    }
}

/// `lineside user password`.
struct SetPassword: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "password", abstract: "Gives a user another password.")

    @OptionGroup var account: NamedAccount
    @OptionGroup var password: PasswordOptions

    func run() async throws {
        try await account.show(.setPassword, as: AccessAnswer.userTable) { order in
            order.password = try password.hash().text
        }
    }
}

/// `lineside user role`.
struct SetRole: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "role", abstract: "Gives a user other rights, all of them anew.")

    @OptionGroup var account: NamedAccount
    @OptionGroup var rights: RightsOptions
    @Option(help: "The last day on which the user may log in, in Hong Kong, like 2027-03-31.")
    var until: LastDay?

    func run() async throws {
        try await account.show(.setRole, as: AccessAnswer.userTable) { order in
            rights.put(into: &order)
            order.until = until?.end
        }
    }
}

/// A date of Hong Kong's calendar, whole.
struct LastDay: ExpressibleByArgument {
    /// The end of the day, in seconds since the epoch.
    let end: Int64

    init?(argument: String) {
        guard let day = try? WallClockTexts.date(argument) else { return nil }
        end = Int64(day.dayNumber + 1) * 86_400 - Self.ahead
    }

    /// How many seconds Hong Kong is ahead of UTC, the year round.
    private static let ahead: Int64 = 8 * 3600

    /// An instant until which somebody may log in, as people read it.
    static func text(_ until: Timestamp) -> String {
        let local = until.nanoseconds / nanosecondsPerSecond + ahead
        guard !local.isMultiple(of: 86_400) else {
            return "the end of \(LocalDate(dayNumber: Int(local / 86_400) - 1)), Hong Kong time"
        }
        let phrasing = Phrasing(.english, timeZone: "Asia/Hong_Kong")
        return "\(phrasing.dateTime(until)), Hong Kong time"
    }
}
