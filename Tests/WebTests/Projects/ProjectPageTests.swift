import Access
import Benefits
import Foundation
import HTTPTypes
import Hummingbird
import Plant
import Sealing
import Storage
import StorageSQLite
import Telemetry
import Testing

@testable import Web

/// A project's pages: who sees them, who says what of a flag, and under which name.
@Suite struct ProjectPageTests {
    private static let yaml = """
        version: 1
        project: { id: test, title: { en: Masks, zh-Hant: 口罩 }, scheme: RFS }
        enterprise: { name: { en: Example, zh-Hant: 示例 }, company_number: "1" }
        agreement:
          { applied: 2021-09-01, signed: 2022-02-15, start: 2025-09-01, end: 2026-02-28,
            completed: 2026-02-28, baseline_headcount: 12 }
        approved: { cost: 6000000, funding: 2000000 }
        lines:
          mask-1: { name: { en: Mask line, zh-Hant: 口罩線 }, operation_start: 2026-03-01 }
        """
    private static let flag =
        #"{"about":"mask-1","evidence":[{"figure":{"en":"8","zh-Hant":"8"},"name":{"en":"days","#
        + #""zh-Hant":"日數"},"source":"measured"}],"flag":"R01","from":"2026-03-01","#
        + #""severity":"notice","to":"2027-02-28"}"#

    private let gate: Gate
    private var store: any RecordStore { gate.workshop.store }

    init() throws {
        var gate = try Gate()
        gate.projects = ProjectFolder(
            projects: [try Project.read(yaml: Self.yaml, file: "test.yaml")])
        try gate.add("chan", .secretariat)
        let draft = RecordDraft(
            by: "lineside", project: "test", kind: .flag, subject: "R01|mask-1|x|y",
            content: Array(Self.flag.utf8), seen: 0)
        _ = try gate.workshop.store.append(draft, at: gate.workshop.now)
        self.gate = gate
    }

    private func get(_ uri: String, as name: String) async throws -> (HTTPResponse.Status, String) {
        let answer = try await gate.ask(uri, headers: [.cookie: try gate.cookies(of: name)])
        return (answer.status, String(buffer: answer.body))
    }

    private func post(
        _ act: String, _ body: String, as name: String, token: String = Gate.form,
        site: String? = nil
    ) async throws -> HTTPResponse.Status {
        var headers: HTTPFields = [
            .cookie: try gate.cookies(of: name), .contentType: "application/x-www-form-urlencoded",
        ]
        if let site, let field = HTTPField.Name("Sec-Fetch-Site") { headers[field] = site }
        return try await gate.ask(
            "/projects/test/flags/1/\(act)", .post, headers: headers, body: "token=\(token)&" + body
        ).status
    }

    private func said(_ kind: ProjectRecord.Kind) throws -> [String] {
        try store.records(project: "test", kind: kind, asOf: nil).map(\.by)
    }

    @Test func eachSideHasItsOwnForm() async throws {
        // Once the company has replied, an officer may close the flag.
        #expect(try await post("reply", "text=repair", as: "mei") == .seeOther)
        for (name, mine, others) in [("mei", "reply", "close"), ("chan", "close", "reply")] {
            let (status, page) = try await get("/projects/test?lang=en", as: name)
            #expect(status == .ok && page.contains("Line silent"), "\(name)")
            #expect(page.contains("/flags/1/\(mine)") && !page.contains("/flags/1/\(others)"))
            #expect(page.contains(">\(name)</b>"))
        }
        let (_, chinese) = try await get("/projects/test?lang=zh-Hant", as: "mei")
        #expect(chinese.contains("生產線無訊號") && !chinese.contains("Line silent"))
    }

    private static let breach = RuleFinding(
        rule: .v32, name: "above_company", severity: .error, paragraph: "", figures: [],
        text: LocalizedText(both: "more than the company"))

