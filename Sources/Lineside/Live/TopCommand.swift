import ArgumentParser
import Foundation
import UnixSignals
import Web

/// `lineside top`: a live table in the terminal.
struct TopCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "top", abstract: "Shows lines and work units live in the terminal.",
        discussion: """
            Examples:
              lineside top --data /var/lib/lineside
              lineside top --data /var/lib/lineside --once
              lineside top --data /var/lib/lineside --json

            Refreshes every second until Ctrl-C; where the output is no terminal, once. The figures \
            are of the period that the pages show. Exit code 69 where no daemon runs.
            """)

    @Option(help: "The data folder of the daemon.")
    var data: String

    @Flag(help: "Print once and end.")
    var once = false

    @Flag(help: "Print one snapshot as JSON.")
    var json = false

    func run() async throws {
        let client = try ControlClient(dataFolder: data)
        if json {
            let status = try await status(client)
            return output(String(decoding: try JSONEncoder.control.encode(status), as: UTF8.self))
        }
        guard !once, isatty(STDOUT_FILENO) == 1 else {
            return output(TopTable(try await status(client), now: Date(), isColoured: false).text)
        }
        let interrupts = await UnixSignalsSequence(trapping: .sigint, .sigterm)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { for await _ in interrupts { return } }
            group.addTask { try await self.refresh(client) }
            try await group.next()
            group.cancelAll()
        }
    }

    private func refresh(_ client: ControlClient) async throws {
        let isColoured = ProcessInfo.processInfo.environment["NO_COLOR", default: ""].isEmpty
        while !Task.isCancelled {
            let table = TopTable(try await status(client), now: Date(), isColoured: isColoured)
            output("\u{1B}[H\u{1B}[2J" + table.text)
            try await Task.sleep(for: .seconds(1))
        }
    }

    private func status(_ client: ControlClient) async throws -> DaemonStatus {
        let answer = try await client.demand(ControlRequest(ask: .status))
        guard let status = answer.status else {
            throw failure(Exit.inputOutput, "the daemon on \(data) tells no status")
        }
        return status
    }
}

/// A snapshot as rows; numbers are rounded here only.
struct TopTable {
    private let status: DaemonStatus
    private let now: Date
    private let isColoured: Bool

    init(_ status: DaemonStatus, now: Date, isColoured: Bool) {
        self.status = status
        self.now = now
        self.isColoured = isColoured
    }

    private static let head = [
        "unit", "state", "for", "OEE", "coverage", "good", "stops", "last message",
    ]

    var text: String {
        var rows = [Self.head]
        for line in status.lines {
            rows.append(
                row(line.line, line.state, since: line.since, line.figures, last: nil))
            rows += line.units.map {
                row("  " + $0.unit, $0.state, since: $0.since, $0.figures, last: $0.lastMessage)
            }
        }
        let widths = Self.head.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        let lines = rows.map { row in
            zip(row, widths).enumerated().map { column, cell in
                let text = cell.0.padding(toLength: cell.1, withPad: " ", startingAt: 0)
                return column == 1 ? coloured(text, cell.0) : text
            }.joined(separator: "  ")
        }
        let trouble = status.trouble.isEmpty ? "ready" : status.trouble.joined(separator: ", ")
        let lost = status.lanes.filter { !$0.connected }.map { "\($0.lane) is not connected" }
        return (["\(status.plant): \(trouble)"] + lost + lines).joined(separator: "\n")
    }

    private func row(
        _ name: String, _ state: String?, since: String?, _ figures: LineReport.Figures,
        last: String?
    ) -> [String] {
        [
            name, state ?? "—", age(since), percent(figures.oee), percent(figures.coverage),
            figures.good.map { String(Int($0.rounded())) } ?? "—", String(figures.stops), age(last),
        ]
    }

    private func percent(_ ratio: Double?) -> String {
        ratio.map { String(format: "%.1f %%", $0 * 100) } ?? "—"
    }

    /// How long ago an instant was.
    private func age(_ instant: String?) -> String {
        guard let instant,
            let date = try? Date(String(instant.prefix(19)) + "Z", strategy: .iso8601)
        else { return "—" }
        let seconds = max(0, Int(now.timeIntervalSince(date)))
        if seconds < 60 { return "\(seconds) s" }
        if seconds < 3600 { return "\(seconds / 60) min \(seconds % 60) s" }
        return "\(seconds / 3600) h \(seconds / 60 % 60) min"
    }

    /// Only the abnormal has a colour.
    private func coloured(_ text: String, _ state: String) -> String {
        let codes = ["faulted": 31, "stopped": 33, "blocked": 33, "starved": 33, "unknown": 35]
        guard isColoured, let code = codes[state] else { return text }
        return "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }
}
