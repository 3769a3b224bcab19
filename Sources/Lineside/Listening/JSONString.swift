import Reporting

/// Texts as JSON, which YAML reads as well.
enum JSONString {
    static func quoted(_ text: String) -> String { JSON.string(text).text() }
}
