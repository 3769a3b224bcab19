/// Tells code from prose in Swift source, well enough for the rules: it knows comments, strings of
/// every kind and their interpolations, but not regular expression literals.
struct SwiftCode {
    private let source: [UInt8]
    private var output: [UInt8]
    private var position = 0

    /// The same text with every byte of a comment or string literal turned into a space; line
    /// breaks stay, so that line numbers hold.
    static func withoutProse(_ text: String) -> String {
        var scanner = SwiftCode(source: Array(text.utf8))
        scanner.scanCode(untilParenthesis: false)
        return String(decoding: scanner.output, as: UTF8.self)
    }

    private init(source: [UInt8]) {
        self.source = source
        output = source
    }

    /// Scans code up to the end, or behind the parenthesis that closes an interpolation.
    private mutating func scanCode(untilParenthesis: Bool) {
        var depth = 0
        while position < source.count {
            if starts(with: "//") {
                blankLine()
            } else if starts(with: "/*") {
                blankBlockComment()
            } else if let hashes = hashesBeforeQuote() {
                blankString(hashes: hashes)
            } else {
                if source[position] == UInt8(ascii: "(") { depth += 1 }
                if source[position] == UInt8(ascii: ")") {
                    if depth == 0 && untilParenthesis { return blank(1) }
                    depth -= 1
                }
                position += 1
            }
        }
    }

    private mutating func blankLine() {
        while position < source.count && source[position] != UInt8(ascii: "\n") { blank(1) }
    }

    private mutating func blankBlockComment() {
        var depth = 0
        repeat {
            if starts(with: "/*") {
                depth += 1
                blank(2)
            } else if starts(with: "*/") {
                depth -= 1
                blank(2)
            } else {
                blank(1)
            }
        } while depth > 0 && position < source.count
    }

    private mutating func blankString(hashes: Int) {
        let marks = String(repeating: "#", count: hashes)
        blank(hashes)
        let quote = starts(with: "\"\"\"") ? "\"\"\"" : "\""
        blank(quote.utf8.count)
        while position < source.count {
            if starts(with: quote + marks) { return blank(quote.utf8.count + hashes) }
            if quote == "\"" && source[position] == UInt8(ascii: "\n") { return }
            if starts(with: "\\" + marks + "(") {
                blank(2 + hashes)
                scanCode(untilParenthesis: true)
            } else if starts(with: "\\" + marks) {
                blank(2 + hashes)
            } else {
                blank(1)
            }
        }
    }

    /// The number of `#` before the quote that opens a string here, nil where none does.
    private func hashesBeforeQuote() -> Int? {
        var end = position
        while end < source.count && source[end] == UInt8(ascii: "#") { end += 1 }
        return end < source.count && source[end] == UInt8(ascii: "\"") ? end - position : nil
    }

    private func starts(with text: String) -> Bool {
        guard position < source.count, source[position] == text.utf8.first else { return false }
        return source[position...].starts(with: text.utf8)
    }

    private mutating func blank(_ count: Int) {
        for _ in 0..<min(count, source.count - position) {
            if source[position] != UInt8(ascii: "\n") { output[position] = UInt8(ascii: " ") }
            position += 1
        }
    }
}
