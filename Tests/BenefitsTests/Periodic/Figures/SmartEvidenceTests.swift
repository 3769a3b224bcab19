import Plant
import Reporting
import Storage
import Telemetry
import Testing

@testable import Benefits
@testable import Production

/// L06 and L03: real-time data, automation and where the line is, each known or not known.
@Suite struct SmartEvidenceTests {
    /// Values of so many milliseconds' age, and so many without a time.
    private static func ages(_ milliseconds: [Int64], untimed: Int64 = 0) -> SampleAges {
        var ages = SampleAges()
        for age in milliseconds {
            let name: SampleAge = age < 5_000 ? .fresh : age < 60_000 ? .late : .backfilled
            ages.byAge[name, default: SignalSummary()].add(
                Double(age) / 1_000, at: Timestamp(nanoseconds: 0))
        }
        for _ in 0..<untimed { ages.byAge[.fresh, default: SignalSummary()].addBad() }
        if !ages.byAge.isEmpty { ages.since = Timestamp(clampingSeconds: 1_690_000_000) }
        return ages
    }

    /// One station with such ages, which was in manual mode for so many of ten known hours.
    private static func input(
        _ ages: SampleAges = SampleAges(), manual: Int64? = nil, positions: String? = nil
    ) throws -> PeriodicInput {
        let hour = 3600 * nanosecondsPerSecond
        let changes = positions.map { [("\nlines:\n", "\npositions: [\($0)]\nlines:\n")] } ?? []
        var input = try Reported.input(project: changes) { line in
            var sums = Sums()
            (sums.production, sums.unknown) = ((10 - (manual ?? 0)) * hour, 90 * hour)
            if let manual {
                sums.delay = manual * hour
                sums.delays = [
                    DelayPart(reason: .manual, state: .producing, isMinor: false): manual * hour
                ]
            }
            line.stations = [
                .init(unit: 0, sums: sums, activeDevices: 0, corrections: 0, ages: ages)
            ]
        }
        guard manual != nil else { return input }
        let mode =
            "          mode: { kind: mode, topic: \"{unit}/s\", field: mode, states: packml,\n"
            + "            name: { en: A, zh-Hant: 甲 } }\n"
        input.plant = try Plant.read(yaml: Example.yaml + "\n" + mode, file: "plant.yaml")
        return input
    }

    private static func tables(_ input: PeriodicInput) -> [Document.Table] {
        guard case .blocks(let blocks) = PeriodicReport.make(input).figures[.l06] else { return [] }
        return blocks.compactMap { if case .table(let table) = $0 { table } else { nil } }
    }

    private static func cells(
        _ input: PeriodicInput, _ criterion: SmartCriterion
    ) throws -> [String: Document.Cell] {
        let table = try #require(tables(input).first)
        let row = try #require(table.rows.first { $0.id == criterion.rawValue })
        return Dictionary(uniqueKeysWithValues: zip(table.columns.map(\.id), row.cells))
    }

    private static func covered(_ input: PeriodicInput, _ criterion: SmartCriterion) throws
        -> Int64?
    {
        try cells(input, criterion)["covered"]?.value.millionths.map { $0 / 1_000_000 }
    }

    private static let fresh = [Int64](repeating: 1_000, count: 95)

    @Test(arguments: [(5, 1), (6, 0)])
    func realTimeNeedsItsShareOfFreshValues(late: Int, covered: Int64) throws {
        let ages = Self.ages(Self.fresh + [Int64](repeating: 60_000, count: late), untimed: 7)
        let input = try Self.input(ages)
        #expect(try Self.covered(input, .realTime) == covered)
        let row = try Self.cells(input, .realTime)
        #expect(row["covered"]?.basis?.source == .measured)
        #expect(row["share"]?.basis?.source == .computed)
        var lenient = input
        lenient.template.settings.freshPercent = Setting(94, source: "agreement")
        #expect(try Self.covered(lenient, .realTime) == 1)
        // Beside it, station by station.
        let table = try #require(Self.tables(input).last)
        let cells = try #require(table.rows.first).cells.map(\.value)
        #expect(table.id == "L06-ages" && table.rows.map(\.id) == ["mask-1/packer"])
        #expect(cells[1].millionths == Int64(95 + late) * 1_000_000)
        #expect(cells[2] == .ratio(Ratio(95, Int128(95 + late)), .percent))
        #expect(cells[3] == .ratio(Ratio(Int128(late), Int128(95 + late)), .percent))
        #expect(cells[5].millionths == 60_000_000 && cells[6].millionths == 7_000_000)
        #expect(cells[7] == .date(LocalDate(year: 2023, month: 7, day: 22)))
        let document = PeriodicReport.make(input).document(
            asOf: Timestamp(nanoseconds: 0), software: "test")
        #expect(document.mistakes() == [])
    }

