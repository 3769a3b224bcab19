import Plant

/// The words in the name of a field or topic level: `StateCurrentStr` is state, current, str.
struct Name: Hashable {
    /// In small letters; the whole name without separators is one of them too.
    let words: Set<String>
    /// Only the single words, in order.
    let parts: [String]

    init(_ parts: [String]) {
        self.parts = parts.flatMap(Self.split)
        var words: Set<String> = []
        for part in parts {
            let split = Self.split(part)
            words.formUnion(split)
            words.insert(split.joined())
        }
        self.words = words
    }

    /// The name of the last key of a path.
    init(_ path: FieldPath) {
        let keys: [String] = path.steps.compactMap { step in
            if case .key(let key) = step { key } else { nil }
        }
        self.init(Array(keys.suffix(1)))
    }

    /// Whether it has one of some words.
    func says(_ others: Set<String>) -> Bool { !words.isDisjoint(with: others) }

    /// At separators, at a change from small to capital letters, and between letters and digits.
    private static func split(_ name: String) -> [String] {
        var words: [String] = []
        var word = ""
        var before: Character?
        for character in name {
            let isLetter = character.isLetter
            let isBreak =
                before.map { last in
                    (last.isLowercase && character.isUppercase)
                        || (last.isNumber != character.isNumber && last.isLetter == !isLetter)
                } ?? false
            if isBreak || !(isLetter || character.isNumber) {
                if !word.isEmpty { words.append(word) }
                word = ""
            }
            if isLetter || character.isNumber { word += character.lowercased() }
            before = character
        }
        if !word.isEmpty { words.append(word) }
        return words
    }
}
