import Benefits
import Testing

/// Each case is a row below the header, and all that must be said of it.
@Suite struct SalesMistakeTests {
    static let rows: [(String, [String])] = [
        (
            "mask-l3,2026-01-01,2026-01-31,0,1,2,3,4",
            [
                "2:1: error: the plant has no product \"mask-l3\"; did you mean \"mask-l1\"?"
            ]
        ),
        (
            "soap,2026-01-01,2026-01-31,0,1,2,3,4",
            [
                "2:1: error: the plant has no product \"soap\"; "
                    + "declared: mask-l1, mask-l2, fabric"
            ]
        ),
        (
            "mask-l1,2026-02-31,2026-03-31,0,1,2,3,4",
            [
                "2:9: error: expected a date as 2026-03-31, found \"2026-02-31\"; "
                    + "there is no such day from 2000 to 2199"
            ]
        ),
        (
            "mask-l1,2025-02-29,2025-03-31,0,1,2,3,4",
            [
                "2:9: error: expected a date as 2026-03-31, found \"2025-02-29\"; "
                    + "there is no such day from 2000 to 2199"
            ]
        ),
        (
            "mask-l1,1/9/2026,2026-13-01,0,1,2,3,4",
            [
                "2:9: error: expected a date as 2026-03-31, found \"1/9/2026\"",
                "2:18: error: expected a date as 2026-03-31, found \"2026-13-01\"; "
                    + "there is no such day from 2000 to 2199",
            ]
        ),
        (
            "mask-l1,0202-01-01,2026-01-31,0,1,2,3,4",
            [
                "2:9: error: expected a date as 2026-03-31, found \"0202-01-01\"; "
                    + "there is no such day from 2000 to 2199"
            ]
        ),
        (
            "mask-l1,2026-02-01,2026-01-31,0,1,2,3,4",
            ["2:20: error: expected a period that ends on 2026-02-01 or later"]
        ),
        (
            "mask-l1,2026-01-01,2026-01-31,-1,1,2,3,4",
            [
                "2:31: error: expected a whole number of pieces, found \"-1\"; "
                    + "it must not be negative"
            ]
        ),
        (
            "mask-l1,2026-01-01,2026-01-31,0,\"1,000\",2,3,4",
            [
                "2:33: error: expected a whole number of pieces, found \"1,000\"; "
                    + "write it without thousands separators and with a decimal point"
            ]
        ),
        (
            "mask-l1,2026-01-01,2026-01-31,0, 0 ,2,3,4",
            [
                "2:33: error: expected a whole number of pieces, found \" 0 \"; "
                    + "write it without spaces around it"
            ]
        ),
        (
            "mask-l1,2026-01-01,2026-01-31,0,1,000,2,3,4",
            [
                "2:43: error: expected 8 fields, found 9; "
                    + "a number has no thousands separators"
            ]
        ),
        (
            "mask-l1,2026-01-01,2026-01-31,0,1.5,2,3,4",
            [
                "2:33: error: expected a whole number of pieces, found \"1.5\"; "
                    + "it must be a whole number"
            ]
        ),
        (
            "mask-l1,2026-01-01,2026-01-31,0,,2,3,4",
            [
                "2:33: error: expected a whole number of pieces, found \"\"; "
                    + "the field is empty"
            ]
        ),
        (
            "mask-l1,2026-01-01,2026-01-31,0,1,2,1e3,4",
            [
                "2:37: error: expected a whole number of pieces, found \"1e3\"; "
                    + "write digits with at most one decimal point"
            ]
        ),
        (
            "mask-l1,2026-01-01,2026-01-31,0,1,2,3,4.005",
            [
                "2:39: error: expected an amount in HK$ with at most 2 decimals, found \"4.005\"; "
                    + "it has too many decimals"
            ]
        ),
        (
            "mask-l1,2026-01-01,2026-01-31,0,1,2,3,HK$4",
            [
                "2:39: error: expected an amount in HK$ with at most 2 decimals, found \"HK$4\"; "
                    + "write digits with at most one decimal point"
            ]
        ),
        (
            "mask-l1,2026-01-01,2026-01-31,0,1,2,3,.5",
            [
                "2:39: error: expected an amount in HK$ with at most 2 decimals, found \".5\"; "
                    + "write digits with at most one decimal point"
            ]
        ),
        (
            "mask-l1,2026-01-01,2026-01-31,1234567890123,1,2,3,4",
            [
                "2:31: error: expected a whole number of pieces, found \"1234567890123\"; "
                    + "it is too large"
            ]
        ),
        (
            "mask-l1,2026-01-01,2026-01-31,999999999999,999999999999,999999999999,3,4",
            ["2:9: error: expected quantities that add up to less than 2.3e12"]
        ),
        (
            "fabric,2026-01-01,2026-01-31,0.1234567,1,2,3,4",
            [
                "2:30: error: expected a quantity in m with at most 6 decimals, "
                    + "found \"0.1234567\"; it has too many decimals"
            ]
        ),
        (
            "mask-l1,2026-01-01,2026-01-31,0,1,2,3",
            ["2:38: error: expected 8 fields, found 7"]
        ),
        (
            "mask-l1,2026-01-01,2026-01-31,０,1,2,3,4",
            [
                "2:31: error: expected a whole number of pieces, found \"０\"; "
                    + "write digits with at most one decimal point"
            ]
        ),
        (
            """
            mask-l1,2026-01-01,2026-01-31,0,1,2,3,4
            mask-l2,2026-01-31,2026-02-28,0,1,2,3,4
            mask-l1,2026-01-31,2026-02-28,0,1,2,3,4
            """,
            [
                "4:9: error: expected a period of mask-l1 that begins after 2026-01-31 or ends "
                    + "before 2026-01-01, the period of line 2"
            ]
        ),
        (
            """
            mask-l1,2026-01-31,2026-02-28,0,1,2,3,4
            mask-l1,2026-01-01,2026-01-31,0,1,2,3,4
            """,
            [
                "3:9: error: expected a period of mask-l1 that begins after 2026-02-28 or ends "
                    + "before 2026-01-31, the period of line 2"
            ]
        ),
    ]

