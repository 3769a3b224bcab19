import Benefits
import Evidence
import Foundation
import GRDB
import Plant
import Production
import Reporting
import Sealing
import Storage
import StorageSQLite
import Telemetry
import Testing

/// A pack has what its report reads, and nothing else: whoever may read one report learns nothing
/// of other periods, and nothing that sensors and actuators said.
@Suite struct PackScopeTests {
    private let world: World
    private let life: SealedProject

    init() throws {
        world = try World(seed: 11)
        life = SealedProject(world: world, period: World.period(3, 3))
    }

    /// The rows of a query of a pack, each as text.
    private func rows(_ sql: String, in path: String) throws -> [String] {
        try DatabaseQueue(path: path).read { db in
            try Row.fetchAll(db, sql: sql).map { row in
                row.map { "\($0.1.storage.value ?? "-")" }.joined(separator: " ")
            }
        }
    }

    /// The second list has whom the first has: the job has ended.
    private static let jobs = [
        "J-2,operative,2026-01-01,,0.37,no",
        "J-2,operative,2026-01-01,2026-03-02,1,no\nJ-3,operative,2026-01-01,,1,no",
    ]

    private func declareTwoDays() throws {
        for day in [2, 3] {
            let date = "2026-03-0\(day)"
            let sales = World.sales.replacing("2026-03-02", with: date)
                .replacing("110400.50", with: "\(day)10400.50")
            try life.declare(.sales, sales, name: "sales-\(day).csv", line: "l")
            try life.declare(
                .costs, "item,period_from,period_to,value\nwages,\(date),\(date),\(day)00\n",
                name: "costs-\(day).csv", line: "l")
            try life.declare(
                .jobs, "job_id,type,from,to,fte,it_post\n\(Self.jobs[day - 2])\n",
                name: "jobs-\(day).csv", line: "l"
            ) { $0.from = LocalDate(year: 2026, month: 3, day: day) }
            try life.declare(
                .company, "figure,from,to,value,name,text\nheadcount,\(date),\(date),1\(day),,\n",
                name: "company-\(day).csv")
            try life.declare(
                .prices,
                "product,effective_from,lowest_hkd,highest_hkd,sector_median_hkd\n"
                    + "p,\(date),1.0\(day),2.00,\n", name: "prices-\(day).csv")
            try life.declare(
                .tariffs, "medium,effective_from,price_hkd\nelectricity,\(date),1.\(day)\n",
                name: "tariffs-\(day).csv")
        }
        for day in [1, 2] {
            try life.declare(
                .stock, "product,counted_on,quantity\np,2026-03-0\(day),\(day)20\n",
                name: "stock-\(day).csv", line: "l")
        }
        try life.declare(
            .company, "figure,from,to,value,name,text\ncertification,2026-01-01,,,ISO 9001,x\n",
            name: "certificate.csv")
    }

