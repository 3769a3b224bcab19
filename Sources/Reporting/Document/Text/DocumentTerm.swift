public import Plant

/// The words of documents, whatever report they are.
public enum DocumentTerm: String, CaseIterable, Sendable {
    case subject, period, state, asOf, software, definition, seal, recordLanguage
    case figure, section, table, row, column, value, unit, text, source, basis, coverage, formula
    case input
    case evidence, page, bases, number, kind, cover, notice, restsOn, legend, part

    /// The wording in both languages.
    public var wording: LocalizedText {
        switch self {
        case .subject: words("Project or line", "項目或生產線")
        case .period: words("Reporting period", "報告期")
        case .state: words("Version", "版本")
        case .asOf: words("As of", "截至")
        case .software: words("Software", "軟件")
        case .definition: words("Definition", "定義")
        case .seal: words("Seal", "封存")
        case .recordLanguage: words("Language that decides", "以此語文為準")
        case .figure: words("Figure", "數字")
        case .section: words("Section", "章節")
        case .table: words("Table", "表")
        case .row: words("Row", "行")
        case .column: words("Column", "欄")
        case .value: words("Value", "數值")
        case .unit: words("Unit", "單位")
        case .text: words("Text or reason", "文字或原因")
        case .source: words("Source class", "來源類別")
        case .basis: words("Basis", "依據")
        case .coverage: words("Coverage", "數據覆蓋率")
        case .formula: words("Formula", "算式")
        case .input: words("Input", "算項")
        case .evidence: words("Evidence", "憑證")
        case .page: words("Page", "頁面")
        case .bases: words("What the figures rest on", "數字的依據")
        case .number: words("No.", "編號")
        case .kind: words("Kind", "種類")
        case .cover: words("About this document", "文件資料")
        case .notice: words("Read before believing", "閱讀須知")
        case .restsOn: words("Rests on", "依據詳情")
        case .legend:
            words(
                "Each figure names its source class and, in brackets, the number of its basis at "
                    + "the end.",
                "每個數字均註明來源類別，括號內為文末依據的編號。")
        case .part: words("continued", "續")
        }
    }
}

extension SourceClass {
    /// What it is called.
    public var wording: LocalizedText {
        switch self {
        case .measured: words("measured", "實測")
        case .computed: words("computed", "計算")
        case .declared: words("declared", "申報")
        case .audited: words("audited", "經審計")
        case .decided: words("decided", "核定")
        case .imported: words("imported", "匯入")
        }
    }
}

extension Document.Metadata.State {
    /// What it is called.
    public var wording: LocalizedText {
        switch self {
        case .draft: words("Draft", "草稿")
        case .sealed: words("Sealed", "已封存")
        case .restated: words("Restated", "重列")
        }
    }
}

extension Document.Notice.Severity {
    /// What it is called.
    public var wording: LocalizedText {
        switch self {
        case .information: words("Note", "備註")
        case .warning: words("Warning", "提示")
        case .error: words("Error", "錯誤")
        }
    }
}

private func words(_ english: String, _ traditionalChinese: String) -> LocalizedText {
    LocalizedText(english: english, traditionalChinese: traditionalChinese)
}
