public import Plant
public import Reporting
internal import Sealing

/// A flag that a test raised, with the figures that it was raised by: an alert, not a breach.
public struct RaisedFlag: Hashable, Sendable {
    /// Which.
    public var id: FlagID
    /// The line, product or report that it is about; empty: the project.
    public var about: String
    /// The same in words; nil: as ``FlagAbout`` has it.
    public var name: LocalizedText?
    /// How much it matters.
    public var severity: FlagSeverity
    /// The days that it is of.
    public var period: BenefitPeriod
    /// Its evidence.
    public var evidence: [Evidence]
    /// The rule set that holds for the project; nil: none does.
    public var ruleSet: String?

    /// A figure that a flag was raised by.
    public struct Evidence: Hashable, Sendable {
        /// What it is.
        public var name: LocalizedText
        /// The figure.
        public var figure: RuleFigure
        /// Where it comes from; `decided` of a limit that a setting gives.
        public var source: SourceClass

        init(_ name: LocalizedText, _ figure: RuleFigure, _ source: SourceClass) {
            (self.name, self.figure, self.source) = (name, figure, source)
        }
    }

    /// What tells it from others of the project: raised once for the same days.
    public var subject: String {
        [id.rawValue, about, "\(period.from)", "\(period.to)"].joined(separator: "|")
    }

    /// Frozen: what is recorded when it is raised.
    public var content: [UInt8] {
        func text(_ text: LocalizedText) -> SealJSON {
            .members([
                "en": .string(text.english), "zh-Hant": .string(text.traditionalChinese),
            ])
        }
        var members: [String: SealJSON] = [
            "flag": .string(id.rawValue), "about": .string(about),
            "severity": .string(severity.rawValue), "from": .string("\(period.from)"),
            "to": .string("\(period.to)"),
            "evidence": .array(
                evidence.map {
                    .members([
                        "name": text($0.name), "figure": text($0.figure.text),
                        "source": .string($0.source.rawValue),
                    ])
                }),
        ]
        members["name"] = name.map(text)
        members["rule_set"] = ruleSet.map { .string($0) }
        return Array(SealJSON.members(members).canonical.utf8)
    }
}
