/// Where something stands in a text, from 1; columns count Unicode scalars.
struct TextPlace: Hashable, Sendable {
    var line = 1
    var column = 1
}

/// One field of a row, unquoted.
struct CSVField: Hashable, Sendable {
    var text: String
    /// Of its first character, the opening quote where it has one.
    var place: TextPlace
}

/// One row: at least one field.
struct CSVRow: Hashable, Sendable {
    var fields: [CSVField]
    /// Where the row ends, before its line break.
    var end: TextPlace

    /// Whether it says nothing: an empty line, or what a spreadsheet leaves of a cleared row.
    var isBlank: Bool { fields.allSatisfy(\.text.isEmpty) }
}

/// Why a text is no CSV, RFC 4180.
struct CSVMistake: Error, Hashable {
    var place: TextPlace
    var fault: FileFault
}

/// Reads RFC 4180 with the place of every field; lines end in CR LF or LF.
struct CSVReader {
    private let scalars: [Unicode.Scalar]
    private var next = 0
    private var place = TextPlace()

    /// All rows of a text.
    static func rows(_ text: String) throws(CSVMistake) -> [CSVRow] {
        var reader = CSVReader(text)
        var rows: [CSVRow] = []
        while reader.next < reader.scalars.count { rows.append(try reader.row()) }
        return rows
    }

    private init(_ text: String) {
        scalars = Array(text.unicodeScalars)
    }

    private mutating func row() throws(CSVMistake) -> CSVRow {
        var fields: [CSVField] = []
        while true {
            fields.append(peek == "\"" ? try quotedField() : try plainField())
            let end = place
            switch peek {
            case ",": advance()
            case "\r":
                guard next + 1 < scalars.count, scalars[next + 1] == "\n" else {
                    throw CSVMistake(place: place, fault: .carriageReturn)
                }
                advance()
                fallthrough
            case "\n":
                advance()
                return CSVRow(fields: fields, end: end)
            default:
                guard peek == nil else {
                    throw CSVMistake(place: place, fault: .textAfterQuote)
                }
                return CSVRow(fields: fields, end: end)
            }
        }
    }

    private mutating func plainField() throws(CSVMistake) -> CSVField {
        let start = place
        var text = String.UnicodeScalarView()
        while let scalar = peek, scalar != ",", scalar != "\r", scalar != "\n" {
            guard scalar != "\"" else {
                throw CSVMistake(place: place, fault: .quoteInField)
            }
            text.append(scalar)
            advance()
        }
        return CSVField(text: String(text), place: start)
    }

    private mutating func quotedField() throws(CSVMistake) -> CSVField {
        let start = place
        var text = String.UnicodeScalarView()
        advance()
        while let scalar = peek {
            advance()
            if scalar == "\"" {
                guard peek == "\"" else { return CSVField(text: String(text), place: start) }
                advance()
            }
            text.append(scalar)
        }
        throw CSVMistake(place: start, fault: .openQuote)
    }

    private var peek: Unicode.Scalar? { next < scalars.count ? scalars[next] : nil }

    private mutating func advance() {
        if scalars[next] == "\n" {
            place = TextPlace(line: place.line + 1, column: 1)
        } else {
            place.column += 1
        }
        next += 1
    }
}
