/// Finds functions, initializers, subscripts and computed properties and counts their lines.
struct FunctionScanner {
    struct Function: Equatable {
        let name: String
        /// Lines from the declaration to the closing brace, both included.
        let length: Int
    }

    private static let keywords: Set<String> = ["func", "init", "deinit", "subscript", "var"]

    private static let otherDeclarations: Set<String> = [
        "let", "case", "struct", "enum", "class", "actor", "extension", "protocol",
    ]

    private let tokens: [Token]

    /// `code` holds lines without comments and strings.
    static func functions(in code: [String]) -> [Function] {
        let scanner = FunctionScanner(tokens: tokenize(code))
        return scanner.tokens.indices.compactMap { scanner.function(at: $0) }
    }

    private func function(at index: Int) -> Function? {
        let keyword = tokens[index]
        guard Self.keywords.contains(keyword.text) else { return nil }
        // `.init` and `self.init` are calls.
        guard index == 0 || tokens[index - 1].text != "." else { return nil }
        guard let open = bodyStart(after: index), let close = closingBrace(of: open) else {
            return nil
        }
        let isNamed = keyword.text == "func" || keyword.text == "var"
        let name = isNamed && index + 1 < open ? tokens[index + 1].text : keyword.text
        return Function(name: name, length: tokens[close].line - keyword.line + 1)
    }

    /// The brace that opens the body, nil for a declaration without one.
    private func bodyStart(after index: Int) -> Int? {
        var depth = 0
        for next in tokens.indices.dropFirst(index + 1) {
            switch tokens[next].text {
            case "(", "[": depth += 1
            case ")", "]": depth -= 1
            case "{" where depth == 0: return next
            case "}" where depth == 0: return nil
            case let word where depth == 0 && Self.endsDeclaration(word): return nil
            default: break
            }
            if depth < 0 { return nil }
        }
        return nil
    }

    private static func endsDeclaration(_ word: String) -> Bool {
        keywords.contains(word) || otherDeclarations.contains(word)
    }

    private func closingBrace(of open: Int) -> Int? {
        var depth = 0
        for next in tokens.indices.dropFirst(open) {
            if tokens[next].text == "{" { depth += 1 }
            if tokens[next].text == "}" { depth -= 1 }
            if depth == 0 { return next }
        }
        return nil
    }
}

extension FunctionScanner {
    private struct Token {
        let text: String
        /// From 0.
        let line: Int
    }

    /// Words and single marks; enough to follow braces.
    private static func tokenize(_ code: [String]) -> [Token] {
        var tokens: [Token] = []
        for (number, line) in code.enumerated() {
            var word = ""
            for character in line {
                if character.isLetter || character.isNumber || character == "_" {
                    word.append(character)
                    continue
                }
                if !word.isEmpty { tokens.append(Token(text: word, line: number)) }
                word = ""
                if !character.isWhitespace {
                    tokens.append(Token(text: String(character), line: number))
                }
            }
            if !word.isEmpty { tokens.append(Token(text: word, line: number)) }
        }
        return tokens
    }
}
