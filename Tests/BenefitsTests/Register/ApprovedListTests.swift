import Benefits
import Plant
import Testing

@Suite struct ApprovedListTests {
    private static let header =
        "No.,Programme,Reference No.,Project Title,Lead Applicant,Funds Approved ($M),"
        + "Revised Funds Approved ($M),Remarks"

    private func read(_ texts: String...) throws -> ApprovedList {
        try ApprovedList.read(
            texts.enumerated().map {
                DeclaredSource(name: "list-\($0.offset).csv", bytes: Array($0.element.utf8))
            })
    }

    private func mistakes(_ text: String) -> [String] {
        do {
            _ = try read(text)
            return []
        } catch {
            return (error as? DeclaredError)?.mistakes.map(\.description) ?? ["\(error)"]
        }
    }

    /// The file of 2020 has dollars under the heading of millions.
    @Test(arguments: [
        ("2.29", 229_000_000, 1_000_000), ("2.799", 279_900_000, 100_000),
        ("\"HK$2,290,000\"", 229_000_000, 100), ("$2290000.50", 229_000_050, 1),
        ("\"2,290,000\"", 229_000_000, 100), ("15", 1_500_000_000, 100_000_000),
        ("HK$ 900", 90_000, 100), ("200.0", 20_000_000_000, 10_000_000),
        ("2.29M", 229_000_000, 1_000_000), ("HK$2.29 million", 229_000_000, 1_000_000),
    ])
    func amountsAreCents(text: String, cents: Int64, step: Int64) throws {
        let list = try read("\(Self.header)\n1,RFS,R-1,T,A,\(text),-,\n")
        let funds = try #require(list.entries.first?.funds)
        #expect(funds.money == Money(cents: cents))
        #expect(funds.step == step)
    }

    @Test(arguments: ["-", "0", "", "N/A", "0.000"])
    func placeholdersAreNoAmount(text: String) throws {
        let list = try read("\(Self.header)\n1,RFS,R-1,T,A,2.29,\(text),\n")
        #expect(list.entries.first?.revised == nil)
        #expect(list.entries.first?.funds?.money == Money(cents: 229_000_000))
    }

    @Test func revisedFundsHold() throws {
        let list = try read("\(Self.header)\n1,RFS,R-1,T,A,2.29,2.1,\n")
        #expect(list.entries.first?.funds?.money == Money(cents: 210_000_000))
    }

    @Test func unclearUnitIsRefused() {
        #expect(
            mistakes("\(Self.header)\n1,RFS,R-1,T,A,2290,,\n") == [
                "list-0.csv:2:15: error: \"2290\" may be dollars or millions of them; write HK$ "
                    + "before dollars"
            ])
        #expect(mistakes("\(Self.header)\n1,RFS,R-1,T,A,much,,\n").count == 1)
        #expect(mistakes("\(Self.header)\n1,RFS,R-1,T,A,-2.29,,\n").count == 1)
    }

    /// Headings drift in case, spaces and line breaks; columns come, go and change places.
    @Test func headingsDrift() throws {
        let list = try read(
            "\u{FEFF}Annual list,,,,,,\r\n\"REFERENCE\nNO.\",Program ,\"Lead\nApplicant(s)\","
                + "Project title,\"Fund Approved\n(HK$ M)\"\r\n R-1 ,rfs, Example  Ltd ,T,2.29\r\n"
                + ",,,,\r\nNote: RFS is a programme,,,,\r\n")
        #expect(list.entries.count == 1)
        let entry = try #require(list.entries.first)
        #expect(entry.reference == "R-1" && entry.programme == "RFS")
        #expect(entry.applicant == "Example Ltd" && entry.revised == nil)
    }

    @Test func oldFilesAreWindows1252() throws {
        let text = "\(Self.header)\n1,RFS,R-1,T,Caf"
        let bytes = Array(text.utf8) + [0xE9, 0x96] + Array(" Ltd,1.5,,\n".utf8)
        let list = try ApprovedList.read([DeclaredSource(name: "2019.csv", bytes: bytes)])
        #expect(list.entries.first?.applicant == "Café– Ltd")
    }

    @Test func fileWithoutItsColumnsIsRefused() {
        #expect(mistakes("a,b\n1,2\n").count == 1)
        #expect(mistakes("Reference No.,Project Title\nR-1,T\n").count == 3)
    }

    private static func entry(_ reference: String, _ applicant: String, _ funds: String) -> String {
        "\(header)\n1,RFS,\(reference),T,\(applicant),\(funds),0,\n"
    }

    @Test(arguments: [
        ("RFS/001/20", "Example PPE (HK) Limited", "2.29", []),
        ("RFS/001/20", "EXAMPLE PPE (HK) LIMITED.", "HK$2290000", []),
        ("rfs/001/20", "示例防護用品（香港）有限公司", "2.3", []),
        ("RFS/002/20", "Another", "2.29", ["not_listed warning"]),
        ("RFS/001/20", "Another", "2.29", ["applicant warning"]),
        ("RFS/001/20", "Example PPE (HK) Limited", "2.4", ["funds warning"]),
        ("RFS/001/20", "Example PPE (HK) Limited", "HK$2290001", ["funds warning"]),
    ])
    func projectAgreesWithTheList(
        reference: String, applicant: String, funds: String, found: [String]
    ) throws {
        let list = try read(Self.entry(reference, applicant, funds))
        #expect(try ExampleProject.report(register: list).found(.v02) == found)
    }

    /// 2.3 million means 2.25 to 2.35.
    @Test func amountMeansWhatIsNearerThanHalfOfItsLastDigit() throws {
        let funds = try #require(
            try read(Self.entry("R-1", "A", "2.3")).entry("r-1")?.funds)
        #expect(funds.agrees(with: Money(cents: 225_000_000)))
        #expect(!funds.agrees(with: Money(cents: 224_999_999)))
        #expect(funds.agrees(with: Money(cents: 235_000_000)))
        #expect(!funds.agrees(with: Money(cents: 235_000_001)))
    }

    @Test func listNamesProjectsThatTheFileDoesNot() throws {
        let list = try read(
            Self.entry("RFS/001/20", "Example PPE (HK) Limited", "2.29")
                + "2,RFS,RFS/009/20,T,Example PPE (HK) Ltd,1,,\n"
                + "3,ITSP,ITS/1,T,Example PPE (HK) Limited,1,,\n"
                + "4,RFS,RFS/008/20,T,Example PPE (HK) Limited,1,,\n")
        #expect(try ExampleProject.report(register: list).found(.v18) == ["unnamed warning"])
    }
}
