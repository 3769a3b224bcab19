import Access
import Hummingbird
import Plant
import Reporting
import Telemetry

/// `/ledger` and `/api/v1/ledger`.
struct LedgerEndpoint: Sendable {
    let context: WebContext

    /// The page.
    func page(_ request: Request) async throws -> Response {
        _ = try request.parameters(["lang"])
        let wording = Wording(try request.checkedLanguage(), context.plant)
        let (reads, changes) = try await entries()
        return .page(LedgerPage(wording: wording, reads: reads, changes: changes).page)
    }

    /// The same for programs.
    func answer(_ request: Request) async throws -> Response {
        _ = try request.parameters([])
        let (reads, changes) = try await entries()
        return .json(
            .object([
                ("reads", .array(reads.map(\.json))), ("changes", .array(changes.map(\.json))),
            ]))
    }

    private func entries() async throws -> ([BenefitRead], [AccountChange]) {
        let desk = context.access
        let limit = AccessLimits.ledger.value
        return try await offEventLoops {
            do {
                return (try desk.reads(limit: limit), try desk.changes(limit: limit))
            } catch {
                throw WebError.failed
            }
        }
    }
}

extension BenefitRead {
    var json: JSON {
        .object([
            ("at", .string(at.rfc3339)), ("last", .string(last.rfc3339)),
            ("times", .integer(Int64(times))), ("kind", .string(kind.rawValue)),
            ("name", .string(name)),
            ("role", role.map { .string($0.rawValue) } ?? .null), ("what", .string(what)),
            ("project", .string(project)), ("report", report.map { .string($0) } ?? .null),
            ("from", .string(from)),
        ])
    }
}

extension AccountChange {
    var json: JSON {
        .object([
            ("at", .string(at.rfc3339)), ("by", .string(by)), ("kind", .string(kind.rawValue)),
            ("account", .string(account)), ("role", .string(rights.role.rawValue)),
            ("lines", Self.json(rights.scope.lines)),
            ("projects", Self.json(rights.scope.projects)),
            ("until", rights.until.map { .string($0.rfc3339) } ?? .null),
        ])
    }

    /// Entries of a scope; null: everything.
    private static func json(_ entries: Set<String>?) -> JSON {
        entries.map { .array($0.sorted().map { .string($0) }) } ?? .null
    }
}
