public import Plant
public import Reporting

/// What is said of flags.
public enum FlagTerm: String, CaseIterable, Sendable {
    case none, evidence, benign, reply, closed, falseAlarms, raised, open, alert

    /// The wording in both languages.
    public var wording: LocalizedText {
        switch self {
        case .none: words("No flag was raised.", "沒有提出警示。")
        case .evidence: words("Raised by", "提出依據")
        case .benign: words("What may explain it", "可能的解釋")
        case .reply: words("The company says", "企業的回應")
        case .closed: words("Closed by", "結束人員")
        case .falseAlarms: words("explained", "已解釋")
        case .raised: words("raised", "已提出")
        case .open: words("open", "未結束")
        case .alert:
            words(
                "A flag is an alert for a person to look at. It is not a breach.",
                "警示只提示需要有人查看，並不代表違反協議。")
        }
    }
}

extension FlagRecord {
    /// As lines of text.
    public var lines: [LocalizedText] {
        let head = words(
            "#\(number) \(id.rawValue) \(id.name.english) (\(severity.wording.english)): "
                + "\(name.english), \(from) – \(to): "
                + state.wording.english,
            "#\(number) \(id.rawValue) \(id.name.traditionalChinese)"
                + "（\(severity.wording.traditionalChinese)）："
                + "\(name.traditionalChinese)，\(from) – \(to)："
                + state.wording.traditionalChinese)
        let evidence = facts.map { fact in
            words(
                "    \(fact.name.english): \(fact.figure.english) [\(fact.source.wording.english)]",
                "    \(fact.name.traditionalChinese)：\(fact.figure.traditionalChinese)"
                    + "（\(fact.source.wording.traditionalChinese)）")
        }
        let said = replies.map { reply in
            words(
                "    \(FlagTerm.reply.wording.english) (\(reply.by)): \(reply.text)",
                "    \(FlagTerm.reply.wording.traditionalChinese)（\(reply.by)）：\(reply.text)")
        }
        let end = closing.map { closing in
            words(
                "    \(FlagTerm.closed.wording.english) \(closing.officer): "
                    + "\(closing.outcome.wording.english), \(closing.why)",
                "    \(FlagTerm.closed.wording.traditionalChinese) \(closing.officer)："
                    + "\(closing.outcome.wording.traditionalChinese)，\(closing.why)")
        }
        return [head] + evidence + said + (end.map { [$0] } ?? [])
    }
}

extension RaisedFlag {
    /// As a line of text.
    public var line: LocalizedText {
        let facts = evidence.map { fact in
            (
                "\(fact.name.english) \(fact.figure.text.english)",
                "\(fact.name.traditionalChinese) \(fact.figure.text.traditionalChinese)"
            )
        }
        let about = name ?? FlagAbout.line(about)
        return words(
            "\(id.rawValue) \(id.name.english): \(about.english): "
                + facts.map(\.0).joined(separator: "; "),
            "\(id.rawValue) \(id.name.traditionalChinese)：\(about.traditionalChinese)："
                + facts.map(\.1).joined(separator: "；"))
    }
}

extension FlagStatistics {
    /// As a line of text.
    public var line: LocalizedText {
        words(
            "\(id.rawValue): \(raised) raised, \(open) open, \(falseAlarms) explained",
            "\(id.rawValue)：提出 \(raised) 次，未結束 \(open) 次，已解釋 \(falseAlarms) 次")
    }
}

extension FlagBook {
    /// Stable names; every text in both languages.
    public var json: JSON {
        return .object([
            ("project", .string(project)), ("flags", .array(flags.map(\.json))),
            (
                "statistics",
                .array(
                    statistics.map { own in
                        .object([
                            ("flag", .string(own.id.rawValue)),
                            ("raised", .integer(Int64(own.raised))),
                            ("open", .integer(Int64(own.open))),
                            (
                                "closed",
                                .object(
                                    FlagClosing.Outcome.allCases.map {
                                        ($0.rawValue, .integer(Int64(own.closed[$0] ?? 0)))
                                    })
                            ),
                        ])
                    })
            ),
        ])
    }
}

extension FlagRecord.Fact {
    /// For programs, in both languages.
    public var json: JSON {
        .object([
            ("name", text(name)), ("figure", text(figure)), ("source", .string(source.rawValue)),
        ])
    }
}

extension FlagRecord {
    fileprivate var json: JSON {
        .object([
            ("number", .integer(number)), ("raised_at", .string(at.rfc3339)),
            ("flag", .string(id.rawValue)), ("name", text(id.name)),
            ("about", .string(about)), ("about_name", text(name)),
            ("severity", .string(severity.rawValue)),
            ("from", .string(from)), ("to", .string(to)),
            ("state", .string(state.rawValue)),
            (
                "evidence",
                .array(facts.map(\.json))
            ), ("benign", text(id.benign)),
            (
                "replies",
                .array(
                    replies.map {
                        .object([
                            ("at", .string($0.at.rfc3339)), ("by", .string($0.by)),
                            ("text", .string($0.text)),
                        ])
                    })
            ),
            (
                "closing",
                closing.map {
                    .object([
                        ("at", .string($0.at.rfc3339)), ("officer", .string($0.officer)),
                        ("outcome", .string($0.outcome.rawValue)), ("why", .string($0.why)),
                    ])
                } ?? .null
            ),
        ])
    }
}

private func text(_ text: LocalizedText) -> JSON {
    .object([("en", .string(text.english)), ("zh-Hant", .string(text.traditionalChinese))])
}
