public import Plant
public import Reporting
internal import Sealing
public import Storage
public import Telemetry

/// A flag as it was recorded, with what both sides said of it since.
public struct FlagRecord: Hashable, Sendable {
    /// How it stands.
    public enum State: String, CaseIterable, Sendable {
        /// Nobody has answered yet.
        case raised
        /// The company has replied.
        case replied
        /// An officer has closed it.
        case closed
    }

    /// Its number, by which replies and the closing name it.
    public var number: Int64
    /// When it was raised.
    public var at: Timestamp
    /// Which it is.
    public var id: FlagID
    /// The line, product or report that it is about; empty: the project.
    public var about: String
    /// The same in words.
    public var name: LocalizedText
    /// How much it matters.
    public var severity: FlagSeverity
    /// The first day that it is of, as it was written.
    public var from: String
    /// The last one.
    public var to: String
    /// The figures that it was raised by, frozen.
    public var facts: [Fact]
    /// The rule set that held when it was raised; nil where none did, or nobody recorded it.
    public var ruleSet: String?
    /// What the company said.
    public var replies: [FlagStatement] = []
    /// How it was closed; nil: it is open.
    public var closing: FlagClosing?

    /// A figure as it was when the flag was raised.
    public struct Fact: Hashable, Sendable {
        /// What it is.
        public var name: LocalizedText
        /// Its value.
        public var figure: LocalizedText
        /// Its source class.
        public var source: SourceClass
    }

    /// How it stands.
    public var state: State {
        closing != nil ? .closed : replies.isEmpty ? .raised : .replied
    }
}

/// What the company said to a flag.
public struct FlagStatement: Hashable, Sendable {
    /// When.
    public var at: Timestamp
    /// Who.
    public var by: String
    /// What.
    public var text: String
}

/// How a named officer closed a flag.
public struct FlagClosing: Hashable, Sendable {
    /// What became of it.
    public enum Outcome: String, CaseIterable, Sendable {
        /// Something benign explains it: a false alarm.
        case explained
        /// An inspection cleared it.
        case inspected
        /// An approval of the Government covers it.
        case approved
        /// The officer found a breach; what follows is decided elsewhere.
        case breach

        /// What it is called.
        public var wording: LocalizedText {
            switch self {
            case .explained: words("explained", "已解釋")
            case .inspected: words("cleared by inspection", "經查察澄清")
            case .approved: words("covered by an approval", "已獲批准")
            case .breach: words("a breach was found by the officer", "人員裁定違反協議")
            }
        }
    }

    /// When.
    public var at: Timestamp
    /// The officer.
    public var officer: String
    /// What became of it.
    public var outcome: Outcome
    /// Why.
    public var why: String
}

extension FlagRecord.State {
    /// What it is called.
    public var wording: LocalizedText {
        switch self {
        case .raised: words("raised, waits for the company's word", "已提出，等待企業回應")
        case .replied: words("answered, waits for an officer", "企業已回應，等待人員處理")
        case .closed: words("closed", "已結束")
        }
    }
}

/// Why nothing was recorded of a flag.
public enum FlagError: Error, Equatable, CustomStringConvertible {
    /// There is no such flag of the project.
    case unknown(Int64)
    /// It is closed.
    case closed(Int64, by: String)
    /// Somebody must say who, or why.
    case missing(LocalizedText)
    /// The company may still reply until a day.
    case tooEarly(until: LocalDate)
    /// Something is in the way.
    case refused(LocalizedText)

    /// What is wrong.
    public var wording: LocalizedText {
        switch self {
        case .unknown(let number):
            words("the project has no flag \(number)", "項目沒有警示 \(number)")
        case .closed(let number, let officer):
            words(
                "flag \(number) was closed by \(officer) already",
                "警示 \(number) 已由 \(officer) 結束")
        case .missing(let what):
            words("give \(what.english)", "請提供\(what.traditionalChinese)")
        case .tooEarly(let until):
            words(
                "the company has the right to reply until \(until); it has not yet",
                "企業可於 \(until) 或之前回應，而現時尚未回應")
        case .refused(let why): why
        }
    }