    /// Draft, checked, signed off; a report that nobody owes yet has no version.
    @Test func showsWhatBecameOfEachReport() async throws {
        let period = BenefitPeriod(
            from: LocalDate(year: 2026, month: 3, day: 1),
            to: LocalDate(year: 2027, month: 2, day: 28))
        func row() async throws -> String {
            let (_, page) = try await get("/projects/test?lang=en", as: "chan")
            #expect(PageCheck(page).complaints == [])
            let panel = try #require(page.range(of: "id=\"periods\""))
            let start = try #require(page[panel.upperBound...].range(of: "<td>2026-03-01</td>"))
            let end = try #require(page[start.upperBound...].range(of: "</tr>"))
            return String(page[start.upperBound..<end.lowerBound])
        }
        #expect(try await row().contains("<td>Running, not ended</td>"))
        let project = try #require(gate.projects["test"])
        for (step, word) in [(ReportVersions.Step.checked, "Checked"), (.signedOff, "Signed off")] {
            let isSigned = step == .signedOff
            let officer = SignOff(
                officer: "Example", post: "Director",
                date: LocalDate(year: 2027, month: 3, day: 1), certificate: nil,
                despite: isSigned ? [.v32: "late audit"] : [:])
            let errors = isSigned ? [Self.breach] : []
            let draft = try ReportVersions.read(
                of: project, kind: .benefit, period: period, store: gate.workshop.store
            ).draft(
                step, of: SignedContent(hash: "", errors: errors), today: officer.date,
                project: "test", by: officer,
                why: "")
            _ = try store.append(draft, at: gate.workshop.now)
            #expect(try await row().contains("<td>\(word)</td>"))
            let who = "Example · Director · 2027-03-01" + (isSigned ? " · despite V32" : "")
            #expect(try await row().contains("\(who)</"))
        }
        let (_, page) = try await get("/projects/test?lang=en", as: "chan")
        #expect(page.contains("<td>2027-03-01</td><td>2028-02-29</td><td class=\"number\">—</td>"))
        #expect(page.contains("Nothing is sealed yet."))
    }

    /// A project that was completed at the end of February, a year after its start.
    private func completed(in year: Int) throws -> Gate {
        var gate = gate
        let yaml = Self.yaml.replacing("2026-02-28", with: "\(year)-02-28")
            .replacing("start: 2025-09-01", with: "start: \(year - 1)-09-01")
            .replacing("2026-03-01", with: "\(year)-03-01")
        gate.projects = ProjectFolder(projects: [try Project.read(yaml: yaml, file: "t.yaml")])
        return gate
    }

    private func page(_ gate: Gate) async throws -> String {
        let cookies = try gate.cookies(of: "chan")
        let answer = try await gate.ask("/projects/test?lang=en", headers: [.cookie: cookies])
        let page = String(buffer: answer.body)
        #expect(PageCheck(page).complaints == [])
        return page
    }

    private func seal(from: String, to: String, _ gate: Gate) throws {
        let manifest = Manifest(
            number: 1, previous: nil,
            subject: Manifest.Subject(
                plant: "test", line: "mask-1", project: "test", from: from, to: to, span: 5..<7),
            madeAt: try #require(Instant("2026-03-01T00:00:00Z")), software: "test",
            report: "benefit report 2", tree: Manifest.Tree(root: Digest(of: [1]), counts: [:]),
            journals: [Manifest.JournalSpan(lane: "b", first: 1, last: 9)], definitions: [:],
            lastCorrection: 0, lastChange: 0, evidence: [:], key: Digest(of: [2]))
        try gate.workshop.store.append(
            StoredSeal(
                number: 1, line: "mask-1",
                span: TimeSpan(from: Timestamp(nanoseconds: 5), to: Timestamp(nanoseconds: 7)),
                at: gate.workshop.now, manifest: manifest.bytes, signature: []))
    }

