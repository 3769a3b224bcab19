import Access
import ArgumentParser
import Foundation
import StorageSQLite
import Telemetry

/// Where accounts are, and how what is answered is written.
struct AccountOptions: ParsableArguments {
    @Option(help: "The data folder.")
    var data: String

    @Flag(help: "Print JSON.")
    var json = false

    /// Has the daemon that runs on the data folder do it, or does it without one under its lock.
    func carryOut(_ order: AccessOrder) async throws -> AccessAnswer {
        do {
            let answer = try await ControlClient(dataFolder: data)
                .answer(to: ControlRequest(ask: .access, access: order))
            if let given = answer?.access { return given }
            return try carryOutAlone(order)
        } catch {
            throw said(error)
        }
    }

    private func carryOutAlone(_ order: AccessOrder) throws -> AccessAnswer {
        // As the daemon makes its files.
        umask(0o077)
        let folder = try DataFolder(data)
        defer { withExtendedLifetime(folder) {} }
        let desk: AccessDesk
        do {
            desk = try AccessDesk(SQLiteAccessBook(path: folder.accessPath))
        } catch {
            throw ControlError(error)
        }
        return try AccountClerk(desk: desk, plant: nil).answer(order)
    }

    /// Carries out an order and writes what is answered: as JSON, or as a table.
    func show(_ order: AccessOrder, as table: (AccessAnswer) -> [[String]]) async throws {
        let answer = try await carryOut(order)
        guard !json else {
            let text = try JSONEncoder.control.encode(answer)
            return output(String(decoding: text, as: UTF8.self))
        }
        output(alignedLines(table(answer)).joined(separator: "\n"))
    }
}

/// One account, by its name.
struct NamedAccount: ParsableArguments {
    @Argument(help: "The name: a-z, 0-9, '.', '_', '-', '@'.")
    var name: String

    @OptionGroup var options: AccountOptions

    /// Carries out an order about it, with whatever else belongs to that, and writes the answer.
    func show(
        _ verb: AccessOrder.Verb, as table: (AccessAnswer) -> [[String]],
        with more: (inout AccessOrder) throws -> Void = { _ in }
    ) async throws {
        var order = AccessOrder(verb, name)
        try more(&order)
        try await options.show(order, as: table)
    }
}

/// What an account may do and where.
struct RightsOptions: ParsableArguments {
    @Option(help: "operator, manufacturer, engineer, secretariat or auditor.")
    var role: String

    @Option(help: "PLANT or PLANT/LINE; may be repeated. Every line otherwise.")
    var line: [String] = []

    @Option(help: "PROJECT or PROJECT/REPORT; may be repeated. Every project otherwise.")
    var project: [String] = []

    /// Puts them into an order.
    func put(into order: inout AccessOrder) {
        order.role = role
        order.lines = line.isEmpty ? nil : line
        order.projects = project.isEmpty ? nil : project
    }
}

extension AccessOrder {
    /// An order of the user of this machine.
    init(_ verb: Verb, _ name: String? = nil) {
        let environment = ProcessInfo.processInfo.environment
        self.init(verb, by: environment["SUDO_USER"] ?? ProcessInfo.processInfo.userName)
        self.name = name
    }
}

extension AccessAnswer {
    /// The users, a line each.
    static func userTable(_ answer: AccessAnswer) -> [[String]] {
        (answer.users ?? []).table(isOfTokens: false)
    }

    /// The tokens, a line each.
    static func tokenTable(_ answer: AccessAnswer) -> [[String]] {
        (answer.tokens ?? []).table(isOfTokens: true)
    }
}

extension AccessAnswer.Account {
    /// Until when it may log in, by the clock of Hong Kong.
    fileprivate var untilText: String? {
        until.map { text in
            let instant = try? Date(text, strategy: .iso8601)
            return instant.map {
                LastDay.text(Timestamp(clampingSeconds: Int64($0.timeIntervalSince1970)))
            } ?? text
        }
    }
}

extension [AccessAnswer.Account] {
    /// A line each, under a head.
    fileprivate func table(isOfTokens: Bool) -> [[String]] {
        let head = ["name", "role", "lines", "projects", "until", "state"]
        let rows = map { account in
            [
                account.name, account.role, account.lines?.joined(separator: " ") ?? "all",
                account.projects?.joined(separator: " ") ?? "all", account.untilText ?? "-",
                account.active ? "active" : account.endedAt == nil ? "over" : "ended",
            ] + (isOfTokens ? [account.usedAt ?? "never"] : [])
        }
        return [head + (isOfTokens ? ["used"] : [])] + rows
    }
}