    @Test func hasNoDeclaredFileAndNoSignatureOfAnotherPeriod() throws {
        try declareTwoDays()
        var before = life
        before.period = World.period(2, 2)
        try before.sign()
        try world.seal(try before.request())
        try life.sign()
        let path = try world.seal(try life.request(), day: 6)
        let result = try world.verify(path)
        #expect(result.findings == [])
        let names = try #require(result.manifest).evidence.keys
            .filter { $0.hasPrefix("project/declared/") }.compactMap {
                $0.split(separator: "/").last
            }
        #expect(
            names.sorted() == [
                "certificate.csv", "company-3.csv", "costs-3.csv", "jobs-3.csv", "prices-3.csv",
                "sales-3.csv", "stock-2.csv", "tariffs-3.csv",
            ])
        let bytes = try Data(contentsOf: URL(filePath: path))
        for text in ["310400.50", "J-3,"] {
            #expect(bytes.range(of: Data(text.utf8)) != nil, "\(text)")
        }
        for text in ["210400.50", ",,0.37,no"] {
            #expect(bytes.range(of: Data(text.utf8)) == nil, "\(text)")
        }
        // Of the report before, the check alone: it froze the headcount at application.
        let request = try #require(
            try PackFile(reading: path).read { try $0.evidence("project/request.json") }
                .flatMap { SealJSON($0) })
        let steps = request.elements("records").filter { $0["kind"]?.string == "signoff" }
            .map { ($0["subject"]?.string ?? "", $0["content"]?.string ?? "") }
        #expect(
            steps.map { "\($0.0) \($0.1.contains("\"frozen\""))" } == [
                "benefit|2026-03-02|2026-03-02 true", "benefit|2026-03-03|2026-03-03 true",
                "benefit|2026-03-03|2026-03-03 false",
            ])
    }

    @Test func hasFactsOfThePeriodAndTheBaselineAlone() throws {
        var life = life
        life.yaml +=
            "\nbaseline: { from: 2026-03-01, to: 2026-03-01, locked: 2026-03-02, source: log }"
        try life.sign()
        let path = try world.seal(try life.request())
        #expect(try world.verify(path).findings == [])
        for table in ["pieces", "condition", "gap"] {
            let days = try rows(
                """
                SELECT DISTINCT date((at + 28800000000000) / 1000000000, 'unixepoch')
                FROM \(table) WHERE at NOT BETWEEN \(World.at(day: 2).nanoseconds)
                    AND \(World.at(day: 2, 7_200).nanoseconds)
                    AND at NOT BETWEEN \(World.at(day: 3, -7_200).nanoseconds)
                    AND \(World.at(day: 3).nanoseconds) ORDER BY 1
                """, in: path)
            #expect(!days.contains("2026-03-02"), "\(table)")
            #expect(table == "gap" || days.contains("2026-03-01"), "\(table)")
            #expect(table == "gap" || days.contains("2026-03-03"), "\(table)")
        }
    }

    /// The days of the baseline that the first check froze, though the file names others by now.
    @Test func hasFactsOfTheFrozenBaseline() throws {
        func named(_ day: String) -> SealedProject {
            var life = life
            life.yaml +=
                "\nbaseline: { from: \(day), to: \(day), locked: 2026-03-02, source: log }"
            return life
        }
        var before = named("2026-03-01")
        before.period = World.period(2, 2)
        try before.sign()
        let later = named("2026-03-02")
        try later.sign()
        let path = try world.seal(try later.request())
        #expect(try world.verify(path).findings == [])
        let days = try rows(
            """
            SELECT DISTINCT date((at + 28800000000000) / 1000000000, 'unixepoch')
            FROM pieces WHERE at NOT BETWEEN \(World.at(day: 2).nanoseconds)
                AND \(World.at(day: 2, 7_200).nanoseconds)
                AND at NOT BETWEEN \(World.at(day: 3, -7_200).nanoseconds)
                AND \(World.at(day: 3).nanoseconds) ORDER BY 1
            """, in: path)
        #expect(days.contains("2026-03-01") && !days.contains("2026-03-02"), "\(days)")
    }

    /// Of four corrections the rate from the 2nd on is about the 3rd too.
    @Test func hasNoCorrectionOfAnotherPeriod() throws {
        try life.sign()
        let path = try world.seal(try life.request())
        #expect(try rows("SELECT id FROM correction", in: path) == ["2"])
        #expect(try world.verify(path).findings == [])
    }

    /// How often, and not what; but for the measurement that says how many operators there are.
    @Test(arguments: [false, true])
    func hasNothingThatSensorsAndActuatorsSaid(isOperators: Bool) throws {
        var life = life
        life.period = World.period(2, 2)
        if isOperators {
            life.yaml = life.yaml.replacing("甲線 },", with: "甲線 }, operators: [a/temp],")
        }
        try life.sign()
        let path = try world.seal(try life.request())
        #expect(try world.verify(path).findings == [])
        let first = World.at(day: 2).nanoseconds / 3_600_000_000_000
        let activity = try rows(
            """
            SELECT path, hour - \(first), count FROM activity JOIN unit ON unit.id = signal
            ORDER BY path, hour
            """, in: path)
        let gate = ["l/a/gate 0 1", "l/a/gate 1 1"]
        #expect(
            activity == gate
                + (isOperators ? [] : ["l/a/temp 0 1", "l/a/temp 1 1", "l/a/temp 23 1"]))
        #expect(try rows("SELECT * FROM command", in: path).isEmpty)
        let minutes = try rows(
            """
            SELECT DISTINCT path FROM minute JOIN unit ON unit.id = signal
            WHERE path NOT LIKE '%~%'
            """, in: path)
        #expect(minutes == (isOperators ? ["l/a/temp"] : []))
        // Its activity is evidence of the criterion.
        let document = try #require(try world.verify(path).document(software: "test"))
        let smart = try #require(document.tables.first { $0.id == "L06" })
        guard case .count(1_000_000, _)? = smart.cell(row: "sensors", column: "covered")?.value
        else { throw SealError(.request, "one station has sensors") }
        try DatabaseQueue(path: path).write {
            try $0.execute(sql: "UPDATE activity SET count = 2 WHERE hour = \(first)")
        }
        #expect(try world.verify(path).findings.first?.code == .factChanged)
    }

    /// Who was logged in five minutes before the period still is when it begins.
    @Test func hasTheValueThatHoldsWhenThePeriodBegins() throws {
        var life = life
        life.yaml = life.yaml.replacing("甲線 },", with: "甲線 }, operators: [a/temp],")
        try life.sign()
        let path = try world.seal(try life.request())
        #expect(try world.verify(path).findings == [])
        let signal = try #require(world.plant.signals.firstIndex { $0.path == "l/a/temp" })
        let span = TimeSpan(from: World.at(day: 3), to: World.at(day: 3, 3_600))
        let store = try PackFile(reading: path).store(copy: path + ".copy")
        let held = try Figures(plant: world.plant, store: store)
            .held(measurement: signal, over: span)
        // Twenty minutes without a sign of life are silence.
        #expect(held.known == 900 * nanosecondsPerSecond)
        let live = Figures(plant: world.plant, store: world.store)
        #expect(try held == live.held(measurement: signal, over: span))
        #expect(
            try rows(
                "SELECT count(*) FROM minute JOIN unit ON unit.id = signal "
                    + "WHERE path = 'l/a/temp'", in: path) == ["2"])
    }

    @Test func refusesToSealAnotherReportThanWasSigned() throws {
        try life.sign()
        #expect {
            try world.make(try life.request { $0.signedHash = String(repeating: "0", count: 64) })
        } throws: { ($0 as? SealError)?.code == .request }
        // A file that the report reads is not in it.
        try declareTwoDays()
        #expect {
            try world.make(
                try life.request { $0.records.removeAll { $0.record.kind == .declared } })
        } throws: { ($0 as? SealError)?.code == .request }
        _ = try world.make(try life.request())
    }
}