    /// Where nothing is there of the period that ended last, the newest with anything leads,
    /// and the empty one is said to be empty.
    @Test func leadsWithThePeriodOfWhichSomethingIsThere() async throws {
        let gate = try completed(in: 2023)
        let before = try await page(gate)
        #expect(before.contains("<b>2025-03-01 – 2026-02-28</b> · ended</p>"))
        #expect(!before.contains("nothing measured or sold is known"))
        try seal(from: "2024-03-01", to: "2025-02-28", gate)
        let after = try await page(gate)
        #expect(after.contains("<b>2024-03-01 – 2025-02-28</b> · ended</p>"))
        #expect(
            after.contains(
                "<b>2025-03-01 – 2026-02-28</b> · ended; nothing measured or sold is known."))
        let rules = try #require(after.range(of: "id=\"rules\""))
        #expect(after[rules.upperBound...].contains("2024-03-01 – 2025-02-28 · ended"))
        // Of the period that ended last something comes late: it leads again.
        let content =
            #"{"kind":"sales","line":"mask-1","from":"2025-03-01","to":"2025-03-01","rows":1}"#
        let sales =
            "product,period_from,period_to,opening_stock,sold,closing_stock,samples_scrap,"
            + "turnover_hkd\nmask,2025-03-01,2025-03-01,0,1,0,0,1.00\n"
        let draft = RecordDraft(
            by: "mei", project: "test", kind: .declared, subject: "sales/mask-1",
            content: Array(content.utf8),
            files: [
                RecordFile(
                    role: DeclaredEntry.fileRole, name: "sales.csv",
                    sha256: Digest(of: Array(sales.utf8)).hex, bytes: Array(sales.utf8))
            ])
        _ = try gate.workshop.store.append(draft, at: gate.workshop.now)
        let late = try await page(gate)
        #expect(late.contains("<b>2025-03-01 – 2026-02-28</b> · ended</p>"))
    }

    /// The period that ended last leads; the one that runs is said to run; what is sealed leads to
    /// its sealed page.
    @Test func leadsWithThePeriodThatEndedLast() async throws {
        let gate = try completed(in: 2025)
        func page() async throws -> String { try await self.page(gate) }
        let draft = "kind=benefit&amp;period=2025-03-01_2026-02-28"
        let sealed = "/sealed/test/2025-03-01_2026-02-28?seal=1"
        let before = try await page()
        #expect(before.contains("<b>2025-03-01 – 2026-02-28</b> · ended"))
        #expect(before.contains("<b>2026-03-01 – 2027-02-28</b> · running, not ended"))
        #expect(before.contains("<td>Running, not ended</td>"))
        let rules = try #require(before.range(of: "id=\"rules\""))
        #expect(before[rules.upperBound...].contains("2025-03-01 – 2026-02-28 · ended"))
        #expect(before.contains(draft) && !before.contains(sealed))
        try seal(from: "2025-03-01", to: "2026-02-28", gate)
        let after = try await page()
        #expect(after.contains(sealed) && !after.contains(draft))
        #expect(after.contains("1, as reported"))
    }

    @Test func bothSidesSpeakUnderTheirOwnNames() async throws {
        let closing = "by=mallory&outcome=explained&why=seen"
        // Before the company's word, and before its time for one is over.
        #expect(try await post("close", closing, as: "chan") == .conflict)
        #expect(try await post("reply", "by=mallory&text=repair", as: "chan") == .forbidden)
        #expect(try await post("reply", "by=mallory&text=repair", as: "mei") == .seeOther)
        #expect(try await post("close", closing, as: "mei") == .forbidden)
        #expect(try await post("close", closing, as: "chan") == .seeOther)
        #expect(try await post("close", closing, as: "chan") == .conflict)
        #expect(try said(.reply) == ["mei"])
        #expect(try said(.closing) == ["chan"])
        let (_, page) = try await get("/projects/test?lang=en", as: "mei")
        #expect(page.contains("repair") && page.contains("Closed by chan"))
        #expect(!page.contains("/flags/1/"))
    }

    /// Until when the company may reply is said instead of the form; no outcome is preselected.
    @Test func aFlagSaysFromWhenItCanBeClosed() async throws {
        var gate = gate
        let (_, waiting) = try await get("/projects/test?lang=en", as: "chan")
        #expect(
            waiting.contains(
                "The company may reply until 2026-03-16. Without a reply the flag can be closed "
                    + "from 2026-03-17 on."))
        #expect(!waiting.contains("/flags/1/close"))
        let answer = try await gate.ask(
            "/projects/test/flags/1/close?lang=en", .post,
            headers: [
                .cookie: try gate.cookies(of: "chan"),
                .contentType: "application/x-www-form-urlencoded",
            ], body: "token=\(Gate.form)&outcome=explained&why=seen")
        #expect(
            answer.status == .conflict
                && String(buffer: answer.body).contains(
                    "the company may reply until 2026-03-16 and has not yet")
        )
        // Without days for a reply it can be closed on the next day.
        let yaml = Self.yaml + "\nflags: { reply_days: 0 }\n"
        gate.projects = ProjectFolder(projects: [try Project.read(yaml: yaml, file: "t.yaml")])
        gate.workshop.pass(seconds: 86_400)
        let open = try await page(gate)
        #expect(open.contains("/flags/1/close"))
        #expect(open.contains("<option value=\"\" selected=\"selected\">Choose</option>"))
        #expect(open.contains("<th scope=\"col\">Raised by</th>"))
        #expect(open.contains("<th scope=\"col\" class=\"number\">Figure</th>"))
    }

    /// What the file says, what is overdue, of which class money is, and what is to be done.
    @Test func saysWhatIsToBeDoneNext() async throws {
        var gate = try completed(in: 2025)
        func shown(_ name: String) async throws -> String {
            let cookies = try gate.cookies(of: name)
            let answer = try await gate.ask("/projects/test?lang=en", headers: [.cookie: cookies])
            return String(buffer: answer.body)
        }
        let before = try await shown("mei")
        #expect(PageCheck(before).complaints == [])
        #expect(before.contains("<tr class=\"overdue\">"))
        let check =
            "lineside sign-off --plant plant.yaml --data DIR --project test --kind benefit "
            + "--period-from 2025-03-01 --period-to 2026-02-28 --step checked --by NAME --post POST"
        #expect(before.contains(check))
        #expect(before.contains("<td class=\"number\">HK$ 6,000,000.00</td><td>decided</td>"))
        // Nobody else has anything to do.
        let officer = try await page(gate)
        #expect(!officer.contains("lineside sign-off"))
        // Sealed, not handed in: what to write is said.
        try seal(from: "2025-03-01", to: "2026-02-28", gate)
        let entry = "- { kind: benefit, from: 2025-03-01, to: 2026-02-28, submitted: YYYY-MM-DD }"
        let sealed = try await shown("mei")
        #expect(sealed.contains(entry) && !sealed.contains(check))
        // Handed in, as the file says: the report is no draft.
        let yaml =
            Self.yaml
            .replacing("2026-02-28", with: "2025-02-28")
            .replacing("start: 2025-09-01", with: "start: 2024-09-01")
            .replacing("2026-03-01", with: "2025-03-01")
            + "\nreports:\n  - { kind: final, submitted: 2025-04-01, accepted: 2025-05-01 }\n  "
            + entry.replacing("YYYY-MM-DD", with: "2026-03-01") + "\n"
        gate.projects = ProjectFolder(projects: [try Project.read(yaml: yaml, file: "t.yaml")])
        let handedIn = try await shown("mei")
        #expect(handedIn.contains("<td>Sealed, handed in 2026-03-01</td>"))
        #expect(
            handedIn.contains(
                "<td>handed in 2025-04-01, accepted 2025-05-01, not sealed here</td>"))
        #expect(!handedIn.contains(entry) && handedIn.contains("accepted: YYYY-MM-DD"))
    }

    @Test func failedFormIsReadLikeItsPage() async throws {
        func reads() throws -> [String] { try gate.desk.reads(limit: 10).map { $0.name + $0.what } }
        let (reply, close) = (
            "/projects/{project}/flags/{flag}/reply", "/projects/{project}/flags/{flag}/close"
        )
        #expect(try await post("reply", "text=x", as: "mei", site: "cross-site") == .forbidden)
        #expect(try reads() == [])
        #expect(try await post("reply", "text=x", as: "mei", token: "0") == .badRequest)
        #expect(try reads() == ["mei" + reply])
        #expect(
            try await post("close", "outcome=explained&why=x", as: "chan") == .conflict)
        #expect(try Set(reads()) == ["mei" + reply, "chan" + close])
    }

    @Test func nothingFromElsewhereIsRecorded() async throws {
        let text = "text=repair"
        #expect(try await post("reply", text, as: "mei", token: "0") == .badRequest)
        #expect(try await post("reply", text, as: "mei", site: "cross-site") == .forbidden)
        #expect(try await post("reply", "text=", as: "mei") == .badRequest)
        #expect(try said(.reply) == [])
    }

    @Test func listAndReportsAreOfOnesOwnProjects() async throws {
        func ask(_ uri: String, _ token: String) async throws -> (HTTPResponse.Status, String) {
            let answer = try await gate.ask(uri, headers: .bearer(token))
            return (answer.status, String(buffer: answer.body))
        }
        let period = "2026-03-01_2027-02-28"
        let auditor = try gate.token(
            "auditor", .auditor, Scope(lines: nil, projects: ["test/" + period]))
        let other = try gate.token("other", .secretariat, Scope(lines: nil, projects: ["x"]))
        let all = try gate.token("all", .secretariat)
        #expect(try await ask("/projects", all).1.contains("/projects/test\""))
        #expect(try await !ask("/projects", other).1.contains("/projects/test\""))
        let report = "/projects/test/report?lang=en&kind=benefit&period="
        #expect(try await ask(report + period, auditor).0 == .ok)
        #expect(try await ask(report + "2026-03-01_2027-02-27", auditor).0 == .forbidden)
        for kind in ["progress", "final"] {
            let uri = "/projects/test/report?lang=en&kind=\(kind)&period=" + period
            #expect(try await ask(uri, auditor).0 == .forbidden, "\(kind)")
        }
        #expect(try await ask("/projects/test", auditor).0 == .forbidden)
        #expect(try await ask(report + period, other).0 == .forbidden)
        #expect(try await ask(report + "2026-03-02", all).0 == .badRequest)
        let (_, page) = try await ask(report + period, all)
        #expect(page.contains("Turnover of the line") && page.contains("format=pdf"))
        let names = Set(try gate.desk.reads(limit: 10).map { "\($0.name) \($0.report ?? "-")" })
        #expect(names == ["auditor \(period)", "all \(period)", "all -"])
    }
}
