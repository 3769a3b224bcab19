import Benefits
import Foundation
import Plant
import Reporting
import Storage
import StorageSQLite
import Telemetry
import Testing

/// What is declared, as it stood at an instant, and what may come to it.
@Suite struct BookTests {
    private let ledger: Ledger

    init() throws { ledger = try Ledger() }

    private static let sales =
        Example.salesHeader + "\nmask-l1,2022-09-01,2023-08-31,0,456,29,5,419.52\n"

    @Test func keepsAFileWithItsEvidenceAndReadsItAgain() throws {
        let number = try ledger.declare(.sales, Self.sales, evidence: ["ledger.pdf": "paid"])
        let book = try ledger.book()
        let sales = book.sales(line: "mask-1")
        #expect(sales.map(\.row.turnover) == [Money(cents: 41952)])
        #expect(sales.first?.entry.number == number)
        #expect(sales.first?.entry.file.name == "sales.csv")
        #expect(sales.first?.entry.evidence.map(\.name) == ["ledger.pdf"])
        #expect(book.sales(line: "other").isEmpty && book.stock(line: "mask-1").isEmpty)
        let evidence = try ledger.store.file(
            role: DeclaredEntry.evidenceRole, name: "ledger.pdf", ofRecord: number)
        #expect(evidence == Array("paid".utf8))
    }

    @Test func givesTheBookAsItStoodAtAnInstant() throws {
        let first = try ledger.declare(.sales, Self.sales, at: 10)
        try ledger.declare(
            .sales, Self.sales.replacing("456", with: "455"), supersedes: first, at: 20)
        func sold(_ second: Int64?) throws -> [Int64] {
            try ledger.book(asOf: second).sales(line: "mask-1").map(\.row.sold)
        }
        #expect(try sold(10) == [])
        #expect(try sold(20) == [456_000_000])
        #expect(try sold(21) == [455_000_000])
        #expect(try sold(nil) == [455_000_000])
    }

