import Access
import Benefits
import HTTPTypes
import Hummingbird
import NIOCore
import Plant
import Reporting
import Sealing
import Storage
import StorageSQLite
import Telemetry
import Testing

@testable import Web

/// What is answered as of an instant comes from what was recorded by then, whatever became of the
/// project file.
@Suite struct SealsAloneTests {
    private static let period = "2026-03-01_2026-03-02"
    private static let yaml = """
        version: 1
        project: { id: test, scheme: RFS }
        enterprise: { name: Example }
        agreement: { applied: 2021-09-01 }
        lines: { mask-1: { name: Line } }
        """
    private static let raised =
        #"{"about":"mask-1","evidence":[{"figure":{"en":"8","zh-Hant":"8"},"name":{"en":"days","#
        + #""zh-Hant":"日數"},"source":"measured"}],"flag":"R01","from":"2026-03-01","#
        + #""rule_set":"rfs-2020","severity":"notice","to":"2027-02-28"}"#

    private var gate: Gate
    private let token: String

    init() throws {
        gate = try Gate()
        gate.projects = ProjectFolder(
            projects: [try Project.read(yaml: Self.yaml, file: "test.yaml")])
        token = try gate.token("office", .secretariat)
        try seal()
        let raised = RecordDraft(
            by: "lineside", project: "test", kind: .flag, subject: "R01|mask-1|x|y",
            content: Array(Self.raised.utf8), seen: 0)
        let reply = RecordDraft(
            by: "mei", project: "test", kind: .reply, subject: "1",
            content: Array(#"{"text":"repair"}"#.utf8))
        let closing = RecordDraft(
            by: "chan", project: "test", kind: .closing, subject: "1",
            content: Array(#"{"outcome":"explained"}"#.utf8), why: "seen", seen: 0)
        for (place, draft) in [raised, reply, closing].enumerated() {
            _ = try gate.workshop.store.append(draft, at: ago(Int64(30 - place)))
        }
    }

    private func ago(_ seconds: Int64) -> Timestamp {
        gate.workshop.now - seconds * nanosecondsPerSecond + 250_000
    }

    private func seal() throws {
        let manifest = Manifest(
            number: 1, previous: nil,
            subject: Manifest.Subject(
                plant: "test", line: "mask-1", project: "test", from: "2026-03-01",
                to: "2026-03-02", span: 5..<7),
            madeAt: try #require(Instant("2026-03-02T00:00:00Z")), software: "test",
            report: "benefit report 2", tree: Manifest.Tree(root: Digest(of: [1]), counts: [:]),
            journals: [Manifest.JournalSpan(lane: "b", first: 1, last: 9)], definitions: [:],
            lastCorrection: 0, lastChange: 0, evidence: [:], key: Digest(of: [2]))
        var files = [
            "report.json": Array(#"{"of":{"value":1,"source":"declared"}}"#.utf8),
            "project/project.yaml": Array(Self.yaml.utf8),
        ]
        for (place, set) in RuleSet.builtInFiles.enumerated() {
            files["project/rules/\(place + 1)-\(set.name)"] = set.yaml
        }
        try gate.workshop.store.append(
            StoredSeal(
                number: 1, line: "mask-1",
                span: TimeSpan(from: Timestamp(nanoseconds: 5), to: Timestamp(nanoseconds: 7)),
                at: ago(40), manifest: manifest.bytes, signature: [], files: files))
    }

    private func ask(_ path: String, _ gate: Gate) async throws -> (HTTPResponse.Status, String) {
        let uri = "/api/v1/projects/" + path
        let answer = try await gate.ask(uri, headers: .bearer(token))
        return (answer.status, String(buffer: answer.body))
    }

    /// The project file says another date of application, or is gone: not a byte changes.
    @Test func whatBecomesOfTheProjectFileChangesNothing() async throws {
        var other = gate
        let later = Self.yaml.replacing("2021-09-01", with: "2024-09-01")
        other.projects = ProjectFolder(projects: [try Project.read(yaml: later, file: "t.yaml")])
        var none = gate
        none.projects = ProjectFolder()
        for path in [
            "benefits?period=\(Self.period)", "benefits.csv?period=\(Self.period)", "flags",
            "flags.csv",
        ] {
            let (status, text) = try await ask("test/" + path, gate)
            #expect(status == .ok && text.contains("rfs-2020"), "\(path)")
            for changed in [other, none] {
                let (status, again) = try await ask("test/" + path, changed)
                #expect(status == .ok && again == text, "\(path)")
            }
        }
        #expect(try await ask("test/duties", none).0 == .notFound)
        for path in ["nobody/flags", "nobody/benefits?period=\(Self.period)"] {
            let (status, text) = try await ask(path, none)
            #expect(status == .notFound && text.contains("unknown_project"), "\(path)")
        }
    }

    @Test func whatIsToComeIsRefused() async throws {
        let future = (gate.workshop.now + nanosecondsPerSecond).rfc3339
        for path in ["flags?", "benefits?period=\(Self.period)&"] {
            let (status, text) = try await ask("test/\(path)as_of=\(future)", gate)
            #expect(status == .badRequest && text.contains("future_time"))
            let now = gate.workshop.now.rfc3339
            #expect(try await ask("test/\(path)as_of=\(now)", gate).0 == .ok)
        }
    }

    /// What a row says is taken as a parameter, with all its digits.
    @Test func anInstantOfARowCanBeAskedFor() async throws {
        let at = ago(29).rfc3339
        #expect(at.contains("."))
        let (status, text) = try await ask("test/flags?as_of=\(at)", gate)
        #expect(status == .ok)
        #expect(text.contains("\"record\":1,") && !text.contains("\"record\":2,"))
        // A nanosecond later the reply is known.
        let next = (ago(29) + 1).rfc3339
        #expect(try await ask("test/flags?as_of=\(next)", gate).1.contains("\"record\":2,"))
    }

    @Test func aFlagSaysWhoAndWhatInMembersOfItsOwn() async throws {
        let (_, text) = try await ask("test/flags", gate)
        for part in [
            #""by":"lineside","flag":"R01","about":"mask-1","severity":"notice","#
                + #""period_from":"2026-03-01","period_to":"2027-02-28","evidence":[{"name":"#
                + #"{"en":"days","zh-Hant":"日數"},"figure":{"en":"8","zh-Hant":"8"},"#
                + #""source":"measured"}],"said":null,"outcome":null"#,
            #""by":"mei","flag":"R01","about":"mask-1","severity":null,"period_from":null,"#
                + #""period_to":null,"evidence":null,"said":"repair","outcome":null"#,
            #""by":"chan","flag":"R01","about":"mask-1","severity":null,"period_from":null,"#
                + #""period_to":null,"evidence":null,"said":null,"outcome":"explained""#,
        ] {
            #expect(text.contains(part), "\(part)")
        }
        let (_, table) = try await ask("test/flags.csv", gate)
        let lines = table.split(separator: "\r\n")
        #expect(lines[0].contains(",by,flag,about,severity,period_from,period_to,evidence,said,"))
        #expect(lines[4].contains(",mei,R01,mask-1,,,,,repair,,"))
    }

    /// What was not sealed has no pack.
    @Test(arguments: ["2026-03-01_2026-03-03", "2026-03-01_2026-03-02&seal=7"])
    func aPackOfWhatIsNotSealedIsRefused(asked: String) async throws {
        let (status, text) = try await ask("test/pack?period=" + asked, gate)
        #expect(status == .notFound && text.contains("not_sealed"))
        let (kept, told) = try await ask("test/pack?period=" + Self.period, gate)
        #expect(kept == .notFound && told.contains("pack_not_kept"))
        #expect(try await ask("test/pack", gate).1.contains("missing_period"))
        #expect(try await ask("test/pack?period=x", gate).1.contains("malformed_period"))
    }
}
