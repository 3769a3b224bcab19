import Benefits
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

@testable import Evidence

/// Packs of a project's report: all its lines, what was declared and signed, and older forms.
@Suite struct PeriodicPackTests {
    private let life: SealedProject
    private var world: World { life.world }

    init() throws { try self.init(in: World(seed: 7)) }

    private init(in world: World) { life = SealedProject(world: world) }

    /// Declares sales, in the place of others where they are told, checks and signs off.
    private func say(turnover: String = "110400.50") throws {
        let sales = World.sales.replacing("2026-03-02,2026-03-02", with: "2026-03-02,2026-03-03")
            .replacing("110400.50", with: turnover)
        let declared = try world.store.records(project: "p-1", kind: .declared, asOf: nil)
        try life.declare(.sales, sales, line: "l") { declaration in
            if let old = declared.last(where: { $0.subject.contains("sales") }) {
                (declaration.supersedes, declaration.why) = (old.number, "traded goods")
            }
        }
        try life.sign()
    }

    private func sealed() throws -> String {
        try say()
        return try world.seal(try life.request())
    }

    @Test func holdsAllLinesAndIsTheSameByItself() throws {
        let path = try sealed()
        let result = try world.verify(path)
        #expect(result.findings == [])
        let manifest = try #require(result.manifest)
        #expect(manifest.subject.line == "l,other" && manifest.report == "benefit report 2")
        #expect(Set(manifest.definitions.keys) == ["l/a", "l/b", "other/c"])
        let document = try #require(result.document(software: "test"))
        #expect(document.mistakes() == [])
        #expect(document.metadata.state == .sealed && document.metadata.edition == 1)
        // What is in it is what the store says.
        let live = try life.report()
        let measured = live.sections.first { $0.id == "output" }
        #expect(measured != nil && document.sections.first { $0.id == "output" } == measured)
    }