    @Test func saysJobsInWords() throws {
        let jobs = Example.jobsHeader + ",contract\nJ-1,data_it,2022-09-01,,1,no,fixed_term\n"
        let added = try ledger.checked(.jobs, jobs).change.added
        #expect(
            added.first?.values.map {
                "\($0.title.traditionalChinese) \($0.wording.traditionalChinese)"
            }
                == ["工種 數據及資訊科技", "由 2022-09-01", "全職等值 1", "創科職位 否", "合約 定期"])
    }

    @Test(arguments: DeclaredKind.allCases)
    func everyColumnHasAnEnglishTitle(kind: DeclaredKind) {
        #expect(kind.columns.allSatisfy { kind.title(ofColumn: $0.name).english != $0.name })
    }

    @Test func showsWhatWouldChange() throws {
        let rows =
            "\nmask-l1,2022-09-01,2022-12-31,0,1,0,0,1\nmask-l1,2023-01-01,2023-08-31,0,2,0,0,2\n"
        let first = try ledger.declare(.sales, Example.salesHeader + rows)
        let next =
            Example.salesHeader
            + "\nmask-l1,2022-09-01,2022-12-31,0,3,0,0,1.50\nmask-l2,2023-01-01,2023-08-31,0,2,0,0,2\n"
        let change = try ledger.checked(.sales, next, supersedes: first).change
        #expect(change.added.map(\.key) == ["mask-l2 2023-01-01 2023-08-31"])
        #expect(change.removed.map(\.key) == ["mask-l1 2023-01-01 2023-08-31"])
        #expect(change.changed.map(\.row.key) == ["mask-l1 2022-09-01 2022-12-31"])
        let values = change.changed[0].values
        #expect(values.map(\.column) == ["sold", "turnover_hkd"])
        #expect(
            values.map(\.before?.text) == ["1", "1"] && values.map(\.after?.text) == ["3", "1.50"])
        #expect(change.changed[0].row.title.traditionalChinese.hasPrefix("一級 2022-09-01"))
        #expect(
            values.map { ($0.after ?? $0.before)?.title.english } == [
                "Quantity sold", "Turnover (HK$)",
            ])
        #expect(change.unchanged == 0)
        // Nothing of it is recorded.
        #expect(try ledger.book().sales(line: "mask-1").count == 2)
    }

    @Test func refusesWhatIsThereAlready() throws {
        let first = try ledger.declare(.sales, Self.sales)
        #expect(try ledger.refusal(.sales, Self.sales) == .alreadyThere)
        #expect(try ledger.refusal(.sales, Self.sales, supersedes: first) == .alreadyThere)
        // With evidence it says something new.
        try ledger.declare(
            .sales, Self.sales, evidence: ["ledger.pdf": "paid"], supersedes: first)
        #expect(try ledger.book().sales(line: "mask-1").count == 1)
    }

    @Test func refusesWhatOverlapsARecordInForceAndNamesIt() throws {
        try ledger.declare(.sales, Self.sales)
        let other =
            Example.salesHeader + "\nmask-l2,2023-01-01,2023-01-31,0,1,0,0,1"
            + "\nmask-l1,2023-08-31,2023-09-30,0,1,0,0,1\n"
        let error = try #require(try ledger.error(.sales, other))
        #expect(error.code == .overlap && error.record == 1)
        #expect(
            error.description == "sales.csv:3:1: error: mask-l1 2023-08-31 2023-09-30 overlaps "
                + "line 2 of record 1, sales.csv; supersede record 1 with a file that says all of "
                + "it anew")
        // The day after is free.
        try ledger.declare(.sales, other.replacing("2023-08-31,", with: "2023-09-01,"))
    }

    @Test func supersedesOnceAndOnlyWhatIsInForce() throws {
        let first = try ledger.declare(.sales, Self.sales)
        let second = try ledger.declare(
            .sales, Self.sales.replacing("456", with: "455"), supersedes: first)
        let third = Self.sales.replacing("456", with: "454")
        #expect(try ledger.refusal(.sales, third, supersedes: first) == .unknownRecord)
        #expect(try ledger.refusal(.sales, third, supersedes: 99) == .unknownRecord)
        #expect(
            try ledger.refusal(
                .stock, "product,counted_on,quantity\nmask-l1,2023-01-01,1\n", supersedes: second)
                == .unknownRecord)
        #expect(try ledger.refusal(.sales, third, supersedes: second, why: "") == .malformedRequest)
    }

    /// A file without rows takes back what it supersedes.
    @Test func takesARecordBack() throws {
        #expect(try ledger.refusal(.sales, Example.salesHeader) == .malformedRequest)
        let first = try ledger.declare(.sales, Self.sales)
        try ledger.declare(.sales, Example.salesHeader, supersedes: first)
        #expect(try ledger.book().parts.isEmpty)
        try ledger.declare(.sales, Self.sales)
        #expect(try ledger.book().parts.count == 1)
    }

    /// A list of jobs is whole: it holds from a day on, until another one does.
    @Test func jobsHoldFromADayOn() throws {
        let year1 = Example.jobsHeader + "\nJ-1,operative,2022-09-01,,1,no\n"
        let year2 = year1 + "J-2,operative,2023-09-01,,1,no\n"
        try ledger.declare(.jobs, year1)
        #expect(try ledger.refusal(.jobs, year2) == .overlap)
        try ledger.declare(.jobs, year2, from: LocalDate(year: 2023, month: 9, day: 1))
        let book = try ledger.book()
        func count(_ month: Int, _ day: Int) -> Int? {
            book.jobs(line: "mask-1", on: LocalDate(year: 2023, month: month, day: day))?.rows.count
        }
        #expect(count(8, 31) == 1 && count(9, 1) == 2)
        #expect(book.jobs(line: "mask-1", on: LocalDate(year: 2022, month: 8, day: 31)) == nil)
        let from = LocalDate(year: 2023, month: 1, day: 1)
        #expect(try ledger.refusal(.sales, Self.sales, from: from) == .malformedRequest)
    }

    @Test func pricesAndTariffsHoldFromADayOn() throws {
        try ledger.declare(
            .tariffs, "medium,effective_from,price_hkd\ngas,2023-01-01,1\ngas,2023-06-01,2\n")
        try ledger.declare(
            .prices, "product,effective_from,lowest_hkd,highest_hkd\nmask-l1,2023-01-01,1,2\n")
        let book = try ledger.book()
        func gas(_ month: Int, _ day: Int) -> Int64? {
            book.tariff(.gas, on: LocalDate(year: 2023, month: month, day: day))?.row.price
        }
        #expect(gas(1, 1) == 1_000_000 && gas(5, 31) == 1_000_000 && gas(6, 1) == 2_000_000)
        #expect(book.tariff(.gas, on: LocalDate(year: 2022, month: 12, day: 31)) == nil)
        let price = book.price(product: 0, on: LocalDate(year: 2024, month: 1, day: 1))
        #expect(price?.row.highest == Money(cents: 200))
        #expect(
            try ledger.refusal(.tariffs, "medium,effective_from,price_hkd\ngas,2023-06-01,3\n")
                == .overlap)
        #expect(
            try ledger.refusal(
                .tariffs, "medium,effective_from,price_hkd\ngas,2023-07-01,3\n", line: "mask-1")
                == .unknownLine)
    }

    @Test func anAuditedFigureNeedsItsEvidence() throws {
        let text =
            "figure,from,to,value\nheadcount,2023-08-31,2023-08-31,41\nturnover,2022-09-01,2023-08-31,63480000\n"
        let error = try #require(try ledger.error(.company, text))
        #expect(error.mistakes.map(\.line) == [3] && error.code == .malformedFile)
        try ledger.declare(.company, text, evidence: ["accounts.pdf": "true and fair"])
        let sources = try ledger.book().company.map(\.row.item.source)
        #expect(sources == [.declared, .audited])
    }

    /// Of two who looked at the same book, the second is told of the first.
    @Test func recordsNothingOverWhatWasNotSeen() throws {
        let mine = try ledger.checked(.sales, Self.sales).draft
        try ledger.declare(
            .sales, Example.salesHeader + "\nmask-l2,2022-09-01,2023-08-31,0,1,0,0,1\n")
        guard case .conflict(let other) = try ledger.store.append(mine, at: .init(nanoseconds: 9))
        else {
            Issue.record("recorded")
            return
        }
        #expect(other.number == 1)
    }

    @Test(arguments: ["", "a/b.csv", "a\n.csv", String(repeating: "x", count: 201)])
    func refusesNamesOfFiles(name: String) throws {
        #expect(try ledger.refusal(.sales, Self.sales, name: name) == .malformedRequest)
    }

    @Test func evidenceHasALimit() throws {
        let limit = Declaration.evidenceLimit
        func refusal(_ bytes: Int) throws -> DeclarationError.Code? {
            try ledger.refusal(
                .sales, Self.sales, evidence: ["a": String(repeating: "x", count: bytes)])
        }
        #expect(try refusal(limit) == nil)
        #expect(try refusal(limit + 1) == .malformedRequest)
    }

    private static func day(_ year: Int, _ month: Int) -> LocalDate {
        LocalDate(year: year, month: month, day: 1)
    }

    private static func jobs(_ rows: [String]) -> String {
        ([Example.jobsHeader] + rows).joined(separator: "\n") + "\n"
    }

    private static func row(_ number: Int, to: String = "") -> String {
        "J-\(number),operative,2022-09-01,\(to),1,no"
    }

    /// A job is ended by a last day, never left out.
    @Test func aListOfJobsHasAllOfTheOneThatItTakesOverFrom() throws {
        let all = (1...29).map { Self.row($0) }
        let first = try ledger.declare(.jobs, Self.jobs(all))
        let nine = Self.jobs(Array(all.prefix(9)))
        let error = try #require(try ledger.error(.jobs, nine, from: Self.day(2023, 6)))
        #expect(error.code == .incomplete && error.record == first)
        for part in [
            "leaves out 20 jobs of record 1", "J-10, J-11", "J-19 and 10 more", "last day",
        ] {
            #expect(error.description.contains(part), "\(part)")
        }
        let chinese = error.wordings.map(\.traditionalChinese).joined()
        #expect(chinese.contains("20 個職位") && chinese.contains("另有 10 個"))
        // Superseding does not leave one out either.
        #expect(try ledger.refusal(.jobs, nine, supersedes: first) == .incomplete)
        let ended: [String] = all.dropLast() + [Self.row(29, to: "2023-05-31"), Self.row(30)]
        let change = try ledger.checked(.jobs, Self.jobs(ended), from: Self.day(2023, 6)).change
        #expect(change.added.map(\.key) == ["J-30"] && change.removed.isEmpty)
        #expect(change.changed.map(\.row.key) == ["J-29"] && change.unchanged == 28)
        try ledger.declare(.jobs, Self.jobs(ended), from: Self.day(2023, 6))
        // One that has ended stays in the next list.
        let next = Self.jobs(Array(all.dropLast()) + [Self.row(30)])
        let gone = try #require(try ledger.error(.jobs, next, from: Self.day(2024, 1)))
        #expect(gone.description.contains("1 job of record 2") && gone.record == 2)
    }

    /// Nor does a list come before one that lacks some of it; taken back, it is declared anew.
    @Test func aListOfJobsIsWithinTheOneThatTakesOver() throws {
        let first = try ledger.declare(.jobs, Self.jobs([Self.row(1), Self.row(2)]))
        let second = try ledger.declare(
            .jobs, Self.jobs([Self.row(1), Self.row(2), Self.row(3)]), from: Self.day(2024, 1))
        let between = Self.jobs([Self.row(1), Self.row(2), Self.row(9)])
        let error = try #require(try ledger.error(.jobs, between, from: Self.day(2023, 6)))
        #expect(error.code == .incomplete && error.record == second)
        #expect(
            error.description.contains("leaves out 1 job of this list: J-9; supersede record 2"))
        #expect(try ledger.refusal(.jobs, between, supersedes: first) == .incomplete)
        try ledger.declare(.jobs, Self.jobs([]), supersedes: second)
        try ledger.declare(.jobs, between, from: Self.day(2023, 6))
        try ledger.declare(.jobs, Self.jobs([]), supersedes: first)
        #expect(try ledger.book().parts.count == 1)
    }

    @Test func whatPeopleSayIsTrimmedAndNotBlank() throws {
        let first = try ledger.declare(.sales, Self.sales)
        let next = Self.sales.replacing("456", with: "455")
        for why in [" ", "\t\n", "\u{3000}", "\u{200B}"] {
            #expect(
                try ledger.refusal(.sales, next, supersedes: first, why: why) == .malformedRequest)
        }
        let draft = try ledger.checked(.sales, next, supersedes: first, why: "  typed twice ").draft
        #expect(draft.why == "typed twice")
    }

    /// Goods that are only traded are possible, so that it is said and not refused.
    @Test func salesOfWhatTheLineNeverMakesAreTold() throws {
        #expect(try ledger.checked(.sales, Self.sales).warnings == [])
        let rows =
            "\nmask-l2,2022-09-01,2022-12-31,0,1,0,0,1\nmask-l2,2023-01-01,2023-08-31,0,1,0,0,1\n"
        let warnings = try ledger.checked(.sales, Example.salesHeader + rows).warnings
        #expect(
            warnings.map(\.description) == [
                "sales.csv:2:1: warning: the line \"mask-1\" never makes \"mask-l2\": it is not its "
                    + "product, and none of its work units has a rate for it; leave out goods that "
                    + "are only traded, or name its rate in the plant file"
            ])
        #expect(warnings[0].wording.traditionalChinese.contains("請留意：生產線「mask-1」從不生產「mask-l2」"))
    }

    @Test func whatHoldsUntilReplacedHasNoEnd() throws {
        try ledger.declare(
            .tariffs, "medium,effective_from,price_hkd\ngas,2023-01-01,1\n")
        try ledger.declare(.sales, Self.sales)
        let days = try DeclaredBook.entries(project: "p", store: ledger.store).map(\.days)
        #expect(days.map(\.english) == ["from 2023-01-01", "2022-09-01 – 2023-08-31"])
        #expect(days.map(\.traditionalChinese) == ["由 2023-01-01 起", "2022-09-01 至 2023-08-31"])
    }
}
