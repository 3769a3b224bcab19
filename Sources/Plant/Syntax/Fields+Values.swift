package import Yams

/// Why a text is not the value that was expected.
package struct Mismatch: Error {
    /// Follows the text: `is not a time`.
    var problem: String
    /// What would have been right.
    var hint: String?
    /// Whether the text must not be shown, for it holds a secret.
    var isSecret = false

    package init(problem: String, hint: String? = nil, isSecret: Bool = false) {
        self.problem = problem
        self.hint = hint
        self.isSecret = isSecret
    }
}

extension Report {
    /// The text of a scalar; reports anything else.
    package func text(_ node: Node, _ expected: String) -> Text? {
        guard let scalar = node.scalar, !scalar.isNull else {
            error(Place(node.mark), "expected \(expected), not \(kind(of: node))")
            return nil
        }
        return Text(string: scalar.string, place: Place(scalar.mark))
    }

    /// A scalar, turned into a value by a parser whose mismatch is reported.
    package func value<Value>(
        _ node: Node, _ expected: String, _ parse: (String) throws(Mismatch) -> Value
    ) -> Value? {
        guard let text = text(node, expected) else { return nil }
        do {
            return try parse(text.string)
        } catch {
            self.error(
                text.place,
                "\(error.isSecret ? "the value" : quoted(text.string)) \(error.problem)",
                hint: error.hint ?? "expected \(expected)")
            return nil
        }
    }

    /// The nodes of a list; a single scalar stands for a list of one.
    package func list(_ node: Node, _ expected: String) -> [Node]? {
        if let sequence = node.sequence { return Array(sequence) }
        if let scalar = node.scalar, !scalar.isNull { return [node] }
        error(Place(node.mark), "expected a list of \(expected), not \(kind(of: node))")
        return nil
    }

    /// One of several words; reports a word that is none of them, with the nearest.
    package func word<Value>(_ text: Text, _ what: String, _ words: [(String, Value)]) -> Value? {
        if let match = words.first(where: { $0.0 == text.string }) { return match.1 }
        error(
            text.place, "\(quoted(text.string)) is not \(what)",
            hint: suggestion(for: text.string, among: words.map(\.0))
                ?? "expected \(alternatives(words.map(\.0)))")
        return nil
    }

    /// An identifier, `[a-z0-9-]+`.
    package func identifier(_ text: Text, _ what: String) -> String? {
        let fits = text.string.utf8.allSatisfy {
            (97...122).contains($0) || (48...57).contains($0) || $0 == 45
        }
        guard fits, !text.string.isEmpty, text.string.utf8.count <= 64 else {
            error(
                text.place, "\(quoted(text.string)) is not an identifier for \(what)",
                hint: "identifiers are 1 to 64 of a-z, 0-9 and -")
            return nil
        }
        return text.string
    }
}

extension Fields {
    /// The text of a key, if it is there.
    package func text(_ key: String, _ expected: String) -> Text? {
        node(key).flatMap { report.text($0, expected) }
    }

    /// The text of a key that must be there and must not be empty.
    package func requiredText(_ key: String, _ expected: String) -> Text? {
        guard let text = required(key, expected).flatMap({ report.text($0, expected) }) else {
            return nil
        }
        guard !text.string.isEmpty else {
            report.error(text.place, "expected \(expected), not an empty text")
            return nil
        }
        return text
    }

    /// A value of a key, if it is there.
    package func value<Value>(
        _ key: String, _ expected: String, _ parse: (String) throws(Mismatch) -> Value
    ) -> Value? {
        node(key).flatMap { report.value($0, expected, parse) }
    }

    /// A value of a key that must be there.
    package func requiredValue<Value>(
        _ key: String, _ expected: String, _ parse: (String) throws(Mismatch) -> Value
    ) -> Value? {
        required(key, expected).flatMap { report.value($0, expected, parse) }
    }

    /// One of several words, if the key is there.
    package func word<Value>(_ key: String, _ what: String, _ words: [(String, Value)]) -> Value? {
        text(key, what).flatMap { report.word($0, what, words) }
    }

    /// `true` or `false`, if the key is there.
    package func flag(_ key: String) -> Bool? {
        word(key, "true or false", [("true", true), ("false", false)])
    }

    /// The name of something in both languages; its identifier where it has none.
    package func name(fallback: String) -> LocalizedText {
        localizedText("name", "a name") ?? LocalizedText(both: fallback)
    }

    /// A text for both languages, or one for each, if it is there; one that lacks is the other one.
    package func localizedText(_ key: String, _ expected: String) -> LocalizedText? {
        guard let node = node(key) else { return nil }
        if node.scalar != nil {
            guard let text = report.text(node, expected), !text.string.isEmpty else { return nil }
            return LocalizedText(both: text.string)
        }
        guard let texts = Fields(node, expected, keys: ["en", "zh-Hant"], report) else {
            return nil
        }
        let english = texts.text("en", expected)?.string
        let chinese = texts.text("zh-Hant", expected)?.string
        guard let either = english ?? chinese else { return nil }
        return LocalizedText(
            english: english ?? either, traditionalChinese: chinese ?? either)
    }
}
