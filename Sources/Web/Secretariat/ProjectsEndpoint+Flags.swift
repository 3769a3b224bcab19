import Benefits
import Hummingbird
import Plant
import Reporting
import Sealing
import Storage
import Telemetry

extension ProjectsEndpoint {
    private static let columns: [ExportColumn] =
        [.record, .recordKind] + .titles + [
            .subject, .content, .supersedes, .why, .source, .ruleSet, .asOf,
        ]

    /// Flags, what was said to them, and how they were closed, as they stood at an instant.
    func flags(_ request: Request, id: String?, _ form: Form) async throws -> Response {
        let asked = try request.parameters(["as_of"])
        let project = try project(id)
        let instant = try context.plant.instant(asked["as_of"])
        let store = context.store as? any RecordStore
        let records = try await gate.pass {
            try store?.records(project: project.id, kind: nil, asOf: instant) ?? []
        }
        let ruleSet = ProjectRows.ruleSet(of: project)
        return answer(
            Export(
                kind: "flags", head: [("project", .string(project.id))], columns: Self.columns,
                rows: records.filter { [.flag, .reply, .closing].contains($0.kind) }.map {
                    Self.row($0, ruleSet)
                }), form, name: "\(project.id)_flags.csv")
    }

    private static func row(_ record: ProjectRecord, _ ruleSet: JSON) -> [JSON] {
        // A flag is computed from figures, an answer is the company's, a closing an officer's.
        let source: SourceClass =
            switch record.kind {
            case .flag: .computed
            case .closing: .decided
            default: .declared
            }
        return [.integer(record.number), .string(record.kind.rawValue)]
            + [JSON](titles: title(record)) + [
                .string(record.subject),
                .string(String(decoding: record.content, as: UTF8.self)),
                record.supersedes.map { .integer($0) } ?? .null, .string(record.why),
                .string(source.rawValue), ruleSet, .string(record.at.rfc3339),
            ]
    }

    /// Which flag it is, or that it answers or closes one.
    private static func title(_ record: ProjectRecord) -> LocalizedText {
        switch record.kind {
        case .flag:
            FlagID(rawValue: record.subject.split(separator: "|").first.map(String.init) ?? "")?
                .name ?? FlagTerm.raised.wording
        case .closing: FlagTerm.closed.wording
        default: FlagTerm.reply.wording
        }
    }
}
