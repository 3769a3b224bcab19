import Storage
import Testing

extension StoreConformance {
    static func draft(
        _ subject: String, of project: String = "p", kind: ProjectRecord.Kind = .declared,
        supersedes: Int64? = nil, seen: Int64? = nil
    ) -> RecordDraft {
        RecordDraft(
            by: "mei 美", project: project, kind: kind, subject: subject,
            content: Array("{\"kind\":\"sales\"}".utf8), supersedes: supersedes, why: "again",
            seen: seen,
            files: [
                RecordFile(role: "evidence", name: "ledger.pdf", sha256: "ab", bytes: [0, 1, 255]),
                RecordFile(role: "declared", name: "sales.csv", sha256: "cd", bytes: []),
            ])
    }

    private func records() throws -> any RecordStore {
        try #require(try open() as? any RecordStore)
    }

    @discardableResult
    private func record(_ draft: RecordDraft, at second: Int64 = 0) throws -> ProjectRecord {
        let outcome = try records().append(draft, at: Fixtures.at(second))
        guard case .recorded(let record) = outcome else {
            Issue.record("not recorded: \(outcome)")
            throw StoreError(code: .failed, message: "not recorded")
        }
        return record
    }

    /// Every record is read as it was written, with its files, by project, kind and instant.
    func keepsRecordsWithTheirFiles() throws {
        let first = try record(Self.draft("sales"), at: 10)
        let flag = try record(Self.draft("R07", kind: .flag), at: 20)
        let other = try record(Self.draft("sales", of: "q"), at: 30)
        #expect([first, flag, other].map(\.number) == [1, 2, 3])
        #expect(first.files.map(\.name) == ["sales.csv", "ledger.pdf"])
        #expect(first.files.allSatisfy { $0.bytes == nil } && first.files[1].size == 3)
        let store = try records()
        #expect(try store.records(project: "p", kind: nil, asOf: nil) == [first, flag])
        #expect(try store.records(project: "p", kind: .flag, asOf: nil) == [flag])
        #expect(try store.records(project: "r", kind: nil, asOf: nil).isEmpty)
        #expect(try store.record(3) == other && store.record(4) == nil)
        let bytes = try store.file(role: "evidence", name: "ledger.pdf", ofRecord: 1)
        #expect(bytes == [0, 1, 255])
        #expect(try store.file(role: "declared", name: "ledger.pdf", ofRecord: 1) == nil)
        #expect(try store.file(role: "declared", name: "sales.csv", ofRecord: 1) == [])
    }

    /// As of an instant is what was recorded before it.
    func givesRecordsAsOfAnInstant() throws {
        let first = try record(Self.draft("sales"), at: 10)
        try record(Self.draft("sales", supersedes: first.number), at: 20)
        let store = try records()
        func numbers(_ second: Int64) throws -> [Int64] {
            try store.records(project: "p", kind: nil, asOf: Fixtures.at(second))
                .inForce().map(\.number)
        }
        #expect(try numbers(10) == [])
        #expect(try numbers(11) == [1])
        #expect(try numbers(20) == [1])
        #expect(try numbers(21) == [2])
    }

    /// Nobody overwrites what they have not seen, and nothing is superseded twice.
    func refusesARecordThatOvertakesAnother() throws {
        let first = try record(Self.draft("sales", seen: 0))
        let store = try records()
        func say(_ draft: RecordDraft) throws -> RecordOutcome {
            try store.append(draft, at: Fixtures.at(9))
        }
        #expect(try say(Self.draft("sales", seen: 0)) == .conflict(first))
        #expect(try say(Self.draft("sales", supersedes: 7)) == .unknown(7))
        #expect(try say(Self.draft("x", of: "q", supersedes: 1)) == .unknown(1))
        #expect(try say(Self.draft("x", kind: .reply, supersedes: 1)) == .unknown(1))
        #expect(try store.records(project: "p", kind: nil, asOf: nil) == [first])
        let second = try record(Self.draft("sales", supersedes: 1, seen: 1))
        #expect(try say(Self.draft("sales", supersedes: 1)) == .conflict(second))
        try record(Self.draft("sales", seen: 2))
        try record(Self.draft("jobs", seen: 0))
        #expect(try store.records(project: "p", kind: nil, asOf: nil).count == 4)
    }
}
