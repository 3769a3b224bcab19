import Benefits
import Hummingbird
import Plant
import Reporting
import Sealing
import Storage
import Telemetry

extension ProjectsEndpoint {
    /// Flags, what was said to them, and how they were closed, as they stood at an instant.
    func flags(_ request: Request, id: String?, _ form: Form) async throws -> Response {
        let asked = try request.parameters(["as_of"])
        let instant = try self.instant(asked["as_of"])
        let id = id ?? ""
        let isKnown = context.projects[id] != nil
        let store = context.store as? any RecordStore
        let records = try await gate.pass { () throws -> [ProjectRecord] in
            let all = try store?.records(project: id, kind: nil, asOf: nil) ?? []
            guard isKnown || !all.isEmpty else { throw WebError.unknownProject }
            return all.filter { record in instant.map { record.at < $0 } ?? true }
        }
        return answer(
            Export(
                kind: "flags", head: [("project", .string(id))], columns: FlagRows.columns,
                rows: FlagRows.rows(records)), form, name: "\(id)_flags.csv")
    }
}

/// What was recorded of flags as rows.
enum FlagRows {
    static let columns: [ExportColumn] =
        [.record, .recordKind] + .titles + [
            .subject, .by, .flag, .about, .severity, .periodFrom, .periodTo, .evidence, .said,
            .outcome, .content, .supersedes, .why, .source, .ruleSet, .asOf,
        ]

    /// Those of records that are about flags, in their order.
    static func rows(_ records: [ProjectRecord]) -> [[JSON]] {
        let flags = records.compactMap { FlagRecord($0) }
        return records.filter { [.flag, .reply, .closing].contains($0.kind) }.map { record in
            let number = record.kind == .flag ? record.number : Int64(record.subject)
            return row(record, of: flags.first { $0.number == number })
        }
    }

    private static func row(_ record: ProjectRecord, of flag: FlagRecord?) -> [JSON] {
        func text(_ text: String?) -> JSON { text.map { .string($0) } ?? .null }
        let content = SealJSON(record.content)
        // What raised the flag is the flag's alone; which it is, is of the words to it too.
        let raised = record.kind == .flag ? flag : nil
        let evidence: JSON = raised.map { .array($0.facts.map(\.json)) } ?? .null
        let head: [JSON] =
            [.integer(record.number), .string(record.kind.rawValue)]
            + [JSON](titles: title(record, flag)) + [.string(record.subject), .string(record.by)]
        let about: [JSON] = [
            text(flag?.id.rawValue), text(flag?.about), text(raised?.severity.rawValue),
            text(raised?.from), text(raised?.to), evidence,
            text(record.kind == .reply ? content?["text"]?.string : nil),
            text(record.kind == .closing ? content?["outcome"]?.string : nil),
        ]
        let supersedes: JSON = record.supersedes.map { .integer($0) } ?? .null
        let tail: [JSON] = [
            .string(String(decoding: record.content, as: UTF8.self)), supersedes,
            .string(record.why), .string(source(of: record).rawValue), text(flag?.ruleSet),
            .string(record.at.rfc3339),
        ]
        return head + about + tail
    }

    /// A flag is computed from figures, an answer is the company's, a closing an officer's.
    private static func source(of record: ProjectRecord) -> SourceClass {
        switch record.kind {
        case .flag: .computed
        case .closing: .decided
        default: .declared
        }
    }

    /// Which flag it is, or that it answers or closes one.
    private static func title(_ record: ProjectRecord, _ flag: FlagRecord?) -> LocalizedText {
        switch record.kind {
        case .flag: flag?.id.name ?? FlagTerm.raised.wording
        case .closing: FlagTerm.closed.wording
        default: FlagTerm.reply.wording
        }
    }
}