    /// Unknown is not zero, and says what is missing.
    @Test func realTimeIsUnknownWithoutSourceTimes() throws {
        for (ages, word) in [
            (Self.ages([], untimed: 3), "no source times"), (SampleAges(), "no ages"),
        ] {
            let row = try Self.cells(try Self.input(ages), .realTime)
            guard case .none(let why) = try #require(row["share"]).value else {
                Issue.record("it is not known")
                continue
            }
            #expect(why.english.contains(word) && why.traditionalChinese.contains("未知"))
        }
        // Where no value carries a time there is a table all the same, and no age in it.
        let table = try #require(Self.tables(try Self.input(Self.ages([], untimed: 3))).last)
        let cells = try #require(table.rows.first).cells.map(\.value)
        #expect(!cells[4].isKnown && !cells[5].isKnown && cells[6].millionths == 3_000_000)
        #expect(Self.tables(try Self.input()).count == 1)
    }

    @Test(arguments: [(0, 1), (4, 1), (5, 0), (10, 0)] as [(Int64, Int64)])
    func automationIsTimeOutOfManualMode(manual: Int64, covered: Int64) throws {
        #expect(try Self.covered(try Self.input(manual: manual), .automation) == covered)
        var strict = try Self.input(manual: 4)
        strict.template.settings.manualPercent = Setting(40)
        #expect(try Self.covered(strict, .automation) == 0)
    }

    @Test func automationIsUnknownWhereNobodySaysTheMode() throws {
        let row = try Self.cells(try Self.input(), .automation)
        guard case .none(let why) = try #require(row["covered"]).value else {
            Issue.record("it is not known")
            return
        }
        #expect(why.english == "not known: no station has a signal of its mode")
    }

    private static let home = "{ line: mask-1, date: 2023-03-23, place: Tai Po, outside: false }"
    private static let abroad =
        "{ line: mask-1, date: 2023-04-01, place: Shenzhen, outside: true, source: network }"
    private static let later =
        "{ line: mask-1, date: 2023-09-01, place: Macau, outside: true }"

    /// The last check up to the period's end counts; it is declared, never measured.
    @Test func physicalIsTheLastPositionCheck() throws {
        for (positions, covered, word) in [
            (Self.home, 1, "2023-03-23 · in Hong Kong · Tai Po"),
            ("\(Self.abroad), \(Self.home)", 0, "2023-04-01 · outside Hong Kong · Shenzhen"),
            ("\(Self.home), \(Self.later)", 1, "2023-03-23 · in Hong Kong · Tai Po"),
        ] as [(String, Int64, String)] {
            let input = try Self.input(positions: positions)
            #expect(try Self.covered(input, .physical) == covered)
            let row = try Self.cells(input, .physical)
            #expect(row.values.allSatisfy { $0.basis?.source != .measured })
            let test = try #require(row["test"])
            guard case .text(let text) = test.value else { continue }
            #expect(text.english.hasSuffix(word) && test.basis?.source == .declared)
            // L03 says the same.
            let found = Reported.value(PeriodicReport.make(input), .l03, "mask-1")
            #expect(found == .text(try #require(input.lastWording)))
        }
        let unchecked = try Self.cells(try Self.input(), .physical)
        #expect(unchecked["covered"]?.value.isKnown == false)
        #expect(unchecked["covered"]?.basis?.source == .declared)
        let rows = PeriodicReport.make(try Self.input(positions: Self.abroad)).figures[.l03]?.rows
        #expect(rows?.map(\.key) == ["mask-1", "mask-1/date", "mask-1/source"])
        #expect(rows?[1].cell.value == .date(LocalDate(year: 2023, month: 4, day: 1)))
        #expect(PeriodicReport.make(try Self.input()).omitted.map(\.id).contains(.l03))
    }

    /// A report of the first form knows none of them, whatever is stored.
    @Test func firstFormKnowsNoneOfThem() throws {
        for manual in [nil, 0] as [Int64?] {
            var input = try Self.input(
                Self.ages(Self.fresh), manual: manual, positions: Self.home)
            input.form = .first
            for criterion in [SmartCriterion.realTime, .automation, .physical] {
                #expect(try Self.covered(input, criterion) == nil)
            }
            #expect(Self.tables(input).count == 1)
        }
    }
}

extension PeriodicInput {
    fileprivate var lastWording: LocalizedText? {
        project.lines.first.flatMap { FigureMaking(self).lastCheck($0)?.wording }
    }
}
