import Plant
import Reporting
import Storage
import Telemetry
import Testing

@testable import Benefits

/// A flag is raised, replied to, closed, in this order and by named people.
@Suite struct FlagLifeTests {
    private static let day = LocalDate(year: 2026, month: 3, day: 2)

    private func book(replies: Int = 0, isClosed: Bool = false) throws -> FlagBook {
        var flags = FlagBook(project: "p", flags: [])
        let raised = RaisedFlag(
            id: .r01, about: "mask-1", severity: .notice, period: Example.year1,
            evidence: [.init(words("days", "日數"), .count(8), .measured)])
        let record = ProjectRecord(
            number: 12,
            at: Timestamp(nanoseconds: Int64(Self.day.dayNumber) * 86_400 * nanosecondsPerSecond),
            draft: flags.raise(raised))
        var flag = try #require(FlagRecord(record))
        for _ in 0..<replies {
            flag.replies.append(.init(at: Timestamp(nanoseconds: 1), by: "mei", text: "repair"))
        }
        if isClosed {
            flag.closing = .init(
                at: Timestamp(nanoseconds: 2), officer: "Chan", outcome: .explained, why: "seen")
        }
        flags.flags = [flag]
        return flags
    }

    private func close(
        _ book: FlagBook, by officer: String = "Chan", why: String = "seen", after days: Int = 0
    ) throws(FlagError) -> RecordDraft {
        try book.close(
            12, by: officer, as: .explained, why: why, on: Self.day.adding(days: days),
            settings: FlagSettings())
    }

    @Test func evidenceIsFrozenAsItWasRaised() throws {
        let flag = try #require(try book().flags.first)
        #expect(flag.id == .r01)
        #expect(flag.facts.first?.figure.english == "8")
        #expect(flag.facts.first?.source == .measured)
        #expect(flag.state == .raised)
    }

    @Test func sameFlagIsRaisedOnce() throws {
        let raised = RaisedFlag(
            id: .r01, about: "mask-1", severity: .serious, period: Example.year1, evidence: [])
        #expect(try book().new([raised]).isEmpty)
        var other = raised
        other.about = "mask-2"
        #expect(try book().new([other]) == [other])
    }

