import Benefits
import Plant
import Testing

/// Every column of the newer kinds at its limit and one beyond, with line and column.
@Suite struct KindMistakeTests {
    private func read(_ kind: DeclaredKind, _ text: String) throws -> DeclaredRows {
        try DeclaredRows.read(
            kind, DeclaredSource(name: "f.csv", bytes: Array(text.utf8)), plant: Example.plant())
    }

    /// `line:column: message` of a file of one row of data, without the severity.
    private func mistakes(_ kind: DeclaredKind, _ head: String, _ row: String) throws -> [String] {
        do {
            _ = try read(kind, head + "\n" + row + "\n")
            return []
        } catch let error as DeclaredError {
            return error.mistakes.map { "\($0.line):\($0.column): \($0.message)" }
        }
    }

    @Test(arguments: [
        ("mask-l1,2023-08-31,1000000", []),
        ("fabric,2023-08-31,0.000001", []),
        ("mask-l1,2023-08-31,0.5", ["2:20: expected a whole number of pieces, found \"0.5\""]),
        ("mask,2023-08-31,1", ["2:1: the plant has no product \"mask\""]),
        (
            "mask-l1,2023-02-29,1",
            ["2:9: expected a date as 2026-03-31, found \"2023-02-29\""]
        ),
        (
            "mask-l1,2023-08-31,1\nmask-l1,2023-08-31,2",
            ["3:9: expected every count of a product and day once; it stands in line 2 already"]
        ),
    ])
    func stock(row: String, expected: [String]) throws {
        #expect(try mistakes(.stock, "product,counted_on,quantity", row) == expected)
    }

    @Test(arguments: [
        ("electricity,2023-01-01,1.234567", []),
        ("water,2023-01-01,10000", []),
        (
            "water,2023-01-01,10000.000001",
            [
                "2:18: expected a price up to 10,000 HK$ a m3 with at most 6 decimals, "
                    + "found \"10000.000001\""
            ]
        ),
        (
            "gas,2023-01-01,0.1234567",
            [
                "2:16: expected a price up to 10,000 HK$ a MJ with at most 6 decimals, "
                    + "found \"0.1234567\""
            ]
        ),
        ("steam,2023-01-01,1", ["2:1: expected what is paid for, found \"steam\""]),
        (
            "gas,2023-01-01,1\ngas,2023-01-01,2",
            ["3:5: expected every tariff and day once; it stands in line 2 already"]
        ),
    ])
    func tariffs(row: String, expected: [String]) throws {
        #expect(try mistakes(.tariffs, "medium,effective_from,price_hkd", row) == expected)
    }

    @Test(arguments: [
        ("unit_cost_index,2023-01-01,2023-01-31,10000", []),
        ("unit_cost_index,2023-01-01,2023-01-31,0.0001", []),
        (
            "unit_cost_index,2023-01-01,2023-01-31,0",
            [
                "2:39: expected an index above 0 and up to 10,000 with at most 4 decimals, "
                    + "found \"0\""
            ]
        ),
        ("operator_hours,2023-01-01,2023-01-31,10000000", []),
        (
            "operator_hours,2023-01-01,2023-01-31,10000000.01",
            [
                "2:38: expected hours up to 10,000,000 with at most 2 decimals, "
                    + "found \"10000000.01\""
            ]
        ),
        ("wages,2023-01-01,2023-01-31,10000000000", []),
        (
            "wages,2023-01-01,2023-01-31,10000000000.01",
            [
                "2:29: expected an amount up to 10,000,000,000 HK$ with at most 2 decimals, "
                    + "found \"10000000000.01\""
            ]
        ),
        ("rent,2023-01-01,2023-01-31,1", ["2:1: expected an item, found \"rent\""]),
        (
            "wages,2023-02-01,2023-01-31,1",
            ["2:18: expected a period that ends on 2023-02-01 or later"]
        ),
        (
            "wages,2023-01-01,2023-01-31,1\nwages,2023-01-31,2023-02-28,1",
            ["3:7: expected a period of wages that does not overlap that of line 2"]
        ),
        ("wages,2023-01-01,2023-01-31,1\nsuppliers,2023-01-31,2023-02-28,1", []),
    ])
    func costs(row: String, expected: [String]) throws {
        #expect(try mistakes(.costs, "item,period_from,period_to,value", row) == expected)
    }

    @Test(arguments: [
        ("mask-l1,2023-01-01,0.01,10000000,", []),
        ("mask-l1,2023-01-01,0.80,0.80,0.95", []),
        (
            "mask-l1,2023-01-01,0,1,",
            [
                "2:20: expected a price above 0 and up to 10,000,000 HK$ with at most 2 decimals, "
                    + "found \"0\""
            ]
        ),
        ("mask-l1,2023-01-01,1.01,1,", ["2:25: expected no less than lowest_hkd"]),
        (
            "mask-l1,2023-01-01,1,1,0.001",
            [
                "2:24: expected a price above 0 and up to 10,000,000 HK$ with at most 2 decimals, "
                    + "found \"0.001\""
            ]
        ),
    ])
    func prices(row: String, expected: [String]) throws {
        let head = "product,effective_from,lowest_hkd,highest_hkd,sector_median_hkd"
        #expect(try mistakes(.prices, head, row) == expected)
    }

