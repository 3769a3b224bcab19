internal import Foundation
internal import Reporting

/// What cairo does not write into a PDF, appended as an update of the file: languages, what figures
/// show, and of what head cells are the heads.
struct PDFAmendment {
    /// The elements in the order in which they began.
    let elements: [Element]
    let languages: DocumentLanguages

    /// - Throws: `PrintingError.refused` where the file is not as cairo 1.16 to 1.18 write it.
    func amend(_ file: [UInt8]) throws(PrintingError) -> [UInt8] {
        guard let reader = PDFReader(file), let root = reader.root else {
            throw .refused("the PDF has no table of objects")
        }
        let found = reader.objects.filter { $0.text.hasPrefix("<< /Type /StructElem") }
            .filter { !$0.text.contains("/S /Link\n") }
        guard found.count == elements.count,
            zip(found, elements).allSatisfy({ $0.text.contains("/S /\($1.kind.rawValue)\n") })
        else { throw .refused("the structure of the PDF is not that of the document") }
        var amended = [(root.number, with("/Lang (\(tag(languages.all[0])))" + title, root.text))]
        for (object, element) in zip(found, elements) {
            let words = attributes(element)
            if !words.isEmpty { amended.append((object.number, with(words, object.text))) }
        }
        return update(file, reader, amended.sorted { $0.0 < $1.0 })
    }

    /// A reader shows the title, not the name of the file.
    private var title: String { " /ViewerPreferences << /DisplayDocTitle true >>" }

    private func attributes(_ element: Element) -> String {
        var words: [String] = []
        if let text = element.alternative { words.append("/Alt \(hexadecimal(text))") }
        if let scope = element.scope { words.append("/A << /O /Table /Scope /\(scope) >>") }
        if let language = element.language { words.append("/Lang (\(tag(language)))") }
        return words.joined(separator: " ")
    }

    private func tag(_ language: Language) -> String {
        language == .english ? "en" : "zh-Hant-HK"
    }

    /// A text as PDF has any: UTF-16 with its mark.
    private func hexadecimal(_ text: String) -> String {
        let digits = printable(text).utf16.map { unit in
            let text = String(unit, radix: 16, uppercase: true)
            return String(repeating: "0", count: 4 - text.count) + text
        }
        return "<FEFF" + digits.joined() + ">"
    }

    /// A dictionary with more in it.
    private func with(_ words: String, _ dictionary: String) -> String {
        "<< " + words + dictionary.dropFirst(2)
    }

    private func update(
        _ file: [UInt8], _ reader: PDFReader, _ objects: [(Int, String)]
    ) -> [UInt8] {
        var file = file
        var table = "xref\n0 1\n0000000000 65535 f \n"
        for (number, text) in objects {
            let offset = String(file.count)
            let zeros = String(repeating: "0", count: 10 - offset.count)
            table += "\(number) 1\n\(zeros)\(offset) 00000 n \n"
            file += Array("\(number) 0 obj\n\(text)\nendobj\n".utf8)
        }
        let start = file.count
        file += Array(table.utf8)
        file += Array("trailer\n\(reader.trailer) /Prev \(reader.start) >>\n".utf8)
        file += Array("startxref\n\(start)\n%%EOF\n".utf8)
        return file
    }
}

/// The objects of a PDF whose table is plain, as cairo writes it.
private struct PDFReader {
    struct Object {
        var number: Int
        /// Its text up to `endobj`; that of a stream, up to the stream.
        var text: String
    }

    /// Every object, in order of its number.
    let objects: [Object]
    /// Where the table begins.
    let start: Int
    /// The trailer's dictionary without its end.
    let trailer: String

    init?(_ file: [UInt8]) {
        let tail = Self.text(file, max(0, file.count - 1024), until: nil)
        guard let word = tail.range(of: "startxref\n", options: .backwards),
            let start = Int(tail[word.upperBound...].prefix { $0.isNumber }), start < file.count
        else { return nil }
        let table = Self.text(file, start, until: nil)
        let lines = table.split(separator: "\n")
        guard lines.count > 2, lines[0] == "xref",
            let count = lines[1].split(separator: " ").last.flatMap({ Int($0) }),
            lines.count > count + 2,
            let dictionary = table.range(of: "trailer\n"),
            let end = table.range(of: ">>", options: .backwards)
        else { return nil }
        self.start = start
        trailer = table[dictionary.upperBound..<end.lowerBound]
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
        objects = (1..<max(1, count)).compactMap { number in
            guard let offset = Int(lines[number + 2].prefix(10)), offset < file.count else {
                return nil
            }
            let text = Self.text(file, offset, until: "endobj")
            let head = "\(number) 0 obj\n"
            guard text.hasPrefix(head) else { return nil }
            return Object(number: number, text: String(text.dropFirst(head.count)))
        }
    }

    /// The catalogue.
    var root: Object? { objects.first { $0.text.hasPrefix("<< /Type /Catalog") } }

    /// Latin text from an offset up to a word, or to the end, or to what is not text.
    private static func text(_ file: [UInt8], _ offset: Int, until word: String?) -> String {
        let end = Array((word ?? "").utf8)
        var place = offset
        while place < file.count, file[place] < 0x80 {
            if let first = end.first, file[place] == first, file[place...].starts(with: end) {
                break
            }
            place += 1
        }
        return String(decoding: file[offset..<place], as: UTF8.self)
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