    /// The same in both languages, a line each.
    public var description: String { "\(wording.english)\n\(wording.traditionalChinese)" }
}

/// The flags of a project as they are recorded: raised, replied to, closed.
public struct FlagBook: Sendable {
    /// Identifier of the project.
    public var project: String
    /// In order of their numbers.
    public var flags: [FlagRecord]

    /// Reads it from a store.
    ///
    /// - Throws: `StoreError`.
    public static func read(
        project: String, store: some RecordStore, asOf: Timestamp? = nil
    ) throws(StoreError) -> FlagBook {
        var flags: [FlagRecord] = []
        for record in try store.records(project: project, kind: .flag, asOf: asOf) {
            guard let flag = FlagRecord(record) else { continue }
            flags.append(flag)
        }
        func place(_ record: ProjectRecord) -> Int? {
            Int64(record.subject).flatMap { number in
                flags.firstIndex { $0.number == number }
            }
        }
        for record in try store.records(project: project, kind: .reply, asOf: asOf) {
            guard let place = place(record) else { continue }
            let text = SealJSON(record.content)?["text"]?.string ?? ""
            flags[place].replies.append(FlagStatement(at: record.at, by: record.by, text: text))
        }
        for record in try store.records(project: project, kind: .closing, asOf: asOf) {
            guard let place = place(record),
                let outcome = SealJSON(record.content)?["outcome"]?.string
                    .flatMap(FlagClosing.Outcome.init)
            else { continue }
            flags[place].closing = FlagClosing(
                at: record.at, officer: record.by, outcome: outcome, why: record.why)
        }
        return FlagBook(project: project, flags: flags)
    }

    /// Those among raised flags that nobody has recorded yet.
    public func new(_ raised: [RaisedFlag]) -> [RaisedFlag] {
        let known = Set(flags.map { "\($0.id.rawValue)|\($0.about)|\($0.from)|\($0.to)" })
        return raised.filter { !known.contains($0.subject) }
    }

    /// How often each flag was raised and how it ended, of those that were ever raised.
    public var statistics: [FlagStatistics] {
        FlagID.allCases.compactMap { id in
            let own = flags.filter { $0.id == id }
            guard !own.isEmpty else { return nil }
            return FlagStatistics(
                id: id, raised: own.count, open: own.count { $0.closing == nil },
                closed: Dictionary(grouping: own.compactMap(\.closing), by: \.outcome)
                    .mapValues(\.count))
        }
    }
}

/// How often a flag was raised, and how it ended.
public struct FlagStatistics: Hashable, Sendable {
    /// Which.
    public var id: FlagID
    /// How often.
    public var raised: Int
    /// How many are open.
    public var open: Int
    /// How many ended in which way.
    public var closed: [FlagClosing.Outcome: Int]

    /// Those that something benign explained.
    public var falseAlarms: Int { closed[.explained] ?? 0 }
}

extension FlagRecord {
    /// Nil where it is no record of a flag.
    public init?(_ record: ProjectRecord) {
        guard record.kind == .flag, let content = SealJSON(record.content),
            let id = content["flag"]?.string.flatMap(FlagID.init),
            let severity = content["severity"]?.string.flatMap(FlagSeverity.init),
            case .array(let evidence)? = content["evidence"]
        else { return nil }
        func text(_ value: SealJSON?) -> LocalizedText {
            words(value?["en"]?.string ?? "", value?["zh-Hant"]?.string ?? "")
        }
        (number, at, self.id, self.severity) = (record.number, record.at, id, severity)
        about = content["about"]?.string ?? ""
        name = content["name"].map(text) ?? FlagAbout.line(about)
        from = content["from"]?.string ?? ""
        to = content["to"]?.string ?? ""
        ruleSet = content["rule_set"]?.string
        facts = evidence.compactMap { fact in
            (fact["source"]?.string).flatMap(SourceClass.init).map {
                Fact(name: text(fact["name"]), figure: text(fact["figure"]), source: $0)
            }
        }
    }
}