    @Test(arguments: [
        ("turnover,2023-01-01,2023-12-31,1000000000000.00,,", ["2:32"]),
        ("turnover,2023-01-01,2023-12-31,999999999999.99,,", []),
        ("headcount,2023-12-31,2023-12-31,1000000,,", []),
        ("headcount,2023-12-31,2023-12-31,1000001,,", ["2:33"]),
        ("headcount,2023-12-31,,41,,", ["2:22"]),
        ("headcount,2023-12-31,2023-12-30,41,,", ["2:22"]),
        ("certification,2023-01-01,,,ISO 13485,no. 7", []),
        ("certification,2023-01-01,,,,", ["2:1"]),
        ("function,2023-01-01,,3,sales,", ["2:22"]),
        ("reason,2023-01-01,2023-12-31,,headcount,", ["2:1"]),
        ("reason,2023-01-01,2023-12-31,,headcount,a second shift", []),
        ("profit,2023-01-01,2023-12-31,1,,", ["2:1"]),
        (
            "patents_filed,2023-01-01,2023-12-31,1,,\npatents_filed,2023-12-31,2024-12-31,1,,",
            ["3:15"]
        ),
    ])
    func company(row: String, expected: [String]) throws {
        let found = try mistakes(.company, "figure,from,to,value,name,text", row)
        #expect(found.map { $0.prefix { $0 != " " }.dropLast() } == expected.map { $0[...] })
    }

    @Test(arguments: [
        ("100.00,,50.00", []),
        ("100.01,,", ["2:43: expected no more than the turnover of the row"]),
        (",,100.01", ["2:45: expected no more than the turnover of the row"]),
        ("30,JP 10; US 20.00,", []),
        ("30,JP 10; US 20.01,", ["2:46: expected destinations that add up to export_hkd"]),
        ("30,HK 30,", ["2:46: expected destinations as JP 9000000.00; US 780.80"]),
        ("30,JP 10; JP 20,", ["2:46: expected the destination JP once"]),
        (",JP 10,", ["2:44: expected destinations that add up to export_hkd"]),
    ])
    func optionalSales(row: String, expected: [String]) throws {
        let head = Example.salesHeader + ",export_hkd,destinations,related_hkd"
        let found = try mistakes(
            .sales, head, "mask-l1,2023-01-01,2023-12-31,0,1,2,3,100," + row)
        #expect(found == expected)
    }

    @Test(arguments: [
        ("fixed_term,84,yes,no,no,no,P-1,", []),
        (",,,,,,,", []),
        ("forever,,,,,,,", ["2:42: expected a kind of contract, found \"forever\""]),
        (
            ",84.25,,,,,,",
            ["2:43: expected hours above 0 and up to 84, in quarters, found \"84.25\""]
        ),
        (",0,,,,,,", ["2:43: expected hours above 0 and up to 84, in quarters, found \"0\""]),
        (",37.1,,,,,,", ["2:43: expected hours above 0 and up to 84, in quarters, found \"37.1\""]),
        (",,maybe,,,,,", ["2:44: expected yes or no, found \"maybe\""]),
        (
            ",,,,,,A123456(3),",
            ["2:48: expected a pseudonym, found what looks like an identity number"]
        ),
        (",,,,,,,resigned", ["2:49: expected no reason for an end while `to` is empty"]),
    ])
    func optionalJobs(row: String, expected: [String]) throws {
        let head =
            Example.jobsHeader
            + ",contract,hours_week,age_35,retained,setup,moved,person,end_reason"
        let found = try mistakes(.jobs, head, "J-0000001,technician,2023-01-01,,0.5,yes," + row)
        #expect(found == expected)
    }

    @Test func minutesAreExact() throws {
        let text =
            Example.jobsHeader + ",hours_week\nJ-1,operative,2023-01-01,,1,no,37.75\n"
        guard case .jobs(let jobs) = try read(.jobs, text) else { return }
        #expect(jobs.map(\.minutesAWeek) == [2265])
    }

    /// A template is read as an empty file of its kind.
    @Test(arguments: DeclaredKind.allCases)
    func templatesAreEmptyFiles(kind: DeclaredKind) throws {
        #expect(try read(kind, kind.template).count == 0)
        #expect(
            kind.template.hasPrefix("\u{FEFF}") && kind.template.split(separator: "\r\n").count == 2
        )
    }
}
