import Benefits
import Foundation
import Plant
import Reporting
import Storage
import Telemetry
import Testing

@testable import Web

/// The page of what is declared.
@Suite struct DeclarePageTests {
    /// A declared file; one without rows takes back what it supersedes.
    private func entry(
        _ number: Int64, rows: Int = 1, supersedes: Int64? = nil
    ) throws -> DeclaredEntry {
        let content =
            "{\"from\":\"2026-03-01\",\"kind\":\"prices\",\"rows\":\(rows),\"to\":\"2026-03-31\"}"
        let draft = RecordDraft(
            by: "mei", project: "p", kind: .declared, subject: "prices",
            content: Array(content.utf8), supersedes: supersedes,
            files: [
                RecordFile(
                    role: DeclaredEntry.fileRole, name: "\(number).csv", sha256: "0", size: 1)
            ])
        return try DeclaredEntry(
            ProjectRecord(number: number, at: Timestamp(nanoseconds: 0), draft: draft))
    }

    @Test func everyRecordCanBeLinkedToOnce() throws {
        let project = try SmallProject.read()
        let page = DeclarePage(
            wording: Wording(.english, try MaskPlant.read()), project: project,
            entries: [
                try entry(1), try entry(2, supersedes: 1), try entry(3),
                try entry(4, rows: 0, supersedes: 3), try entry(5),
            ], token: "t"
        ).page
        #expect(PageCheck(page).complaints == [])
        for number in 1...5 {
            #expect(page.components(separatedBy: "id=\"record-\(number)\"").count == 2)
        }
        // What holds is linked to where it is listed as in force.
        let history = try #require(page.range(of: "id=\"history\""))
        for number in [2, 5] {
            let place = try #require(page.range(of: "id=\"record-\(number)\""))
            #expect(place.lowerBound < history.lowerBound)
        }
    }
}
