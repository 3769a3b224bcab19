internal import Plant

extension ApprovedList {
    /// Reads the yearly files of the list, whole or not at all.
    ///
    /// The published files drift: a byte order mark or none, UTF-8 or Windows-1252, headings with
    /// line breaks, other spaces or another case, columns that come and go, notes below the table.
    /// Amounts are in millions, but for the file of 2020, which has dollars under the same heading:
    /// what begins with `HK$` or `$`, or is 10,000 and more, is in dollars; what is at most 1,000
    /// is in millions; between the two nothing is guessed.
    ///
    /// - Throws: ``DeclaredError`` with every mistake.
    public static func read(_ sources: [DeclaredSource]) throws(DeclaredError) -> ApprovedList {
        var list = ApprovedList(entries: [], files: [])
        var mistakes: [Mistakes] = []
        for source in sources {
            let found = Mistakes(file: source.name)
            list.entries += ApprovedListReader(mistakes: found).read(source)
            list.files.append(source.file)
            mistakes.append(found)
        }
        guard mistakes.allSatisfy(\.isEmpty) else {
            throw DeclaredError(mistakes: mistakes.flatMap(\.sorted))
        }
        return list
    }
}

/// Reads one file of the list.
struct ApprovedListReader {
    /// The columns, with the beginnings of their headings in letters alone.
    private enum Column: CaseIterable {
        case programme, reference, title, applicant, approved, revised, remarks

        var headings: [String] {
            switch self {
            case .programme: ["programme", "program"]
            case .reference: ["reference", "projectreference"]
            case .title: ["projecttitle", "title"]
            case .applicant: ["leadapplicant", "applicant"]
            case .approved: ["fundsapproved", "fundapproved", "approvedfund"]
            case .revised: ["revisedfund"]
            case .remarks: ["remark"]
            }
        }

        var isNeeded: Bool { self != .revised && self != .remarks }
    }

    private typealias Places = [Column: Int]

    let mistakes: Mistakes

    /// Bytes, rows and headings of a file; nothing where a heading is not there.
    func read(_ source: DeclaredSource) -> [ApprovedEntry] {
        guard source.bytes.count <= DeclaredSource.sizeLimit else {
            mistakes.add(TextPlace(), .file(.size(most: DeclaredSource.sizeLimit)))
            return []
        }
        do throws(CSVMistake) {
            return entries(try CSVReader.rows(Self.text(source.bytes)))
        } catch {
            mistakes.add(error.place, .file(error.fault))
            return []
        }
    }

    /// UTF-8 with or without a mark, else Windows-1252, in which every byte is a character.
    static func text(_ bytes: [UInt8]) -> String {
        let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        if let text = String(validating: content, as: UTF8.self) { return text }
        var text = String.UnicodeScalarView()
        for byte in content {
            let high = (0x80...0x9F).contains(byte) ? windows1252[Int(byte) - 0x80] : UInt32(byte)
            text.append(Unicode.Scalar(high) ?? "\u{FFFD}")
        }
        return String(text)
    }

    /// Windows-1252 from 0x80 to 0x9F; what it leaves open is a replacement character.
    private static let windows1252: [UInt32] = [
        0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
    ]

    private func entries(_ rows: [CSVRow]) -> [ApprovedEntry] {
        guard let index = rows.firstIndex(where: { Self.places($0)[.reference] != nil }) else {
            mistakes.add(TextPlace(), .list(.noHeadings))
            return []
        }
        let places = Self.places(rows[index])
        let missing = Column.allCases.filter { $0.isNeeded && places[$0] == nil }
        for column in missing {
            mistakes.add(rows[index].end, .file(.missingColumn(column.headings[0])))
        }
        guard missing.isEmpty else { return [] }
        return rows[(index + 1)...].compactMap { entry($0, places) }
    }

    private static func places(_ row: CSVRow) -> Places {
        var places: Places = [:]
        for (index, field) in row.fields.enumerated() {
            let heading = String(
                field.text.lowercased().unicodeScalars.filter {
                    ("a"..."z").contains($0)
                })
            let column = Column.allCases.first { column in
                column.headings.contains { heading.hasPrefix($0) }
            }
            if let column, places[column] == nil { places[column] = index }
        }
        return places
    }

    /// nil for what is no project: an empty row, a note below the table, a heading again.
    private func entry(_ row: CSVRow, _ places: Places) -> ApprovedEntry? {
        func field(_ column: Column) -> CSVField? {
            places[column].flatMap { $0 < row.fields.count ? row.fields[$0] : nil }
        }
        func text(_ column: Column) -> String { field(column).map { Self.plain($0.text) } ?? "" }
        guard !text(.reference).isEmpty, !text(.applicant).isEmpty || !text(.title).isEmpty,
            Self.places(row)[.reference] == nil
        else { return nil }
        return ApprovedEntry(
            programme: text(.programme).uppercased(), reference: text(.reference),
            title: text(.title), applicant: text(.applicant),
            approved: field(.approved).flatMap(funds), revised: field(.revised).flatMap(funds),
            remarks: text(.remarks))
    }

    /// One line without blanks around it.
    private static func plain(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// nil where the list gives no amount: empty, `-`, `0`, `N/A`.
    private func funds(_ field: CSVField) -> ListedFunds? {
        var text = Self.plain(field.text).lowercased().filter { $0 != "," && $0 != " " }
        guard !["", "-", "–", "—", "n/a", "nil", "na"].contains(text) else { return nil }
        let isDollars = text.contains("$")
        for mark in ["hk$", "$", "hkd"] where text.hasPrefix(mark) {
            text.removeFirst(mark.count)
        }
        let isMarkedMillions = ["million", "m"].contains { text.hasSuffix($0) }
        text = String(text.reversed().drop { $0.isLetter }.reversed())
        guard let number = Self.number(text) else {
            field.isNot(.listed, mistakes)
            return nil
        }
        guard number.digits > 0 else { return nil }
        let decimals = number.decimals
        let whole = number.digits / Self.power(decimals)
        if !isMarkedMillions, isDollars || whole >= 10_000 {
            return amount(number, centsOfOne: 100, field)
        }
        guard isMarkedMillions || whole <= 1000 else {
            mistakes.add(
                field.place, .list(.unclear(String(field.text.prefix(40)))), .writeDollars)
            return nil
        }
        return amount(number, centsOfOne: 100_000_000, field)
    }

    private func amount(
        _ number: (digits: Int64, decimals: Int), centsOfOne: Int64, _ field: CSVField
    ) -> ListedFunds? {
        let scale = Self.power(number.decimals)
        let (product, isTooLarge) = number.digits.multipliedReportingOverflow(by: centsOfOne)
        guard !isTooLarge, product.isMultiple(of: scale), product / scale <= 1_000_000_000_000_000
        else {
            mistakes.add(field.place, .list(.cents(String(field.text.prefix(40)))))
            return nil
        }
        return ListedFunds(
            money: Money(cents: product / scale), step: max(1, centsOfOne / scale))
    }

    /// Digits without their point, and how many stand behind it.
    private static func number(_ text: String) -> (digits: Int64, decimals: Int)? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), !text.isEmpty,
            parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
            let digits = Int64(parts.joined())
        else { return nil }
        let decimals = parts.count == 2 ? parts[1].count : 0
        return decimals <= 9 ? (digits, decimals) : nil
    }

    private static func power(_ exponent: Int) -> Int64 {
        (0..<exponent).reduce(1) { product, _ in product * 10 }
    }
}
