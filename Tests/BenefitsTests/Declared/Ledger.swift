import Benefits
import Foundation
import Plant
import Storage
import StorageSQLite
import Telemetry
import Testing

/// A store in a folder of its own, to which files of one project are declared.
final class Ledger {
    let store: SQLiteStore
    let plant: Plant
    private let folder: String
    private let project: Project

    init() throws {
        folder = NSTemporaryDirectory() + "ledger-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        store = try SQLiteStore(path: folder + "/facts.sqlite")
        plant = try Example.plant()
        project = try Project.read(yaml: Self.yaml, file: "project.yaml")
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    private static let yaml = """
        version: 1
        project: { id: p, scheme: RFS }
        enterprise: { name: Example }
        agreement: { applied: 2020-09-01 }
        lines: { mask-1: { name: Line } }
        """

    func checked(
        _ kind: DeclaredKind, _ text: String, evidence: [String: String] = [:],
        supersedes: Int64? = nil, why: String = "again", from: LocalDate? = nil,
        line: String? = nil, name: String? = nil
    ) throws -> Declaration.Checked {
        var declaration = Declaration(
            kind: kind, line: line, from: from, by: "mei",
            file: DeclaredSource(name: name ?? "\(kind.rawValue).csv", bytes: Array(text.utf8)))
        declaration.evidence = evidence.map { DeclaredSource(name: $0, bytes: Array($1.utf8)) }
        (declaration.supersedes, declaration.why) = (supersedes, supersedes == nil ? "" : why)
        return try declaration.checked(for: project, store: store, plant: plant)
    }

    /// Records a file; its number.
    @discardableResult
    func declare(
        _ kind: DeclaredKind, _ text: String, evidence: [String: String] = [:],
        supersedes: Int64? = nil, from: LocalDate? = nil, at second: Int64 = 0
    ) throws -> Int64 {
        let draft = try checked(
            kind, text, evidence: evidence, supersedes: supersedes, from: from
        ).draft
        let outcome = try store.append(
            draft, at: Timestamp(nanoseconds: second * nanosecondsPerSecond))
        guard case .recorded(let record) = outcome else {
            Issue.record("not recorded: \(outcome)")
            return 0
        }
        return record.number
    }

    /// Why a file is refused; nil where it is not.
    func error(
        _ kind: DeclaredKind, _ text: String, evidence: [String: String] = [:],
        supersedes: Int64? = nil, why: String = "again", from: LocalDate? = nil,
        line: String? = nil, name: String? = nil
    ) throws -> DeclarationError? {
        do {
            _ = try checked(
                kind, text, evidence: evidence, supersedes: supersedes, why: why, from: from,
                line: line, name: name)
            return nil
        } catch let error as DeclarationError {
            return error
        }
    }

    func refusal(
        _ kind: DeclaredKind, _ text: String, evidence: [String: String] = [:],
        supersedes: Int64? = nil, why: String = "again", from: LocalDate? = nil,
        line: String? = nil, name: String? = nil
    ) throws -> DeclarationError.Code? {
        try error(
            kind, text, evidence: evidence, supersedes: supersedes, why: why, from: from,
            line: line, name: name)?.code
    }

    func book(asOf second: Int64? = nil) throws -> DeclaredBook {
        try DeclaredBook.read(
            project: "p", store: store, plant: plant,
            asOf: second.map { Timestamp(nanoseconds: $0 * nanosecondsPerSecond) })
    }
}
