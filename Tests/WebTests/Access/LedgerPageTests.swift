import Access
import Benefits
import HTTPTypes
import Hummingbird
import NIOCore
import Plant
import Reporting
import Telemetry
import Testing

@testable import Web

/// The ledger says what was read in words, and as which file.
@Suite struct LedgerPageTests {
    private func read(_ what: String, _ report: String?) -> BenefitRead {
        BenefitRead(
            by: .anyone, at: Timestamp(nanoseconds: 0), what: what, project: "p", report: report,
            from: "127.0.0.1")
    }

    private static let days = "2026-03-01_2026-03-02"
    static let named: [(String, String, String)] = [
        ("/sealed/{project}/{report}", "Sealed report", "已封存報告"),
        ("/sealed/{project}/{report}?format=pdf", "Sealed report, PDF", "已封存報告，PDF"),
        (
            "/api/v1/projects/{project}/flags.csv", "Flags, for programs, CSV",
            "警示（程式介面），CSV"
        ),
        ("/elsewhere", "/elsewhere", "/elsewhere"),
    ]

    @Test(arguments: named)
    func callsAddressesByWhatTheyGive(what: String, english: String, chinese: String) throws {
        for (language, name) in [(Language.english, english), (.traditionalChinese, chinese)] {
            let wording = Wording(language, try MaskPlant.read())
            #expect(wording.what(read(what, nil)) == name)
            let page = LedgerPage(wording: wording, reads: [read(what, nil)], changes: []).page
            #expect(PageCheck(page).complaints == [] && page.contains("<td>\(name)</td>"))
        }
    }

    static let reports: [(String, String, String)] = [
        (
            "benefit report \(days), seal 3", "Benefit report 2026-03-01 – 2026-03-02, Seal 3",
            "效益報告 2026年3月1日 – 2026年3月2日，封存編號 3"
        ),
        (
            "benefit \(days), seal 1",
            "Benefit figures of a line 2026-03-01 – 2026-03-02, Seal 1",
            "生產線效益數字 2026年3月1日 – 2026年3月2日，封存編號 1"
        ),
        (
            "progress \(days)", "Progress report 2026-03-01 – 2026-03-02",
            "進度報告 2026年3月1日 – 2026年3月2日"
        ),
        (days, "2026-03-01 – 2026-03-02", "2026年3月1日 – 2026年3月2日"), ("r", "r", "r"),
    ]

    @Test(arguments: reports)
    func callsReportsByTheirKindAndDays(name: String, english: String, chinese: String) throws {
        for (language, told) in [(Language.english, english), (.traditionalChinese, chinese)] {
            let wording = Wording(language, try MaskPlant.read())
            #expect(wording.reportName(name) == told)
        }
    }

    /// Every address that gives benefit data has a name.
    @Test func namesEveryAddressOfTheLedger() {
        let read = RouteNeeds.table.filter { _, need in
            if case .right(let action, _) = need { action.isInLedger } else { false }
        }
        for route in read.keys {
            let pattern = String(route.drop { $0 != "/" })
            #expect(ReadTerm(pattern: pattern) != nil, "\(route)")
        }
    }

    /// A file is told from the page.
    @Test func theFormOfAFileIsKept() async throws {
        var gate = try Gate()
        gate.projects = ProjectFolder(projects: [try SmallProject.read("test")])
        let token = try gate.token("office", .secretariat)
        let uri = "/projects/test/report?kind=progress&period=\(Self.days)"
        for form in ["", "&format=csv", "&format=json"] {
            let answer = try await gate.ask(uri + form, headers: .bearer(token))
            #expect(answer.status == .ok)
            // Every file is one to keep.
            #expect((answer.headers[.contentDisposition] == nil) == form.isEmpty, "\(form)")
        }
        let pattern = "/projects/{project}/report"
        #expect(
            Set(gate.book.reads(limit: 10).map(\.what))
                == [pattern, pattern + "?format=csv", pattern + "?format=json"])
    }
}
