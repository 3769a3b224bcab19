internal import Plant

/// Columns of `jobs.csv`.
enum JobsColumn: String, CaseIterable {
    case id = "job_id"
    case type, from, to, fte
    case itPost = "it_post"
}

/// Reads and checks `jobs.csv`.
struct JobsReader {
    private typealias Row = DeclaredTable<JobsColumn>.Row

    private enum Answer: String, CaseIterable { case yes, no }

    let mistakes: Mistakes

    func read(_ source: DeclaredSource) -> [JobRecord] {
        var lines: [String: Int] = [:]
        return DeclaredTable<JobsColumn>(source, mistakes).rows.compactMap { fields in
            let field = fields[.id]
            if let line = lines[field.text] {
                mistakes.add(
                    field.place, "expected every job once; it stands in line \(line) already")
            } else {
                lines[field.text] = field.place.line
            }
            return job(fields)
        }
    }

    private func job(_ fields: Row) -> JobRecord? {
        let id = id(fields[.id])
        let type: JobType? = fields[.type].word("a type of job", mistakes)
        let from = fields[.from].date(mistakes)
        let isOpen = fields[.to].text.isEmpty
        let to = isOpen ? nil : fields[.to].date(mistakes)
        let fte = fte(fields[.fte])
        let answer: Answer? = fields[.itPost].word("yes or no", mistakes)
        if let from, let to, to < from {
            mistakes.add(fields[.to].place, "expected \(from) or later")
            return nil
        }
        guard let id, let type, let from, isOpen || to != nil, let fte, let answer else {
            return nil
        }
        return JobRecord(
            id: id, type: type, from: from, to: to, fte: fte, isITPost: answer == .yes)
    }

    /// Messages never repeat what was found: it may be a person's name or number.
    private func id(_ field: CSVField) -> String? {
        guard !hasIdentityNumber(field.text) else {
            mistakes.add(
                field.place, "expected a pseudonym, found what looks like an identity number",
                hint: "jobs are declared without personal data")
            return nil
        }
        let isAllowed = field.text.utf8.allSatisfy {
            $0 == UInt8(ascii: "-") || isLetter($0) || isDigit($0)
        }
        guard isAllowed, (1...32).contains(field.text.utf8.count) else {
            mistakes.add(
                field.place, "expected a pseudonym of 1 to 32 letters A-Z, a-z, digits or hyphens")
            return nil
        }
        return field.text
    }

    private func fte(_ field: CSVField) -> Int64? {
        let what = "a number above 0 and up to 1 with at most 2 decimals"
        guard let hundredths = field.number(what, digits: 2, mistakes) else { return nil }
        guard (1...100).contains(hundredths) else {
            mistakes.add(field.place, "expected \(what), found \(quoted(field.text))")
            return nil
        }
        return hundredths
    }
}

private func isLetter(_ byte: UInt8) -> Bool { (65...90).contains(byte & 0xDF) }

private func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

/// Whether a text, or a part of it that is not within a longer word, has the form of a Hong Kong
/// identity card's number: one or two letters, six digits, a check digit or `A` that may stand in
/// parentheses.
private func hasIdentityNumber(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    func isWord(_ index: Int) -> Bool {
        bytes.indices.contains(index) && (isLetter(bytes[index]) || isDigit(bytes[index]))
    }
    return bytes.indices.contains { start in
        guard isLetter(bytes[start]), !isWord(start - 1) else { return false }
        var next = start + 1
        if isWord(next), isLetter(bytes[next]) { next += 1 }
        guard next + 6 < bytes.count, bytes[next..<next + 6].allSatisfy(isDigit) else {
            return false
        }
        next += 6
        while next < bytes.count, "-( ".utf8.contains(bytes[next]) { next += 1 }
        guard next < bytes.count, isDigit(bytes[next]) || bytes[next] & 0xDF == UInt8(ascii: "A")
        else { return false }
        return !isWord(next + 1)
    }
}
