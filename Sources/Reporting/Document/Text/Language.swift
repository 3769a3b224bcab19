public import Plant

/// A language of pages and documents.
public enum Language: String, CaseIterable, Sendable {
    /// English.
    case english = "en"
    /// Chinese in traditional characters, as Hong Kong writes it.
    case traditionalChinese = "zh-Hant"

    /// The wording of this language.
    public func callAsFunction(_ text: LocalizedText) -> String {
        switch self {
        case .english: text.english
        case .traditionalChinese: text.traditionalChinese
        }
    }

    /// One of two wordings that carry data in them.
    public func pick(_ english: String, _ traditionalChinese: String) -> String {
        self(LocalizedText(english: english, traditionalChinese: traditionalChinese))
    }

    /// Its name in itself.
    public var ownName: String {
        switch self {
        case .english: "English"
        case .traditionalChinese: "繁體中文"
        }
    }
}

/// The languages of a printed document.
public enum DocumentLanguages: String, CaseIterable, Sendable {
    /// English alone.
    case english = "en"
    /// Traditional Chinese alone.
    case traditionalChinese = "zh-Hant"
    /// Traditional Chinese, and English below it.
    case both

    /// The languages in order.
    public var all: [Language] {
        switch self {
        case .english: [.english]
        case .traditionalChinese: [.traditionalChinese]
        case .both: [.traditionalChinese, .english]
        }
    }

    /// The wordings of a text, each once.
    public func wordings(_ text: LocalizedText) -> [String] {
        let wordings = all.map { $0(text) }
        return wordings.count > 1 && wordings[0] == wordings[1] ? [wordings[0]] : wordings
    }
}