    @Test func companyHasTheRightToReplyFirst() throws {
        let open = try book()
        #expect(throws: FlagError.tooEarly(until: Self.day.adding(days: 14))) {
            try close(open, after: 14)
        }
        #expect(try close(open, after: 15).kind == .closing)
        #expect(try close(try book(replies: 1)).by == "Chan")
    }

    @Test func closingNeedsAnOfficerAndAReason() throws {
        let replied = try book(replies: 1)
        for blank in ["", "  ", "\u{3000}\n"] {
            #expect(throws: FlagError.self) { try close(replied, by: blank) }
            #expect(throws: FlagError.self) { try close(replied, why: blank) }
            #expect(throws: FlagError.self) { try replied.reply(to: 12, by: blank, text: "x") }
            #expect(throws: FlagError.self) { try replied.reply(to: 12, by: "m", text: blank) }
        }
        #expect(try close(replied, by: " Chan ").by == "Chan")
    }

    /// How long a reply may be is said.
    @Test func repliesHaveALimit() throws {
        let book = try book(replies: 1)
        func reply(_ count: Int) throws -> RecordDraft {
            try book.reply(to: 12, by: "m", text: String(repeating: "字", count: count))
        }
        #expect(try reply(FlagBook.textLimit).kind == .reply)
        #expect(
            throws: FlagError.refused(
                LocalizedText(
                    english: "what the company says: at most 1000 characters, found 1001",
                    traditionalChinese: "企業的回應最多 1000 個字元，現有 1001 個"))
        ) { try reply(FlagBook.textLimit + 1) }
    }

    @Test func nothingIsSaidOfAClosedFlag() throws {
        let closed = try book(replies: 1, isClosed: true)
        #expect(throws: FlagError.closed(12, by: "Chan")) { try close(closed) }
        #expect(throws: FlagError.closed(12, by: "Chan")) {
            try closed.reply(to: 12, by: "mei", text: "more")
        }
        #expect(throws: FlagError.unknown(13)) { try closed.reply(to: 13, by: "m", text: "x") }
    }

    @Test func falseAlarmsAreCounted() throws {
        let own = try #require(try book(replies: 1, isClosed: true).statistics.first)
        #expect((own.raised, own.open, own.falseAlarms) == (1, 0, 1))
    }

    @Test func versionIsCheckedBeforeItIsSignedAndExplainedAfterASeal() throws {
        let officer = SignOff(officer: "Wong", post: "Director", date: Self.day, certificate: nil)
        func draft(
            _ records: [ProjectRecord], _ step: ReportVersions.Step, sealed: Int, why: String = ""
        ) throws -> RecordDraft {
            try ReportVersions(
                kind: .benefit, period: Example.year1, records: records, sealed: sealed
            ).draft(
                step, of: SignedContent(hash: "a"), today: Self.day, project: "p", by: officer,
                why: why)
        }
        #expect(throws: FlagError.self) { try draft([], .signedOff, sealed: 0) }
        let check = ProjectRecord(
            number: 1, at: Timestamp(nanoseconds: 0), draft: try draft([], .checked, sealed: 0))
        #expect(try draft([check], .signedOff, sealed: 0).kind == .signoff)
        #expect(throws: FlagError.self) { try draft([check], .checked, sealed: 1) }
        #expect(try draft([check], .checked, sealed: 1, why: "returns found").kind == .signoff)
    }

    @Test func signatureIsOfWhatWasSignedAndOfItsVersion() throws {
        let officer = SignOff(officer: "Wong", post: "Director", date: Self.day, certificate: nil)
        func versions(_ hash: String, sealed: Int) throws -> ReportVersions {
            var records: [ProjectRecord] = []
            for step in ReportVersions.Step.allCases {
                let draft = try ReportVersions(
                    kind: .benefit, period: Example.year1, records: records, sealed: 0
                ).draft(
                    step, of: SignedContent(hash: hash), today: Self.day, project: "p", by: officer,
                    why: "")
                records.append(
                    ProjectRecord(number: 1, at: Timestamp(nanoseconds: 0), draft: draft))
            }
            return ReportVersions(
                kind: .benefit, period: Example.year1, records: records, sealed: sealed)
        }
        let signed = try versions("a", sealed: 0)
        #expect(signed.obstacle(toSealing: SignedContent(hash: "a")) == nil)
        let changed = try #require(signed.obstacle(toSealing: SignedContent(hash: "b")))
        #expect(changed.english.contains("changed since it was signed"))
        #expect(changed.traditionalChinese.contains("自簽署後已有更改"))
        var old = signed
        for place in old.entries.indices { old.entries[place].hash = nil }
        let unsaid = old.obstacle(toSealing: SignedContent(hash: "a"))
        #expect(unsaid?.english.contains("sign again") == true)
        let next = try versions("a", sealed: 1)
        let unsigned = next.obstacle(toSealing: SignedContent(hash: "a"))
        #expect(unsigned?.english.contains("not signed off") == true)
        #expect(next.signOff(of: 1) == officer && next.signOff(of: next.current) == nil)
    }

    @Test(
        arguments: [
            (91, nil), (90, 90), (61, 90), (60, 60), (31, 60), (30, 30), (15, 30), (14, 14),
            (0, 14),
            (-1, nil),
        ] as [(Int, Int?)])
    func remindsBeforeADutyIsDue(left: Int, reminder: Int?) {
        let duty = Duty(
            kind: .benefitReport, period: nil, due: Self.day.adding(days: left), done: nil,
            isProvisional: false, defaults: [])
        #expect(duty.reminder(on: Self.day) == reminder)
    }
}
