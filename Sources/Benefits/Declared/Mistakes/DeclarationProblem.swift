public import Plant

/// Why a declaration is not recorded, where it is not for its rows; ``wording`` says it.
public enum DeclarationProblem: Hashable, Sendable {
    /// What was said beside the file.
    case words(WordsFault)
    /// The line that it is of.
    case line(LineFault)
    /// The records that are there.
    case record(RecordFault)

    /// The sentence in both languages.
    public var wording: LocalizedText {
        switch self {
        case .words(let fault): fault.wording
        case .line(let fault): fault.wording
        case .record(let fault): fault.wording
        }
    }
}

/// What may be wrong with what is said beside a declared file.
public enum WordsFault: Hashable, Sendable {
    case noChoice
    case noDate(String)
    case who
    case why, blankWhy
    case whySuperseded
    case daysInRows(DeclaredKind)
    case evidenceCount(most: Int)
    case evidenceSize(most: Int)
    case evidenceNames
    case fileName

    var wording: LocalizedText {
        switch self {
        case .noChoice: words("choose a kind and a file", "請選擇類別及檔案")
        case .noDate(let text): words("\(text) is no date", "\(text) 不是日期")
        case .who:
            words("say who hands it in, in up to 100 characters", "請填寫申報者，最多 100 個字元")
        case .why: words("say why in up to 1,000 characters", "原因最多 1,000 個字元")
        case .blankWhy: words("the reason is blank", "原因只有空格")
        case .whySuperseded: words("say why it replaces a record", "請填寫取代記錄的原因")
        case .daysInRows(let kind):
            words(
                "\(kind.rawValue) have their days in their rows; only jobs hold from a day on",
                "\(kind.wording.traditionalChinese)的日期載於各行，只有職位名單設生效日")
        case .evidenceCount(let most):
            words("expected at most \(most) files of evidence", "證明文件不得超過 \(most) 個")
        case .evidenceSize(let most):
            words(
                "expected evidence of at most \(most) bytes in all",
                "證明文件合計不得超過 \(most) 位元組")
        case .evidenceNames:
            words(
                "expected every file of evidence to have a name of its own", "各證明文件的檔名不得相同")
        case .fileName:
            words(
                "expected a file name of 1 to 200 bytes without slashes",
                "檔名應為 1 至 200 位元組，不含斜線")
        }
    }
}

/// What may be wrong with the line of a declaration.
public enum LineFault: Hashable, Sendable {
    case ofProject(DeclaredKind)
    case missing(DeclaredKind, lines: [String])
    case notInPlant(String)
    case notInProject(String, project: String)

    var wording: LocalizedText {
        switch self {
        case .ofProject(let kind):
            words(
                "\(kind.rawValue) are of the whole project: leave the line out",
                "\(kind.wording.traditionalChinese)屬整個項目，請勿指定生產線")
        case .missing(let kind, let lines):
            words(
                "expected a line for \(kind.rawValue), one of \(lines.joined(separator: ", "))",
                "\(kind.wording.traditionalChinese)須指定生產線：\(lines.joined(separator: "、"))")
        case .notInPlant(let line):
            words("the plant has no line \(quoted(line))", "廠房沒有生產線\(cornered(line))")
        case .notInProject(let line, let project):
            words(
                "the project \(project) has no line \(quoted(line))",
                "項目 \(project) 沒有生產線\(cornered(line))")
        }
    }
}

/// What may be wrong with a declaration beside the records that are there.
public enum RecordFault: Hashable, Sendable {
    case nothingToTakeBack(file: String)
    case there(file: String, record: Int64, name: String)
    case missing(Int64)
    case superseded(Int64, by: Int64)
    case sameDay(record: Int64, file: String, day: LocalDate)
    case leavesOut([String], from: LocalDate, record: Int64, file: String)
    case leftOutLater([String], from: LocalDate, record: Int64, file: String)

    var wording: LocalizedText {
        switch self {
        case .nothingToTakeBack(let file):
            words(
                "\(file) has no rows, and supersedes no record", "\(file) 沒有資料，亦沒有取代任何記錄")
        case .there(let file, let record, let name):
            words(
                "\(file) is declared already: record \(record), \(name)",
                "\(file) 已經申報：記錄 \(record)（\(name)）")
        case .missing(let number):
            words(
                "there is no record \(number) of the same kind and line",
                "同一類別及生產線沒有記錄 \(number)")
        case .superseded(let number, let later):
            words(
                "record \(number) was superseded by record \(later) already",
                "記錄 \(number) 已由記錄 \(later) 取代")
        case .sameDay(let record, let file, let day):
            words(
                "record \(record), \(file), holds from \(day) on too: "
                    + DeclaredHelp.supersede(record: record).wording.english,
                "記錄 \(record)（\(file)）亦由 \(day) 起生效："
                    + DeclaredHelp.supersede(record: record).wording.traditionalChinese)
        case .leavesOut(let jobs, let from, let record, let file):
            Self.leavesOut(jobs, from: from, record: record, file: file)
        case .leftOutLater(let jobs, let from, let record, let file):
            Self.leftOutLater(jobs, from: from, record: record, file: file)
        }
    }
}

extension RecordFault {
    private static func leavesOut(
        _ jobs: [String], from: LocalDate, record: Int64, file: String
    ) -> LocalizedText {
        let names = LocalizedText.listing(jobs)
        return words(
            "the list, which holds from \(from) on, leaves out \(numbered(jobs.count, "job")) of "
                + "record \(record), \(file): \(names.english); keep each, an ended one with its "
                + "last day (`to`). One that never was: take record \(record) back first, with a "
                + "file of header rows alone that supersedes it",
            "名單由 \(from) 起生效，但缺少記錄 \(record)（\(file)）的 \(jobs.count) 個職位："
                + "\(names.traditionalChinese)；請保留每個職位，已終止者填上最後一日（to）。"
                + "從未存在的職位，請先以只有標題的檔案取代記錄 \(record) 以撤回該記錄")
    }

    private static func leftOutLater(
        _ jobs: [String], from: LocalDate, record: Int64, file: String
    ) -> LocalizedText {
        let names = LocalizedText.listing(jobs)
        return words(
            "record \(record), \(file), which holds from \(from) on, leaves out "
                + "\(numbered(jobs.count, "job")) of this list: \(names.english); supersede record "
                + "\(record) first with a list that has each, an ended one with its last day (`to`)",
            "記錄 \(record)（\(file)）由 \(from) 起生效，但缺少此名單的 \(jobs.count) 個職位："
                + "\(names.traditionalChinese)；請先以載有每個職位的名單取代記錄 \(record)，"
                + "已終止者填上最後一日（to）")
    }
}
