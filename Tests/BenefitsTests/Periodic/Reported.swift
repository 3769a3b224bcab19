import Plant
import Production
import Reporting
import Storage
import Telemetry

@testable import Benefits

/// Reports of the worked example's project, with what a test changes of their input.
enum Reported {
    static let sales =
        "product,period_from,period_to,opening_stock,sold,closing_stock,samples_scrap,turnover_hkd,"
        + "export_hkd,related_hkd\n"
        + "mask-l1,2022-09-01,2023-08-31,0,45600000,2919904,500000,41952000.00,16780800.00,0\n"

    static let company = """
        figure,from,to,value,name,text
        turnover,2022-09-01,2023-08-31,63480000.00,,
        headcount,2023-08-31,2023-08-31,41,,

        """

    static let stock = "product,counted_on,quantity\nmask-l1,2023-08-31,2919000\n"
    static let tariffs = "medium,effective_from,price_hkd\nelectricity,2022-09-01,1.289\n"

    /// Every kind of file that tells of measured and declared things, with these jobs.
    static func files(
        jobs: String, tariffs: String = tariffs
    ) -> [(DeclaredKind, String)] {
        [
            (.sales, sales), (.jobs, jobs), (.company, company), (.stock, stock),
            (.tariffs, tariffs),
        ]
    }

    /// The document of an input, made in the same instant always.
    static func document(_ input: PeriodicInput) -> Document {
        document(PeriodicReport.make(input))
    }

    static func document(_ report: PeriodicReport) -> Document {
        report.document(asOf: Timestamp(nanoseconds: 0), software: "Lineside")
    }

    /// An input of benefit year 1, measured and declared.
    static func input(
        _ kind: ReportRecord.Kind = .benefit, files: [(DeclaredKind, String)]? = nil,
        project changes: [(String, String)] = [], good: Int64 = 49_019_904,
        period: BenefitPeriod = Example.year1, change: (inout MeasuredLine) -> Void = { _ in }
    ) throws -> PeriodicInput {
        let plant = try Example.plant()
        var input = PeriodicInput(
            plant: plant, project: try ExampleProject.read(changes),
            template: .builtIn(kind), period: period,
            day: LocalDate(year: 2023, month: 11, day: 2),
            book: try book(
                files ?? [(.sales, sales), (.jobs, WorkedExampleTests.jobs), (.company, company)]))
        var measured = line(plant, period, good: good)
        change(&measured)
        measured.months = [.init(from: period.from, constraint: measured.constraint)]
        input.measured["mask-1"] = measured
        return input
    }

    /// A line that made so many good pieces in a period, evenly over its days but for what is left.
    static func line(
        _ plant: Plant, _ period: BenefitPeriod, good: Int64, scrap: Int64 = 746_496
    ) -> MeasuredLine {
        let span = TimeSpan(
            from: plant.localMidnight(of: period.from),
            to: plant.localMidnight(of: period.to.adding(days: 1)))
        var line = MeasuredLine(line: 0, span: span, measuredSpan: span)
        let day: Int64 = 16 * 3_600_000_000_000
        for place in 0..<period.days {
            let part = good / Int64(period.days) + Int64(place % 7) * 1000
            line.days.append(
                .init(
                    date: period.from.adding(days: place), planned: day, unknown: 0,
                    production: day * 8 / 10, good: part * 1_000_000, made: part * 1_000_000,
                    outside: 0, isOverRate: false))
        }
        line.constraint.production = day * 8 / 10 * Int64(period.days)
        line.constraint.delay = day * 2 / 10 * Int64(period.days)
        line.constraint.pieces.good = good * 1_000_000
        var pieces = PieceSums()
        (pieces.good, pieces.scrap) = (good * 1_000_000, scrap * 1_000_000)
        pieces.made = pieces.good + pieces.scrap
        line.output = line.constraint
        line.output.byProduct = [0: pieces]
        line.byProduct = [0: line.constraint]
        line.definitions = [DefinitionHash(unit: "mask-1/packer", hash: "sha256:0")]
        return line
    }

    /// A book of files, as if they had been recorded one after the other.
    static func book(_ files: [(DeclaredKind, String)]) throws -> DeclaredBook {
        let plant = try Example.plant()
        var parts: [DeclaredBook.Part] = []
        for (place, (kind, text)) in files.enumerated() {
            let rows = try DeclaredRows.read(
                kind, DeclaredSource(name: "\(kind.rawValue).csv", bytes: Array(text.utf8)),
                plant: plant)
            let line = kind.isOfLine ? ",\"line\":\"mask-1\"" : ""
            let content =
                "{\"kind\":\"\(kind.rawValue)\"\(line),\"from\":\"2022-09-01\","
                + "\"to\":\"2023-08-31\",\"rows\":\(rows.count)}"
            let draft = RecordDraft(
                by: "mei", project: "example-ppe", kind: .declared, subject: kind.rawValue,
                content: Array(content.utf8),
                files: [
                    RecordFile(
                        role: DeclaredEntry.fileRole, name: "\(kind.rawValue).csv",
                        sha256: String(repeating: "a", count: 64), size: text.utf8.count)
                ])
            let record = ProjectRecord(
                number: Int64(place + 1), at: Timestamp(nanoseconds: 0), draft: draft)
            parts.append(.init(entry: try DeclaredEntry(record), rows: rows))
        }
        return DeclaredBook(project: "example-ppe", asOf: nil, parts: parts)
    }

    /// An officer's signature of the day on which the report is judged.
    static func signature(_ input: PeriodicInput) -> SignOff {
        SignOff(officer: "Wong", post: "Director", date: input.day, certificate: nil)
    }

    /// The value of a row of a figure.
    static func value(
        _ report: PeriodicReport, _ id: FigureID, _ key: String
    ) -> Document.Value? {
        report.figures[id]?.rows.first { $0.key == key }?.cell.value
    }
}
