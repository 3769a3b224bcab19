public import Plant

/// What a flag is about where that is neither a line nor a product, rule or project by its
/// identifier.
public enum FlagAbout: String, CaseIterable, Sendable {
    case turnover, round, corrections

    private var wording: LocalizedText {
        switch self {
        case .turnover: words("turnover", "生意額")
        case .round: words("declared numbers", "申報數字")
        case .corrections: words("corrections", "更正")
        }
    }

    /// The words of what a flag is about: a duty with its day, or one of these; nil of an
    /// identifier.
    public static func wording(of about: String) -> LocalizedText? {
        if let known = Self(rawValue: about) { return known.wording }
        let parts = about.split(separator: "/", maxSplits: 1)
        guard parts.count == 2, let duty = Duty.Kind(rawValue: String(parts[0])) else { return nil }
        return words(
            "\(duty.wording.english), \(parts[1])",
            "\(duty.wording.traditionalChinese)，\(parts[1])")
    }

    /// The same for a line of text: the identifier as it is, the project where there is none.
    static func line(_ about: String) -> LocalizedText {
        about.isEmpty
            ? RuleWord.project.wording : wording(of: about) ?? LocalizedText(both: about)
    }
}
