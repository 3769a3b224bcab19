import Plant
import Reporting
import Testing

@testable import Benefits

/// V20 and V22: completion beside the approved end, the final report and the final payment.
@Suite struct CompletionRuleTests {
    private static let completed = "  completed: 2022-08-31\n"

    private static func found(
        _ rule: RuleID, _ line: String, _ changes: [(String, String)] = []
    ) throws -> [String] {
        try ExampleProject.report([(completed, line)] + changes, on: date(2024, 6, 1)).found(rule)
    }

    private static func approval(_ text: String) -> [(String, String)] {
        [("moves: []\n", "approvals: { a: { \(text) } }\nmoves: []\n")]
    }

    /// Completed on the day on which the money came: no earlier payment; a year later: all of it.
    @Test(arguments: [
        ("2022-08-31", []), ("2022-11-15", []), ("2022-11-16", ["report_before_completion error"]),
        ("2023-01-16", ["report_before_completion error"]),
        ("2023-12-31", ["before_completion error", "report_before_completion error"]),
    ])
    func finalReportAndPaymentComeAfterCompletion(day: String, found: [String]) throws {
        #expect(try Self.found(.v22, "  completed: \(day)\n") == found)
    }

    @Test func finalPaymentNeedsACompletion() throws {
        #expect(try Self.found(.v22, "") == ["not_completed error"])
    }

    @Test(arguments: [
        ("", ["completed_late warning", "long warning"]),
        ("kind: extension, date: 2022-08-01", ["long warning"]),
        ("kind: relocation, date: 2022-08-01", ["completed_late warning", "long warning"]),
        ("kind: extension, date: 2024-01-01", ["completed_late warning", "long warning"]),
    ])
    func laterCompletionNeedsAnExtension(approval: String, found: [String]) throws {
        let changes = approval.isEmpty ? [] : Self.approval(approval)
        #expect(try Self.found(.v20, "  completed: 2023-12-31\n", changes) == found)
    }

    /// 24 months from 1 March 2021 are not more than 24.
    @Test(arguments: [("2022-08-31", []), ("2023-02-28", []), ("2023-03-01", ["long warning"])])
    func durationReachesToCompletion(day: String, found: [String]) throws {
        let changes = Self.approval("kind: extension, date: 2022-08-01")
        #expect(try Self.found(.v20, "  completed: \(day)\n", changes) == found)
    }
}
