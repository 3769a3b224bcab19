public import Plant

/// What pages and commands call the parts of a book of declared files.
public enum BookTerm: String, CaseIterable, Sendable {
    case record, kind, line, days, rows, recordedAt, by, file, evidence, standing
    case inForce, supersededBy, takesBack, nothing
    case added, removed, changed, unchanged, notYet

    /// The wording in both languages.
    public var wording: LocalizedText {
        switch self {
        case .record: words("Record", "記錄")
        case .kind: words("Kind", "類別")
        case .line: words("Line", "生產線")
        case .days: words("Days", "日期")
        case .rows: words("Rows", "行數")
        case .recordedAt: words("Recorded at", "記錄時間")
        case .by: words("By", "申報者")
        case .file: words("File", "檔案")
        case .evidence: words("Evidence", "證明文件")
        case .standing: words("Standing", "狀況")
        case .inForce: words("In force", "現行")
        case .supersededBy: words("Superseded by", "已由此記錄取代")
        case .takesBack: words("Takes back", "撤回")
        case .nothing: words("Nothing is declared.", "沒有申報資料。")
        case .added: words("Added", "新增")
        case .removed: words("Removed", "移除")
        case .changed: words("Changed", "更改")
        case .unchanged: words("Unchanged", "不變")
        case .notYet:
            words(
                "nothing is recorded yet: leave out --dry-run", "尚未記錄：請刪去 --dry-run 再執行")
        }
    }
}
