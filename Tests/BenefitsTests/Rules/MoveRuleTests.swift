import Plant
import Testing

@testable import Benefits

/// V25 and V26: transfers and moves in the restriction period.
@Suite struct MoveRuleTests {
    private static func moves(_ move: String, approval: String = "") -> [(String, String)] {
        [("moves: []\n", "approvals: {\(approval)}\nmoves: [{ line: mask-1, \(move) }]\n")]
    }

    private static func found(
        _ rule: RuleID, _ move: String, approval: String = "", settings: String = ""
    ) throws -> [String] {
        try ExampleProject.report(
            moves(move, approval: approval) + [("\nsettings:\n", "\nsettings:\n\(settings)")],
            on: date(2026, 6, 1)
        ).found(rule)
    }

    private static let sale = "kind: transfer, to: Affiliate, date: 2026-01-15"
    private static let shipment = "kind: outside, to: Shenzhen, date: 2026-01-15"

    @Test(arguments: [
        ("", "", ["no_approval error"]),
        (", approval: a", "a: { kind: transfer, date: 2026-01-14 }", []),
        (", approval: a", "a: { kind: transfer, date: 2026-01-15 }", ["late_approval error"]),
        (", approval: a", "a: { kind: relocation, date: 2026-01-14 }", ["other_approval error"]),
    ])
    func transferNeedsApprovalBefore(move: String, approval: String, found: [String]) throws {
        #expect(try Self.found(.v25, Self.sale + move, approval: approval) == found)
    }

    @Test(arguments: [
        ("", "", ["no_approval error"]),
        (", approval: a", "a: { kind: relocation, date: 2026-01-14 }", []),
        (", approval: a", "a: { kind: relocation, date: 2026-01-15 }", ["late_approval error"]),
        (", approval: a", "a: { kind: transfer, date: 2026-01-14 }", ["other_approval error"]),
    ])
    func relocationNeedsApprovalBefore(move: String, approval: String, found: [String]) throws {
        #expect(try Self.found(.v26, Self.shipment + move, approval: approval) == found)
    }

    @Test func lastDayIsWithinAndTheNextIsNot() throws {
        let sale = "kind: transfer, to: Affiliate, date: "
        #expect(try Self.found(.v25, sale + "2027-08-31") == ["no_approval error"])
        #expect(try Self.found(.v25, sale + "2027-09-01") == [])
        #expect(try Self.found(.v25, sale + "2022-09-01") == ["no_approval error"])
        #expect(try Self.found(.v25, sale + "2022-08-31") == [])
    }

    @Test func moveInsideHongKongIsNotified() throws {
        let move = "kind: inside, to: Yuen Long, date: 2026-01-15"
        #expect(try Self.found(.v26, move) == ["inside warning"])
        #expect(try Self.found(.v26, move + ", noticed: 2026-01-20") == [])
        #expect(
            try Self.found(
                .v26, move + ", noticed: 2026-01-20",
                settings: "  inside_moves_need_approval: true\n") == ["inside_unapproved warning"])
    }

    @Test func positionOutsideIsACandidate() throws {
        let period = Period.year1 { input in
            input.positions = [
                GatewayPosition(
                    line: "mask-1", day: date(2025, 3, 3), place: LocalizedText(both: "22.54 N"),
                    isOutsideHongKong: true)
            ]
        }
        #expect(try ExampleProject.report(period: period).found(.v26) == ["position error"])
        let inside = Period.year1 { $0.positions = [] }
        #expect(try ExampleProject.report(period: inside).isHeld(.v26))
    }
}
