/// Comma-separated values as RFC 4180 has them, for people who open them with a spreadsheet.
public enum CSV {
    /// The whole text: a byte order mark, so that any spreadsheet reads it as UTF-8, and lines that
    /// end with carriage return and line feed.
    public static func text(_ rows: [[String]]) -> String {
        "\u{FEFF}" + rows.map { $0.map(cell).joined(separator: ",") + "\r\n" }.joined()
    }

    /// One cell: quoted where it must be, and never a formula.
    ///
    /// What a spreadsheet would take for a formula gets an apostrophe in front, as OWASP advises; a
    /// plain negative number stays one.
    static func cell(_ text: String) -> String {
        var cell = text
        if let first = text.unicodeScalars.first, "=+-@\t\r\n＝＋－＠".unicodeScalars.contains(first),
            Double(text) == nil
        {
            cell = "'" + text
        }
        let mustQuote = cell.unicodeScalars.contains { "\",\r\n".unicodeScalars.contains($0) }
        return mustQuote ? "\"" + cell.replacing("\"", with: "\"\"") + "\"" : cell
    }
}
