internal import Plant

/// Columns of `jobs.csv`.
enum JobsColumn: String, DeclaredColumn {
    case id = "job_id"
    case type, from, to, fte
    case itPost = "it_post"
    case contract
    case hours = "hours_week"
    case upTo35 = "age_35"
    case retained
    case setUp = "setup"
    case moved, person
    case ending = "end_reason"

    var isOptional: Bool {
        switch self {
        case .id, .type, .from, .to, .fte, .itPost: false
        default: true
        }
    }

    var chinese: String {
        switch self {
        case .id: "職位代號"
        case .type: "工種"
        case .from: "由"
        case .to: "至（仍在職則留空）"
        case .fte: "全職等值"
        case .itPost: "創科職位"
        case .contract: "合約"
        case .hours: "每周工時"
        case .upTo35: "三十五歲或以下"
        case .retained: "保留職位"
        case .setUp: "建線人員"
        case .moved: "由其他地點調來"
        case .person: "僱員代號"
        case .ending: "終止原因"
        }
    }
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
                mistakes.add(field.place, .row(.twice(.job, line: line)))
            } else {
                lines[field.text] = field.place.line
            }
            return job(fields)
        }
    }

    private func job(_ fields: Row) -> JobRecord? {
        let id = id(fields[.id])
        let type: JobType? = fields[.type].word(.jobType, mistakes)
        let from = fields[.from].date(mistakes)
        let isOpen = fields[.to].text.isEmpty
        let to = isOpen ? nil : fields[.to].date(mistakes)
        let fte = fte(fields[.fte])
        let answer: Answer? = fields[.itPost].word(.answer, mistakes)
        let before = mistakes.count
        let details = details(fields, isOpen: isOpen)
        if let from, let to, to < from {
            mistakes.add(fields[.to].place, .row(.before(from)))
            return nil
        }
        guard let id, let type, let from, isOpen || to != nil, let fte, let answer,
            mistakes.count == before
        else {
            return nil
        }
        var job = JobRecord(
            id: id, type: type, from: from, to: to, fte: fte, isITPost: answer == .yes)
        details(&job)
        job.line = fields[.id].place.line
        return job
    }

    /// What is optional.
    private func details(_ fields: Row, isOpen: Bool) -> (inout JobRecord) -> Void {
        func answer(_ column: JobsColumn) -> Bool? {
            let answer: Answer? = fields.filled(column)?.word(.answer, mistakes)
            return answer.map { $0 == .yes }
        }
        let contract: ClaimedJob.Contract? = fields.filled(.contract)?.word(
            .contract, mistakes)
        let minutes = fields.filled(.hours).flatMap(minutes)
        let answers = [JobsColumn.upTo35, .retained, .setUp, .moved].map(answer)
        let person = fields.filled(.person).flatMap(id)
        let ending: JobRecord.Ending? = fields.filled(.ending)?.word(.ending, mistakes)
        if isOpen, let field = fields.filled(.ending) {
            mistakes.add(field.place, .row(.endingOfOpenJob))
        }
        return { job in
            (job.contract, job.minutesAWeek) = (contract, minutes)
            (job.isUpTo35, job.isRetained) = (answers[0], answers[1])
            (job.isSetUp, job.isMoved) = (answers[2], answers[3])
            (job.person, job.ending) = (person, ending)
        }
    }

    private func minutes(_ field: CSVField) -> Int? {
        guard let hundredths = field.number(.weeklyHours, digits: 2, mistakes) else { return nil }
        guard (1...8400).contains(hundredths), hundredths % 25 == 0 else {
            field.isNot(.weeklyHours, mistakes)
            return nil
        }
        return Int(hundredths * 60 / 100)
    }

    /// Messages never repeat what was found: it may be a person's name or number.
    private func id(_ field: CSVField) -> String? {
        guard !hasIdentityNumber(field.text) else {
            mistakes.add(field.place, .row(.identityNumber), .noPersonalData)
            return nil
        }
        let isAllowed = field.text.utf8.allSatisfy {
            $0 == UInt8(ascii: "-") || isLetter($0) || isDigit($0)
        }
        guard isAllowed, (1...32).contains(field.text.utf8.count) else {
            mistakes.add(field.place, .row(.pseudonym))
            return nil
        }
        return field.text
    }

    private func fte(_ field: CSVField) -> Int64? {
        guard let hundredths = field.number(.fte, digits: 2, mistakes) else { return nil }
        guard (1...100).contains(hundredths) else {
            field.isNot(.fte, mistakes)
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
