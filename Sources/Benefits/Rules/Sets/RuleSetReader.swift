internal import Plant
internal import Yams

extension RuleSet {
    /// Reads and checks a rule set, version 1.
    ///
    /// - Parameters:
    ///   - yaml: The text of the file.
    ///   - file: Its name, for messages; it is not opened.
    ///   - bases: Those on which it may be based.
    ///   - form: The form of reports of which it knows all cases.
    /// - Returns: The rule set, whole.
    /// - Throws: ``RegistryError`` with all mistakes.
    public static func read(
        yaml: String, file: String, bases: [RuleSet] = [], form: PeriodicForm = .second
    ) throws(RegistryError) -> RuleSet {
        let report = Report(file: file, what: "a rule set")
        return try report.whole(of: yaml, RuleSetReader(report, bases, form).read)
    }
}

/// Reads one rule set; mistakes go to the report and reading goes on.
struct RuleSetReader {
    let report: Report
    let bases: [RuleSet]
    let form: PeriodicForm

    init(_ report: Report, _ bases: [RuleSet], _ form: PeriodicForm) {
        (self.report, self.bases, self.form) = (report, bases, form)
    }

    func read(_ root: Node) -> RuleSet? {
        let sections = ["version", "rule_set", "parameters", "rules"]
        guard let file = Fields(root, "a rule set", keys: sections, report),
            let node = file.required("rule_set", "its id, name, schemes and dates"),
            let head = Fields(node, "the rule set", keys: Self.headKeys, report)
        else { return nil }
        let base = readBase(head)
        let id = head.requiredText("id", "an identifier")
            .flatMap { report.identifier($0, "the rule set") }
        let schemes = readSchemes(head, base)
        let from = head.requiredDate("from")
        let until = head.date("until")
        head.refuse("until", until, before: from, "the first day")
        let parameters = readParameters(file, base?.parameters)
        let rules = readRules(file, base?.rules ?? [:])
        guard let id, let from, let parameters else { return nil }
        return RuleSet(
            id: id, name: head.name(fallback: id), schemes: schemes, from: from, until: until,
            note: head.localizedText("note", "a note"), parameters: parameters, rules: rules)
    }

    private static let headKeys = ["id", "name", "based_on", "schemes", "from", "until", "note"]

    private func readBase(_ head: Fields) -> RuleSet? {
        guard let text = head.text("based_on", "a rule set") else { return nil }
        return report.word(text, "a rule set that is there", bases.map { ($0.id, $0) })
    }

    private func readSchemes(_ head: Fields, _ base: RuleSet?) -> [Scheme] {
        guard let node = head.node("schemes") else {
            if base == nil { _ = head.required("schemes", "schemes such as RFS") }
            return base?.schemes ?? []
        }
        return (report.list(node, "schemes") ?? []).compactMap { scheme in
            report.text(scheme, "a scheme").flatMap {
                report.word($0, "a scheme", Scheme.allCases.map { ($0.rawValue, $0) })
            }
        }
    }

    private func readRules(
        _ file: Fields, _ base: [RuleID: RuleDefinition]
    ) -> [RuleID: RuleDefinition] {
        var rules = base
        guard let node = file.node("rules") else {
            if base.isEmpty { _ = file.required("rules", "rules by id") }
            return rules
        }
        for (id, value) in Fields.pairs(of: node, "\"rules\"", report) ?? [] {
            let known = RuleID.allCases.map { ($0.rawValue, $0) }
            guard let rule = report.word(id, "a rule", known),
                let definition = readRule(rule, value, base[rule])
            else { continue }
            rules[rule] = definition
        }
        return rules
    }

    private func readRule(
        _ rule: RuleID, _ node: Node, _ base: RuleDefinition?
    ) -> RuleDefinition? {
        let keys = ["severity", "paragraph", "statement", "messages"]
        guard let fields = Fields(node, "rule \(rule.rawValue)", keys: keys, report) else {
            return nil
        }
        if base == nil {
            for key in keys { _ = fields.required(key, "what the rule has") }
        }
        let severity: RuleSeverity? = fields.word("severity", "a severity")
        let paragraph = fields.plainText("paragraph", "a paragraph of the scheme")
        let statement = fields.node("statement").flatMap {
            pair($0, "a statement", extra: [])?.text
        }
        let messages = readMessages(rule, fields, base?.messages ?? [:])
        guard let severity = severity ?? base?.severity,
            let paragraph = paragraph ?? base?.paragraph,
            let statement = statement ?? base?.statement
        else { return nil }
        return RuleDefinition(
            severity: severity, paragraph: paragraph, statement: statement, messages: messages)
    }

    private func readMessages(
        _ rule: RuleID, _ fields: Fields, _ base: [String: RuleMessage]
    ) -> [String: RuleMessage] {
        guard let node = fields.node("messages") else { return base }
        let cases = RuleCase.all(of: rule)
        let what = "the messages of \(rule.rawValue)"
        guard let texts = Fields(node, what, keys: cases.map(\.name), report) else { return base }
        var messages = base
        for ruleCase in cases {
            if base[ruleCase.name] == nil, ruleCase.since.rawValue <= form.rawValue {
                _ = texts.required(ruleCase.name, "a message")
            }
            guard let node = texts.node(ruleCase.name),
                let (text, parts) = pair(node, "a message", extra: ["severity"])
            else { continue }
            check(text, of: ruleCase, parts)
            messages[ruleCase.name] = RuleMessage(
                text: text, severity: parts.word("severity", "a severity"))
        }
        return messages
    }

    /// A text that must be there in both languages.
    private func pair(
        _ node: Node, _ what: String, extra: [String]
    ) -> (text: LocalizedText, parts: Fields)? {
        guard let parts = Fields(node, what, keys: ["en", "zh-Hant"] + extra, report) else {
            return nil
        }
        let english = parts.requiredText("en", "English")
        let chinese = parts.requiredText("zh-Hant", "Traditional Chinese")
        guard let english, let chinese else { return nil }
        let text = LocalizedText(english: english.string, traditionalChinese: chinese.string)
        return (text, parts)
    }

    private func check(_ text: LocalizedText, of ruleCase: RuleCase, _ parts: Fields) {
        for (key, text) in [("en", text.english), ("zh-Hant", text.traditionalChinese)] {
            for name in RuleText.placeholders(in: text) where !ruleCase.figures.contains(name) {
                report.error(
                    parts.place(of: key),
                    "the message \(quoted(ruleCase.name)) has no figure \(quoted(name))",
                    hint: suggestion(for: name, among: ruleCase.figures)
                        ?? "its figures: \(ruleCase.figures.joined(separator: ", "))")
            }
        }
    }
}