    @Test(arguments: rows)
    func namesPlaceAndExpectation(rows: String, expected: [String]) throws {
        let found = try Example.mistakes(sales: Example.salesHeader + "\n" + rows)
        #expect(found == expected.map { "sales.csv:" + $0 })
    }

    static let files: [(String, [String])] = [
        (
            "",
            [
                "1:1: error: expected a row of column names: "
                    + "product,period_from,period_to,sold,samples_scrap,turnover_hkd"
            ]
        ),
        (
            "product;period_from;period_to",
            ["1:1: error: expected columns that are separated by commas"]
        ),
        (
            "product,period_from,period_to,opening_stock,sold,closing_stock,turnover_hkd",
            ["1:76: error: expected a column \"samples_scrap\""]
        ),
        (
            Example.salesHeader + ",notes",
            [
                "1:91: error: there is no column \"notes\"; expected product, period_from, "
                    + "period_to, opening_stock, sold, closing_stock, samples_scrap, "
                    + "turnover_hkd, export_hkd, destinations, related_hkd, returns_hkd"
            ]
        ),
        (
            Example.salesHeader + ",sold",
            ["1:91: error: expected the column \"sold\" once"]
        ),
        (
            "produkt," + Example.salesHeader.dropFirst(8),
            [
                "1:1: error: there is no column \"produkt\"; did you mean \"product\"?",
                "1:90: error: expected a column \"product\"",
            ]
        ),
        (
            Example.salesHeader + "\n\"mask-l1,2026-01-01",
            ["2:1: error: expected a closing quote"]
        ),
        (
            Example.salesHeader + "\n\"mask-l1\"x,2026-01-01",
            ["2:10: error: expected a comma or the end of the line after a closing quote"]
        ),
        (
            Example.salesHeader + "\nmask\"-l1,2026-01-01",
            [
                "2:5: error: expected a field with a quote in it to be quoted, the quote doubled"
            ]
        ),
        (
            Example.salesHeader + "\rmask-l1",
            ["1:90: error: expected a line feed after a carriage return"]
        ),
    ]

    @Test(arguments: files)
    func refusesMalformedFiles(text: String, expected: [String]) throws {
        #expect(try Example.mistakes(sales: text) == expected.map { "sales.csv:" + $0 })
    }

    @Test func refusesTextThatIsNotUTF8() throws {
        let bytes = Array("product\nmask-".utf8) + [0xA5, 0xFE, 0x0A]
        let error = #expect(throws: DeclaredError.self) {
            try DeclaredData.read(
                sales: DeclaredSource(name: "sales.csv", bytes: bytes), jobs: nil,
                plant: Example.plant())
        }
        #expect(
            error?.description
                == "sales.csv:2:6: error: expected UTF-8; save the file as \"CSV UTF-8\"")
    }

    @Test func stopsAfterAHundredMistakes() throws {
        let rows = String(repeating: "\nx", count: 500)
        let found = try Example.mistakes(sales: Example.salesHeader + rows)
        #expect(found.count == 101)
        #expect(found.last?.contains("more than 100 mistakes") == true)
    }

    @Test func limitsSizeAndRows() throws {
        let rows = String(repeating: "\nmask-l1,,,,,,,", count: 10_001)
        #expect(
            try Example.mistakes(sales: Example.salesHeader + rows)
                == ["sales.csv:10002:1: error: expected at most 10000 rows"])
        #expect(
            try Example.mistakes(sales: String(repeating: "a", count: 4_194_305))
                == ["sales.csv:1:1: error: expected at most 4194304 bytes"])
    }
}
