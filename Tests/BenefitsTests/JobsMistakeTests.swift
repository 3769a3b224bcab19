import Benefits
import Testing

/// Each case is rows below the header, and all that must be said of them.
@Suite struct JobsMistakeTests {
    private static let pseudonym =
        "expected a pseudonym of 1 to 32 letters A-Z, a-z, digits or hyphens"
    private static let identity =
        "expected a pseudonym, found what looks like an identity number; "
        + "jobs are declared without personal data"
    private static let fte = "expected a number above 0 and up to 1 with at most 2 decimals, found "

    static let rows: [(String, [String])] = [
        ("A123456(7),other,2026-01-01,,1,no", ["2:1: error: \(identity)"]),
        ("AB9876543,other,2026-01-01,,1,no", ["2:1: error: \(identity)"]),
        ("a123456A,other,2026-01-01,,1,no", ["2:1: error: \(identity)"]),
        ("A123456-7,other,2026-01-01,,1,no", ["2:1: error: \(identity)"]),
        ("Chan-Z6833653-x,other,2026-01-01,,1,no", ["2:1: error: \(identity)"]),
        ("Chan Tai Man,other,2026-01-01,,1,no", ["2:1: error: \(pseudonym)"]),
        (",other,2026-01-01,,1,no", ["2:1: error: \(pseudonym)"]),
        (
            String(repeating: "x", count: 33) + ",other,2026-01-01,,1,no",
            ["2:1: error: \(pseudonym)"]
        ),
        (
            "J-1,operativ,2026-01-01,,1,no",
            [
                "2:5: error: expected a type of job, found \"operativ\"; "
                    + "did you mean \"operative\"?"
            ]
        ),
        (
            "J-1,chef,2026-01-01,,1,no",
            [
                "2:5: error: expected a type of job, found \"chef\"; one of operative, technician, "
                    + "engineer, data_it, quality_regulatory, supply_chain, sales_admin, "
                    + "management, other"
            ]
        ),
        (
            "J-1,other,,,1,no",
            ["2:11: error: expected a date as 2026-03-31, found \"\""]
        ),
        (
            "J-1,other,2026-04-31,,1,no",
            [
                "2:11: error: expected a date as 2026-03-31, found \"2026-04-31\"; "
                    + "there is no such day from 2000 to 2199"
            ]
        ),
        (
            "J-1,other,2026-01-02,2026-01-01,1,no",
            ["2:22: error: expected 2026-01-02 or later"]
        ),
        ("J-1,other,2026-01-01,,0,no", ["2:23: error: \(fte)\"0\""]),
        ("J-1,other,2026-01-01,,1.01,no", ["2:23: error: \(fte)\"1.01\""]),
        (
            "J-1,other,2026-01-01,,0.125,no",
            ["2:23: error: \(fte)\"0.125\"; it has too many decimals"]
        ),
        (
            "J-1,other,2026-01-01,,1,Yes",
            ["2:25: error: expected yes or no, found \"Yes\"; did you mean \"yes\"?"]
        ),
        (
            "J-1,other,2026-01-01,,1,",
            ["2:25: error: expected yes or no, found \"\"; one of yes, no"]
        ),
        (
            "J-1,other,2026-01-01,,1,no\nJ-1,other,2026-01-01,,1,no",
            ["3:1: error: expected every job once; it stands in line 2 already"]
        ),
        (
            "\"J\n1\",other,2026-01-01,,1,no\nJ-2,other,2026-01-01,,2,no",
            ["2:1: error: \(pseudonym)", "4:23: error: \(fte)\"2\""]
        ),
    ]

    @Test(arguments: rows)
    func namesPlaceAndExpectation(rows: String, expected: [String]) throws {
        let found = try Example.mistakes(jobs: Example.jobsHeader + "\n" + rows)
        #expect(found == expected.map { "jobs.csv:" + $0 })
    }

    @Test(arguments: ["J-1234567", "EMP-123456", "AB12345678", "ABC1234567", "x", "2026-A-12"])
    func takesOrdinaryPseudonyms(id: String) throws {
        let found = try Example.mistakes(
            jobs: Example.jobsHeader + "\n\(id),other,2026-01-01,,1,no")
        #expect(found.isEmpty)
    }

    @Test func namesMistakesOfBothFiles() throws {
        let found = try Example.mistakes(sales: "product", jobs: "job_id")
        #expect(found.count == 10)
        #expect(found.first?.hasPrefix("sales.csv:1:8: ") == true)
        #expect(found.last?.hasPrefix("jobs.csv:1:7: ") == true)
    }
}
