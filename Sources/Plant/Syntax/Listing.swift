extension LocalizedText {
    /// How many of several things of a kind are told; of the others only how many there are.
    package static let listed = 10

    /// Names, at most ``listed``, then how many more there are.
    package static func listing(_ names: [String]) -> LocalizedText {
        let rest = names.count - listed
        let told = names.prefix(listed)
        return LocalizedText(
            english: told.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : ""),
            traditionalChinese: told.joined(separator: "、") + (rest > 0 ? "，另有 \(rest) 個" : ""))
    }
}

/// `1 job`, `2 jobs`: how many, before what is counted.
package func numbered(_ count: Int, _ one: String, _ many: String? = nil) -> String {
    "\(count) \(count == 1 ? one : many ?? one + "s")"
}

extension String {
    /// What a person said, without the white space and invisible characters around it; nil where
    /// nothing is left.
    package var nonBlank: String? {
        let said = drop(while: \.isBlank)
        guard let last = said.lastIndex(where: { !$0.isBlank }) else { return nil }
        return String(said[...last])
    }
}

extension Character {
    fileprivate var isBlank: Bool {
        isWhitespace
            || unicodeScalars.allSatisfy {
                [.format, .control].contains($0.properties.generalCategory)
            }
    }
}
