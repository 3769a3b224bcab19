/// A piece of a page: well-formed as HTML and as XML, because it can be made from elements and
/// escaped text only.
struct HTML: Sendable {
    /// What is sent.
    private(set) var source: String

    /// Nothing.
    static let nothing = HTML(source: "")

    private init(source: String) {
        self.source = source
    }

    /// Text, escaped.
    ///
    /// Characters that XML does not allow become U+FFFD.
    init(text: String) {
        source = ""
        Self.escape(text, into: &source)
    }

    /// An element.
    ///
    /// Attributes without a value are left out.
    ///
    /// - Parameters:
    ///   - name: from code only, never from data; so are the names of attributes.
    ///   - attributes: their values are escaped.
    ///   - content: what is in it.
    init(
        _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String?> = [:],
        @HTMLBuilder content: () -> HTML = { .nothing }
    ) {
        source = "<\(name)"
        for case (let key, let value?) in attributes {
            source += " \(key)=\""
            Self.escape(value, into: &source)
            source += "\""
        }
        let content = content()
        if Self.empty.contains(name.description) {
            source += "/>"
        } else {
            source += ">" + content.source + "</\(name)>"
        }
    }

    /// A whole document.
    static func document(_ root: HTML) -> String {
        "<!DOCTYPE html>\n" + root.source + "\n"
    }

    static func + (left: HTML, right: HTML) -> HTML {
        HTML(source: left.source + right.source)
    }

    /// Elements without content, which have no closing tag in HTML.
    private static let empty: Set<String> = ["meta", "link", "br", "hr", "img", "input"]

    private static func escape(_ text: String, into source: inout String) {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": source += "&amp;"
            case "<": source += "&lt;"
            case ">": source += "&gt;"
            case "\"": source += "&quot;"
            case "'": source += "&#39;"
            case "\t", "\n": source.unicodeScalars.append(scalar)
            case _ where scalar.value < 0x20 || scalar.value & 0xFFFE == 0xFFFE:
                source += "\u{FFFD}"
            default: source.unicodeScalars.append(scalar)
            }
        }
    }
}

/// Puts pieces of a page one after the other; a string is text and is escaped.
@resultBuilder
enum HTMLBuilder {
    static func buildExpression(_ html: HTML) -> HTML { html }
    static func buildExpression(_ text: String) -> HTML { HTML(text: text) }
    static func buildBlock(_ parts: HTML...) -> HTML { parts.reduce(.nothing, +) }
    static func buildOptional(_ part: HTML?) -> HTML { part ?? .nothing }
    static func buildEither(first: HTML) -> HTML { first }
    static func buildEither(second: HTML) -> HTML { second }
    static func buildArray(_ parts: [HTML]) -> HTML { parts.reduce(.nothing, +) }
}
