import ArgumentParser
import Journal
import Reporting
import Telemetry

/// `lineside journal inspect`: what is in it.
struct InspectJournalCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect", abstract: "Says what is in the journal.",
        discussion: """
            Examples:
              lineside journal inspect --data /var/lib/lineside
              lineside journal inspect --data DIR --lane shopfloor --from 2026-03-02 --json

            Segments with their records, times and size, and how many records there are of each \
            kind; with --from and --to, of those in the span.
            """)

    @OptionGroup var selection: JournalSelection

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        let span = try selection.span()
        var lanes: [JSON] = []
        var isDamaged = false
        for (lane, path) in try selection.journals() {
            let census = try JournalCensus(lane: lane, path: path, span: span)
            isDamaged = isDamaged || !census.check.damage.isEmpty
            if json { lanes.append(census.json) } else { output(census.text) }
        }
        if json { output(JSON.object([("lanes", .array(lanes))]).text(indented: true)) }
        if isDamaged { throw failure(Exit.badData, "records are damaged") }
    }
}

/// `lineside journal verify`: whether every record can be read.
struct VerifyJournalCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Checks every checksum of the journal.",
        discussion: """
            Examples:
              lineside journal verify --data /var/lib/lineside
              lineside journal verify --data /var/lib/lineside --lane shopfloor --json

            Exit code 65 where durable records cannot be read; each place is named. What a daemon is \
            just writing is no damage.
            """)

    @OptionGroup var selection: JournalSelection

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        guard selection.from == nil, selection.to == nil else {
            throw failure(.validationFailure, "a journal is verified as a whole")
        }
        var lanes: [JSON] = []
        var damaged = 0
        for (lane, path) in try selection.journals() {
            let census = try JournalCensus(
                lane: lane, path: path,
                span: TimeSpan(from: .distantPast, to: .distantFuture))
            damaged += census.check.damage.count
            census.check.damage.forEach { say("\(path): \(JournalError.damaged($0))") }
            if json {
                lanes.append(census.json)
            } else {
                output(
                    "\(lane): \(census.records) records in \(census.check.segments.count) "
                        + "segments, " + (census.check.damage.isEmpty ? "whole" : "damaged"))
            }
        }
        if json {
            output(
                JSON.object([("whole", .bool(damaged == 0)), ("lanes", .array(lanes))])
                    .text(indented: true))
        }
        if damaged > 0 { throw failure(Exit.badData, "\(damaged) places are damaged") }
    }
}
