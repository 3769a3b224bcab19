public import Plant
internal import Sealing
public import Storage

// What may be recorded of a flag: its life is raised, replied to, closed, in this order.

extension FlagBook {
    /// The most characters of a reply or a reason.
    public static let textLimit = 1000
    /// The most characters of a name.
    public static let nameLimit = 100

    /// Records that a flag was raised.
    public func raise(_ flag: RaisedFlag) -> RecordDraft {
        RecordDraft(
            by: "lineside", project: project, kind: .flag, subject: flag.subject,
            content: flag.content, seen: 0)
    }

    /// Records what the company says to a flag.
    ///
    /// - Throws: ``FlagError`` where the flag is not open, or nobody says who and what.
    public func reply(
        to number: Int64, by name: String, text: String
    ) throws(FlagError) -> RecordDraft {
        _ = try open(number)
        let name = try Self.said(name, words("who replies", "回應者姓名"), Self.nameLimit)
        let text = try Self.said(text, words("what the company says", "企業的回應"))
        return RecordDraft(
            by: name, project: project, kind: .reply, subject: "\(number)",
            content: Array(SealJSON.members(["text": .string(text)]).canonical.utf8))
    }

    /// Records how a named officer closes a flag: after the company's reply, or after the days that
    /// it has for one.
    ///
    /// - Throws: ``FlagError`` where the flag is not open, it is too early, or nobody says who and
    ///   why.
    public func close(
        _ number: Int64, by officer: String, as outcome: FlagClosing.Outcome, why: String,
        on day: LocalDate, settings: FlagSettings
    ) throws(FlagError) -> RecordDraft {
        let flag = try open(number)
        let officer = try Self.said(
            officer, words("the officer's name", "負責人姓名"), Self.nameLimit)
        let why = try Self.said(why, words("the reason", "原因"))
        if let until = flag.waits(on: day, settings) { throw .tooEarly(until: until) }
        return RecordDraft(
            by: officer, project: project, kind: .closing, subject: "\(number)",
            content: Array(
                SealJSON.members(["outcome": .string(outcome.rawValue)]).canonical.utf8),
            why: why, seen: 0)
    }

    /// What a person says, without white space around it.
    ///
    /// - Throws: ``FlagError`` where it is blank, or longer than its limit.
    static func said(
        _ text: String, _ what: LocalizedText, _ limit: Int = textLimit
    ) throws(FlagError) -> String {
        guard let said = text.nonBlank else { throw .missing(what) }
        guard said.count <= limit else {
            throw .refused(
                words(
                    "\(what.english): at most \(limit) characters, found \(said.count)",
                    "\(what.traditionalChinese)最多 \(limit) 個字元，現有 \(said.count) 個"))
        }
        return said
    }

    private func open(_ number: Int64) throws(FlagError) -> FlagRecord {
        guard let flag = flags.first(where: { $0.number == number }) else {
            throw .unknown(number)
        }
        if let closing = flag.closing { throw .closed(number, by: closing.officer) }
        return flag
    }
}

extension FlagRecord {
    /// The last day on which nobody may close it yet, because the company may still reply; nil:
    /// it can be closed on that day.
    public func waits(on day: LocalDate, _ settings: FlagSettings) -> LocalDate? {
        let until = LocalDate.inHongKong(at: at).adding(days: settings.replyDays.value)
        return replies.isEmpty && until >= day ? until : nil
    }
}
