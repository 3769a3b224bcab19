import Plant
import Reporting
import Testing

@testable import Benefits

/// R03, R05, R06, R10 and R17 beside the rules that they look after: where the line is, and whose.
@Suite struct WhereaboutsTests {
    private static func positions(_ list: String) -> [(String, String)] {
        [("\nlines:\n", "\npositions: [\(list)]\nlines:\n")]
    }

    private static let abroad =
        "{ line: mask-1, date: 2023-03-23, place: Shenzhen, outside: true, source: network }"
    private static let home = "{ line: mask-1, date: 2023-03-23, place: Tai Po, outside: false }"

    private static func input(_ changes: [(String, String)]) throws -> FlagInput {
        FlagInput(report: PeriodicReport.make(try Reported.input(project: changes)))
    }

    @Test func gatewayOutsideIsToldWithWhatTheSiteCounted() throws {
        var input = try Self.input(Self.positions(Self.abroad))
        let position = try #require(input.positionsOutside.first)
        let plant = try Example.plant()
        var week = Reported.line(
            plant, BenefitPeriod(from: date(2023, 3, 16), to: date(2023, 3, 22)), good: 0)
        for place in week.days.indices { week.days[place].unknown = week.days[place].planned }
        week.consumption = ["kWh": 4_200_000_000]
        input.beforePositions = [position: week]
        let flag = try #require(RaisedFlag.all(input).first { $0.id == .r03 })
        #expect(flag.severity == .serious && flag.about == "mask-1")
        #expect(flag.period == BenefitPeriod(from: position.day, to: position.day))
        #expect(
            flag.evidence.map(\.figure) == [
                .name(LocalizedText(both: "Shenzhen")), .date(position.day), .text("network"),
                .count(7), .quantity(4_200_000_000),
            ])
        #expect(flag.evidence.map(\.source).suffix(2) == [.measured, .measured])
        #expect(input.report.rules.found(.v26) == ["position error"])
    }

    @Test func gatewayAtHomeIsNoFlag() throws {
        let input = try Self.input(Self.positions(Self.home))
        #expect(RaisedFlag.all(input).isEmpty && input.report.rules.isHeld(.v26))
        #expect(try Self.input([]).report.rules.judgement(.v26)?.gaps == [.noPositions])
    }

    @Test(arguments: [
        ("kind: transfer, to: Affiliate, date: 2023-03-01", FlagID.r06),
        ("kind: outside, to: Shenzhen, date: 2023-03-01", .r03),
    ])
    func whatNobodyApprovedIsAFlag(move: String, id: FlagID) throws {
        func raised(_ approval: String, _ given: String) throws -> [FlagID] {
            let input = try Self.input([
                (
                    "\nmoves: []\n",
                    "\napprovals: {\(given)}\nmoves: [{ line: mask-1, \(move)\(approval) }]\n"
                )
            ])
            return RaisedFlag.all(input).map(\.id)
        }
        #expect(try raised("", "") == [id])
        let kind = id == .r06 ? "transfer" : "relocation"
        #expect(try raised(", approval: a", " a: { kind: \(kind), date: 2023-02-28 } ") == [])
        #expect(try raised(", approval: a", " a: { kind: \(kind), date: 2023-03-01 } ") == [id])
    }

    @Test func serialOnTwoLinesIsAFlag() throws {
        func raised(_ serial: String) throws -> [RaisedFlag] {
            let second = "  mask-2:\n    assets:\n      agv: { serial: \(serial) }\n"
            let input = try Self.input([("\nlines:\n", "\nlines:\n\(second)")])
            return RaisedFlag.all(input).filter { $0.id == .r05 }
        }
        #expect(try raised("AG-3") == [])
        let flags = try raised("AG-2")
        #expect(flags.map(\.about) == ["AG-2"] && flags.first?.evidence.count == 3)
    }

    @Test(arguments: [true, false])
    func keptReportThatChangedBreaksTheChain(isUnchanged: Bool) throws {
        var input = try Reported.input()
        var version = ReportVersion(report: "r", version: 1, isSealed: true, isSigned: true)
        version.isUnchanged = isUnchanged
        (input.versions, input.edition) = ([version], 2)
        let raised = RaisedFlag.all(FlagInput(report: PeriodicReport.make(input))).map(\.id)
        #expect(raised == (isUnchanged ? [] : [.r17]))
    }

    @Test func turnoverAboveThatOfTheCompanyIsAFlag() throws {
        let less = Reported.company.replacing("63480000.00", with: "41000000.00")
        let input = FlagInput(
            report: PeriodicReport.make(
                try Reported.input(files: [(.sales, Reported.sales), (.company, less)])))
        let flag = try #require(RaisedFlag.all(input).first { $0.id == .r10 })
        #expect(flag.about == "V32" && flag.period == Example.year1)
    }
}
