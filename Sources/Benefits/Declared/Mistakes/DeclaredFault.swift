public import Plant

/// What may be wrong in a declared file, with what it is about; ``wording`` says it.
public enum DeclaredFault: Hashable, Sendable {
    /// The file as a whole, its header, the shape of its rows.
    case file(FileFault)
    /// A field that is not what its column holds.
    case expected(DeclaredExpectation, found: String)
    /// A row that does not fit itself or another.
    case row(RowFault)
    /// Amounts that do not fit each other.
    case amount(AmountFault)
    /// A row that does not fit what else is known of the project.
    case project(ProjectFault)
    /// A published list of approved projects.
    case list(ListFault)

    /// The sentence in both languages.
    public var wording: LocalizedText {
        switch self {
        case .file(let fault): fault.wording
        case .expected(let what, let found):
            words(
                "expected \(what.wording.english), found \(quoted(found))",
                "應為\(what.wording.traditionalChinese)，現為\(cornered(found))")
        case .row(let fault): fault.wording
        case .amount(let fault): fault.wording
        case .project(let fault): fault.wording
        case .list(let fault): fault.wording
        }
    }
}

/// What may be wrong with a row beside others, the project or the report.
public enum ProjectFault: Hashable, Sendable {
    case unknownProduct(String)
    case noAuditor
    case overlap(row: String, line: Int, record: Int64, file: String)
    case cut(row: BenefitPeriod, report: BenefitPeriod)
    case notMade(String, line: String)

    var wording: LocalizedText {
        switch self {
        case .unknownProduct(let id):
            words("the plant has no product \(quoted(id))", "廠房沒有產品\(cornered(id))")
        case .noAuditor:
            words(
                "expected the auditor's document as evidence of an audited figure",
                "經審計的數字須附核數師文件作為證明")
        case .overlap(let row, let line, let record, let file):
            words(
                "\(row) overlaps line \(line) of record \(record), \(file)",
                "\(row) 與記錄 \(record)（\(file)）第 \(line) 行重疊")
        case .cut(let row, let report):
            words(
                "expected sales from \(row.from) to \(row.to) to lie wholly in the report's period "
                    + "\(report.from) to \(report.to) or outside it",
                "\(row.from) 至 \(row.to) 的銷售須完全在報告期 \(report.from) 至 \(report.to) 之內或之外")
        case .notMade(let product, let line):
            words(
                "the line \(quoted(line)) never makes \(quoted(product)): it is not its product, "
                    + "and none of its work units has a rate for it",
                "生產線\(cornered(line))從不生產\(cornered(product))：該產品並非其產品，"
                    + "其工作單元亦沒有該產品的生產速率")
        }
    }
}

/// What may be wrong in a published list.
public enum ListFault: Hashable, Sendable {
    case noHeadings
    case unclear(String)
    case cents(String)

    var wording: LocalizedText {
        switch self {
        case .noHeadings:
            words(
                "expected a row of headings with \"Reference No.\"", "應有一行標題載有「Reference No.」")
        case .unclear(let text):
            words(
                "\(quoted(text)) may be dollars or millions of them",
                "\(cornered(text))可以是元，也可以是百萬元")
        case .cents(let text):
            words(
                "\(quoted(text)) is not an amount in whole cents", "\(cornered(text))不是以整數仙計的金額")
        }
    }
}
