import ArgumentParser
import Reporting

/// `lineside correct`: what people know better than the facts, recorded beside them.
struct CorrectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "correct", abstract: "Records what people know better than the machine said.",
        discussion: """
            Examples:
              lineside correct reason --plant plant.yaml --data DIR --unit mask-1/packer \
            --at 2026-03-02T08:05 --reason jam --by mei --why "film torn"
              lineside correct split … --at 2026-03-02T08:07 --first jam --second belt
              lineside correct state … --from 2026-03-02T08:00 --to 2026-03-02T08:30 --state setup
              lineside correct scrap … --at 2026-03-02T15:50 --quantity 40
              lineside correct class … --signal mask-1/packer/made --at 2026-03-02T08:05:11Z \
            --class baseline
              lineside correct rate … --product mask-l1 --item-time "500 ms" --from 2026-03-01
              lineside correct withdraw 12 … --by mei --why "wrong stop"
              lineside correct list --plant plant.yaml --data DIR --unit mask-1

            Nothing is ever edited: a correction is a record of its own with who and why, and every \
            figure is calculated anew with it. `kpi --as-of` gives figures as they were reported. \
            Where somebody else has said something of the same that you have not seen, nothing is \
            recorded (exit code 75). Works beside a running daemon, or without one.
            """,
        subcommands: [
            CorrectReason.self, CorrectSplit.self, CorrectState.self, CorrectScrap.self,
            CorrectClass.self, CorrectRate.self, WithdrawCorrection.self, ListCorrections.self,
        ])
}

/// `lineside correct reason`.
struct CorrectReason: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reason", abstract: "Says why a unit stood.")

    @OptionGroup var options: UnitCorrection

    @Option(help: "An instant of the stop.")
    var at: String?

    @Option(help: "Instead: where the part of a stop begins.")
    var from: String?

    @Option(help: "And where it ends.")
    var to: String?

    @Option(help: "A reason of the plant file, or none.")
    var reason: String

    func run() async throws {
        var request = options.request(.reason)
        (request.at, request.from, request.to) = (at, from, to)
        request.reason = reason
        try await options.record(request)
    }
}

/// `lineside correct split`.
struct CorrectSplit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "split", abstract: "Says that a stop is two.")

    @OptionGroup var options: UnitCorrection

    @Option(help: "Where the second begins.")
    var at: String

    @Option(help: "The reason of the first; as it was without.")
    var first: String?

    @Option(help: "The reason of the second; as it was without.")
    var second: String?

    func run() async throws {
        var request = options.request(.split)
        request.at = at
        (request.first, request.second) = (first, second)
        try await options.record(request)
    }
}

/// `lineside correct state`.
struct CorrectState: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "state", abstract: "Says what a unit did over an interval.")

    @OptionGroup var options: UnitCorrection

    @Option(help: "Where the interval begins.")
    var from: String

    @Option(help: "Where it ends.")
    var to: String

    @Option(
        help: """
            producing, setup, idle, starved, blocked, stopped, faulted, unknown or not_scheduled.
            """)
    var state: String

    @Option(help: "Why it stood, where it did.")
    var reason: String?

    func run() async throws {
        var request = options.request(.state)
        (request.from, request.to) = (from, to)
        (request.state, request.reason) = (state, reason)
        try await options.record(request)
    }
}

/// `lineside correct scrap`.
struct CorrectScrap: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scrap",
        abstract: "Says that pieces which counters took as good are bad.")

    @OptionGroup var options: UnitCorrection

    @Option(help: "When they were made.")
    var at: String

    @Option(help: "How many.")
    var quantity: String

    @Option(help: "The product; the one that ran without.")
    var product: String?

    @Flag(help: "They are to be reworked.")
    var rework = false

    func run() async throws {
        var request = options.request(.scrap)
        (request.at, request.product) = (at, product)
        request.quantity = WrittenNumber(quantity)
        request.count = rework ? "rework" : "scrap"
        try await options.record(request)
    }
}

/// `lineside correct class`.
struct CorrectClass: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "class", abstract: "Says what a discontinuity of a counter was.")

    @OptionGroup var options: CorrectionOptions

    @Option(help: "The counter, line/unit/signal.")
    var signal: String

    @Option(help: "When it was found, as `kpi --json` has it.")
    var at: String

    @Option(
        name: .customLong("class"),
        help: """
            baseline, spike or jitter (no piece), reset (the new count), rollover (over the \
            modulus), jump (the whole rise).
            """)
    var counterClass: String

    @Option(help: "What it was found as, where several things were found at once.")
    var finding: String?

    @Option(help: "How many values the counter has, where the plant file does not say.")
    var modulus: String?

    func run() async throws {
        let unit = signal.split(separator: "/").prefix(2).joined(separator: "/")
        var request = options.request(.counter, unit: unit)
        (request.signal, request.at) = (signal, at)
        (request.counterClass, request.finding) = (counterClass, finding)
        request.modulus = modulus.map(WrittenNumber.init)
        try await options.record(request)
    }
}

/// `lineside correct withdraw`.
struct WithdrawCorrection: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw", abstract: "Takes a correction back.")

    @Argument(help: "Its number.")
    var correction: Int64

    @OptionGroup var options: CorrectionOptions

    func run() async throws {
        var request = options.request(.withdraw, unit: nil)
        request.supersedes = correction
        try await options.record(request)
    }
}