    /// What a declaration rests on stays out of the pack and is known again by its hash.
    @Test func namesWhatTheCompanyKeeps() throws {
        let invoice = Array("an invoice".utf8)
        try life.declare(.sales, World.sales, line: "l") {
            $0.evidence = [DeclaredSource(name: "invoice.pdf", bytes: invoice)]
        }
        try life.sign()
        let path = try world.seal(try life.request())
        let kept = try NamedEvidence.kept(ofSeal: 1, in: world.store)
        #expect(kept.map(\.name) == ["invoice.pdf"] && kept[0].record == 1)
        let result = try world.verify(path)
        #expect(result.findings == [] && result.evidence.filter { $0.record != nil } == kept)
        let known = HandedIn("scan.pdf", bytes: invoice, in: result)
        #expect(known.named == kept)
        #expect(
            known.words.english.hasPrefix(
                "scan.pdf: it is invoice.pdf, on which the declaration of record 1 rests"))
        let declared = HandedIn("s.csv", bytes: Array(World.sales.utf8), in: result)
        #expect(declared.named.map(\.name) == ["project/declared/1/sales.csv"])
        #expect(HandedIn("scan.pdf", bytes: invoice + [0], in: result).named.isEmpty)
    }

    /// A person in two projects of one enterprise is told in the reading, kept in the pack, and
    /// told again from it; another enterprise's is none of it.
    @Test(arguments: [("1", true), ("2", false)])
    func aJobOfAnotherProjectIsToldFromThePackToo(number: String, isShared: Bool) throws {
        var other = life
        other.yaml = SealedProject.yaml.replacing("id: p-1", with: "id: p-2")
            .replacing("company_number: \"1\"", with: "company_number: \"\(number)\"")
        for (place, owner) in [life, other].enumerated() {
            let jobs =
                "job_id,type,from,to,fte,it_post,contract,person\n"
                + "J-\(place),operative,2026-03-02,,1,no,permanent,P-1\n"
            try owner.declare(.jobs, jobs, line: "l")
        }
        let both = ProjectFolder(projects: [try life.project, try other.project])
        let report = try life.report(among: both)
        #expect(report.rules.findings.contains { $0.rule == .v41 } == isShared)
        #expect(try life.report().rules.findings.allSatisfy { $0.rule != .v41 })
        try say()
        let path = try world.seal(try life.request(among: both))
        let result = try world.verify(path)
        #expect(result.findings == [])
        let text = try #require(result.document(software: "test")).json.text()
        #expect(text.contains("by Two lines · First") == isShared)
        #expect(!text.contains("p-2/l"))
    }

    @Test func linesOfTwoBrokersFitIntoOnePack() throws {
        let tests = try Self(in: World(seed: 7, isSplit: true))
        let result = try tests.world.verify(try tests.sealed())
        #expect(result.findings == [])
        let journals = try #require(result.manifest).journals
        #expect(journals.map(\.lane) == ["shopfloor", "yard"])
        #expect(journals.allSatisfy { $0.first == 1 && $0.last > 1000 })
        // The same telemetry through one broker gives the same figures.
        let one = try Self()
        let same = try one.world.verify(try one.sealed())
        let ids = ["output", "comparison"]
        let pair = [result, same].map { result in
            result.document(software: "test")?.sections.filter { ids.contains($0.id) }
        }
        #expect(pair[0]?.isEmpty == false && pair[0] == pair[1])
        try DatabaseQueue(path: tests.world.lastPack).write {
            try $0.execute(sql: "UPDATE lane SET position = position + 1 WHERE name = 'yard'")
        }
        #expect(
            try tests.world.verify(tests.world.lastPack).findings.map(\.code) == [.factChanged])
    }

    /// Each line must have been heard to the end of the period, whatever the first one was.
    @Test func aSilentSecondBrokerKeepsThePeriodOpen() throws {
        let tests = try Self(in: World(seed: 7, isSplit: true))
        try DatabaseQueue(path: tests.world.storePath).write {
            try $0.execute(
                sql: "UPDATE lane SET now = ? WHERE name = 'yard'",
                arguments: [World.at(day: 3, 9_000).nanoseconds])
        }
        try tests.say()
        #expect {
            try tests.world.seal(try tests.life.request())
        } throws: { ($0 as? SealError)?.code == .notOver && "\($0)".contains("other") }
    }

    @Test func aChangedFactOfTheSecondLineIsFound() throws {
        let path = try sealed()
        try DatabaseQueue(path: path).write { db in
            try db.execute(
                sql: """
                    UPDATE pieces SET quantity = quantity + 1000000 WHERE (unit, at) IN
                        (SELECT unit, at FROM pieces WHERE unit =
                            (SELECT id FROM unit WHERE path = 'other/c') LIMIT 1)
                    """)
            #expect(db.changesCount > 0)
        }
        #expect(try world.verify(path).findings.contains { $0.code == .factChanged })
    }

    @Test func bothLinesKeepTheirFacts() throws {
        _ = try sealed()
        let span = try #require(try world.store.seals().first).span
        for line in ["l", "other"] {
            #expect(try world.store.seals(line: line, over: .always) == [span], "\(line)")
        }
        #expect(try world.store.seals(line: "oth", over: .always).isEmpty)
        func pieces(_ unit: String) throws -> Int {
            try world.store.facts(unit: unit, over: span, names: PlantNames(world.plant))
                .pieces.count
        }
        let before = try ["l/b", "other/c"].map(pieces)
        let rule = AgeRule(mergesBefore: World.at(day: 5), forgetsBefore: World.at(day: 5))
        while try world.store.age(rule, limit: 500) {}
        #expect(try ["l/b", "other/c"].map(pieces) == before && !before.contains(0))
    }

    @Test func aLaterVersionStandsBesideTheFirst() throws {
        _ = try sealed()
        #expect(try life.versions.current == 2 && life.versions.isSignedOff == false)
        #expect(throws: FlagError.self) {
            try life.versions.draft(
                .checked, of: SignedContent(hash: ""), today: SealedProject.day, project: "p-1",
                by: SignOff(
                    officer: "Wong", post: "", date: SealedProject.day, certificate: nil), why: "")
        }
        let seals = try world.store.seals()
        let restated = try Restatement(of: seals[0], plant: world.plant, store: world.store)
        #expect(restated.isSame && restated.report.bytes.count > 1000)
        try world.say(.scrap(at: World.at(day: 2, 6_000), kind: .scrap, product: "p", quantity: 1))
        let after = try Restatement(of: seals[0], plant: world.plant, store: world.store)
        #expect(!after.isSame && after.corrections.count == 1)
        // What is sealed is shown as it was sealed, and is the first version ever after.
        let document = after.page
        #expect(document.mistakes() == [])
        #expect(document.metadata.state == .sealed && document.metadata.edition == 1)
        #expect(document.sections.contains { $0.id == "today" })
        #expect(after.document == restated.document && !restated.page.sections.isEmpty)
    }

    /// A declared figure is corrected: both versions show both values, the difference and why.
    @Test func aCorrectedDeclarationIsShownAsReportedAndAsRestated() throws {
        _ = try sealed()
        try say(turnover: "110300.25")
        _ = try world.seal(try life.request(), day: 6)
        let all = try world.store.seals().map {
            try Restatement(of: $0, plant: world.plant, store: world.store)
        }
        #expect(all.map(\.edition.number) == [1, 2] && all[0].editions.count == 2)
        #expect(all.allSatisfy { $0.page.mistakes() == [] })
        #expect(all.map(\.document.metadata.state) == [.sealed, .restated])
        #expect(all.map(\.document.metadata.edition) == [1, 2])
        let change = try #require(all[0].after)
        #expect(change.later.why == "traded goods taken out")
        #expect(change.later.signOff?.officer == "Wong")
        let turnover = try #require(
            change.differences.first { $0.name == "turnover.B02/l.value" })
        #expect(turnover.before?.value == .money(cents: 11_049_360))
        #expect(turnover.after?.value == .money(cents: 11_039_335))
        #expect(turnover.change == .money(cents: -10_025) && turnover.difference == "-100.25")
        #expect(turnover.title.english == "Turnover of the line · First")
        let line =
            "    turnover.B02/l.value (Turnover of the line · First): as reported (version 1) "
            + "HK$ 110,493.60, as restated (version 2) HK$ 110,393.35; difference HK$ −100.25"
        #expect(all[0].words.map(\.english).contains(line))
        #expect(all[1].before?.differences == change.differences && all[1].after == nil)
        // Each page has the table; the file of a version only what came before it.
        for (place, id) in ["restated-later", "restates"].enumerated() {
            let table = try #require(all[place].page.tables.first { $0.id == id })
            let cell = table.cell(row: "turnover.B02/l.value", column: "after")
            #expect(cell?.value == .money(cents: 11_039_335) && cell?.basis?.source == .declared)
            #expect(table.columns.map(\.title.english).contains("As restated (version 2)"))
        }
        #expect(!all[0].document.sections.contains { $0.id == "restated-later" })
        #expect(all[1].document.sections.contains { $0.id == "restates" })
        let json = all[0].json.text()
        #expect(json.contains("\"reason\":\"traded goods taken out\""))
        #expect(json.contains("\"standing\":\"reported\""))
    }

    /// The first of three versions names the next one and the newest.
    @Test func anOldVersionNamesTheNewest() throws {
        _ = try sealed()
        for (place, turnover) in ["110300.25", "110200.25"].enumerated() {
            try say(turnover: turnover)
            _ = try world.seal(try life.request(), day: 6 + place)
        }
        let pages = try world.store.seals().map {
            try Restatement(of: $0, plant: world.plant, store: world.store).page
        }
        let newest = pages.map { page in
            page.sections.flatMap(\.blocks).compactMap { block -> String? in
                guard case .notice(let notice) = block, notice.code == "newest" else { return nil }
                return notice.text.english
            }
        }
        #expect(newest.map(\.count) == [1, 0, 0])
        #expect(newest[0].first?.contains("version 3") ?? false)
    }

    /// The sealed bytes give the document that they were made from, units by their names.
    @Test func aDocumentIsReadFromItsSealedBytes() throws {
        _ = try sealed()
        let seal = try #require(try world.store.seals().first)
        let restated = try Restatement(of: seal, plant: world.plant, store: world.store)
        let made = restated.report.document(
            asOf: restated.manifest.instant, software: restated.manifest.software)
        let read = try #require(restated.sealed)
        #expect(read.sections == made.sections)
        #expect(read.metadata == made.metadata)
    }

    /// So does the report of a line, but for the last digits of coverage.
    @Test func aLineReportIsReadFromItsSealedBytes() throws {
        try world.seal(world.request(World.period(2, 2), declares: true))
        let seal = try #require(try world.store.seals().first)
        let restated = try Restatement(of: seal, plant: world.plant, store: world.store)
        let made = restated.report.document(
            asOf: restated.manifest.instant, software: restated.manifest.software)
        let read = try #require(restated.sealed)
        func values(_ document: Document) -> [[Document.Value]] {
            document.tables.flatMap(\.rows).map { $0.cells.map(\.value) }
        }
        #expect(values(read) == values(made) && read.mistakes() == [])
        #expect(read.metadata == made.metadata)
        func notices(_ document: Document) -> [Document.Block] { document.sections[0].blocks }
        #expect(notices(read) == notices(made))
    }

    /// V46: what the store keeps of a version is what was sealed, and signed; told again from the
    /// pack of the next one.
    @Test func keptVersionsAreHeldAgainstTheirSeals() throws {
        func told() throws -> [String] {
            let judgement = try life.report().rules.judgements.first { $0.rule == .v46 }
            #expect(judgement?.gaps == [])
            return judgement?.findings.map(\.name) ?? []
        }
        _ = try sealed()
        #expect(try told() == [])
        try life.sign()
        let second = try world.verify(try world.seal(try life.request()))
        #expect(try told() == [] && second.findings == [])
        let judged = try #require(
            second.document(software: "test")?.tables.first { $0.id == "rules" })
        #expect(
            judged.cell(row: "V46", column: "outcome")?.value
                == .text(LocalizedText(english: "holds", traditionalChinese: "符合")))
        let queue = try DatabaseQueue(path: world.storePath)
        let tamper = "UPDATE seal_file SET bytes = x'7b7d' WHERE seal = 1 AND name = 'report.json'"
        try queue.write { try $0.execute(sql: tamper) }
        #expect(try told() == ["changed"])
        try queue.write {
            try $0.execute(sql: "UPDATE seal SET signature = x'00' WHERE number = 2")
        }
        #expect(try told() == ["changed", "changed"])
    }

    /// A form that was sealed once is made ever after as it was.
    @Test(arguments: [
        (ReportKind.benefitOne, "benefit 1", "0.005"), (.benefitTwo, "benefit 2", "0.01"),
    ])
    func aPackOfAnOlderFormStillVerifies(kind: ReportKind, name: String, tolerance: String) throws {
        var old = world.request(World.period(2, 2), declares: true)
        old.kind = kind
        let path = try world.seal(old)
        let result = try world.verify(path)
        #expect(result.findings == [])
        #expect(result.manifest?.report == name)
        let report = try #require(
            try PackFile(reading: path).read { try $0.evidence("report.json") })
        let text = String(decoding: report, as: UTF8.self)
        #expect(text.contains("\"stock_tolerance\":\(tolerance),"))
        #expect(text.contains("\"fte_average\""))
        let now = try world.verify(
            try world.seal(world.request(World.period(2, 2), declares: true), day: 6))
        #expect(now.findings == [] && now.manifest?.report == "benefit 3")
    }

    /// The same of a project's report, whose first form has settings in the words of the file.
    @Test(arguments: PeriodicForm.allCases)
    func aPackOfAnOlderFormOfAProjectStillVerifies(form: PeriodicForm) throws {
        try say()
        // Another form says other things than were signed.
        var request = try life.request { if form == .first { $0.signedHash = nil } }
        request.kind = .periodic(.benefit, form)
        let result = try world.verify(try world.seal(request))
        #expect(result.findings == [])
        #expect(result.manifest?.report == "benefit report \(form.rawValue)")
        let text = try #require(result.document(software: "test")).json.text()
        #expect(text.contains("above_baseline") == (form == .first))
    }
}
