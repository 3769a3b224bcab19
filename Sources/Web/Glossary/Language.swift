import Reporting

extension Language {
    /// The wording of a term in this language.
    func callAsFunction(_ term: some Term) -> String {
        self(term.wording)
    }

    /// The best language for an `Accept-Language` header: the first of the highest weight that we
    /// speak.
    init(accepting header: String?) {
        let ranges = (header ?? "").prefix(500).split(separator: ",").prefix(20).map(Self.range)
        let best = ranges.enumerated().filter { $0.element.weight > 0 }
            .sorted { ($1.element.weight, $0.offset) < ($0.element.weight, $1.offset) }
            .lazy.compactMap { Self(tag: $0.element.tag) }.first
        self = best ?? .english
    }

    private static func range(_ text: Substring) -> (tag: String, weight: Double) {
        let parts = text.split(separator: ";").map { $0.filter { $0 != " " } }
        let weight = parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap {
            Double($0.dropFirst(2))
        }
        return (parts.first?.lowercased() ?? "", weight ?? 1)
    }

    /// Any Chinese is served in Traditional Chinese.
    private init?(tag: String) {
        if tag == "zh" || tag.hasPrefix("zh-") {
            self = .traditionalChinese
        } else if tag == "en" || tag.hasPrefix("en-") {
            self = .english
        } else {
            return nil
        }
    }
}
