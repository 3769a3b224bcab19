import ArgumentParser
import Foundation
import Journal
import Reporting
import Telemetry

/// Everything about one lane's journal that can be counted.
struct JournalCensus {
    let lane: String
    let check: JournalCheck
    private(set) var counts: [String: Int] = [:]
    private(set) var from: Timestamp?
    private(set) var to: Timestamp?

    init(lane: String, path: String, span: TimeSpan) throws {
        self.lane = lane
        var counts: [String: Int] = [:]
        var from: Timestamp?
        var to: Timestamp?
        let progress = ProgressLine("records")
        do {
            check = try JournalCheck(directory: path) { header, _ in
                progress.step()
                guard span.contains(header.receiveTime) else { return }
                from = min(from ?? header.receiveTime, header.receiveTime)
                to = max(to ?? header.receiveTime, header.receiveTime)
                for name in Self.names(header) { counts[name, default: 0] += 1 }
            }
        } catch let error as JournalError {
            throw failure(error.exitCode, error.description)
        }
        progress.end()
        (self.counts, self.from, self.to) = (counts, from, to)
    }

    /// All records, of any time.
    var records: UInt64 { check.segments.reduce(0) { $0 + $1.records } }

    private static let order = [
        "messages", "acknowledged", "retained", "duplicate", "rejected", "ticks", "connections",
        "losses", "starts", "stops", "ages", "attempts", "sessions",
    ]

    private static func names(_ header: RecordHeader) -> [String] {
        switch header.kind {
        case .message:
            ["messages"] + (header.qos > 0 ? ["acknowledged"] : [])
                + (header.retained ? ["retained"] : []) + (header.duplicate ? ["duplicate"] : [])
        case .rejected: ["rejected"]
        case .tick: ["ticks"]
        case .connectionUp: ["connections"]
        case .connectionLost: ["losses"]
        case .started: ["starts"]
        case .stopped: ["stops"]
        case .brokerRuns: ["ages"]
        case .connecting: ["attempts"]
        case .session: ["sessions"]
        }
    }

    var text: String {
        var lines = ["\(lane): \(records) records in \(check.segments.count) segments"]
        for segment in check.segments {
            lines.append(
                "  \(segment.name)  \(segment.records) records, \(segment.bytes) bytes, "
                    + "\(segment.from?.rfc3339 ?? "—") to \(segment.to?.rfc3339 ?? "—")"
                    + (segment.isSealed ? "" : ", open"))
        }
        lines.append("  from \(from?.rfc3339 ?? "—") to \(to?.rfc3339 ?? "—")")
        lines.append(
            "  " + Self.order.map { "\($0) \(counts[$0] ?? 0)" }.joined(separator: ", "))
        if check.unfinishedBytes > 0 {
            lines.append("  unfinished at the end: \(check.unfinishedBytes) bytes")
        }
        lines += check.damage.map { "  damage: \(JournalError.damaged($0))" }
        return lines.joined(separator: "\n")
    }

    var json: JSON {
        .object([
            ("lane", .string(lane)), ("records", .integer(Int64(records))),
            ("from", from.map { .string($0.rfc3339) } ?? .null),
            ("to", to.map { .string($0.rfc3339) } ?? .null),
            (
                "counts",
                .object(Self.order.map { ($0, .integer(Int64(counts[$0] ?? 0))) })
            ), ("segments", .array(check.segments.map(\.json))),
            ("unfinished_bytes", .integer(Int64(check.unfinishedBytes))),
            ("damage", .array(check.damage.map(\.json))),
        ])
    }
}

extension JournalCheck.Segment {
    fileprivate var json: JSON {
        .object([
            ("file", .string(name)), ("first", .integer(Int64(first))),
            ("records", .integer(Int64(records))), ("bytes", .integer(Int64(bytes))),
            ("from", from.map { .string($0.rfc3339) } ?? .null),
            ("to", to.map { .string($0.rfc3339) } ?? .null), ("sealed", .bool(isSealed)),
        ])
    }
}

extension JournalDamage {
    fileprivate var json: JSON {
        .object([
            ("file", .string(segment)), ("offset", .integer(Int64(offset))),
            ("record", record.map { .integer(Int64($0)) } ?? .null),
            ("reason", .string(reason.rawValue)),
        ])
    }
}
