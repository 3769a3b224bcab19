import Benefits
import Plant

/// What the page of declared data says.
enum DeclareTerm: Term, CaseIterable {
    case declared, declare, history, asOf, show, templates, templateHow, evidenceStays
    case supersedes, nothing, holdsFrom, why, tryOut
    case wouldChange, what, row, values, confirm, cancel

    var wording: LocalizedText {
        switch self {
        case .declared: words("Declared data", "申報資料")
        case .declare: words("Declare a file", "申報檔案")
        case .history: words("Everything that was declared", "所有申報記錄")
        case .asOf: words("As of", "截至")
        case .show: words("Show", "顯示")
        case .templates: words("Templates", "範本")
        case .templateHow:
            words(
                "Fill in below the two header rows and save as CSV UTF-8.",
                "請在兩行標題下填寫，並另存為 CSV UTF-8。")
        case .evidenceStays:
            words(
                "Evidence is kept here; reports and packs have its name and SHA-256 alone.",
                "證明文件保存於此；報告及證據包只列明其名稱及雜湊值。")
        case .supersedes: words("Supersedes", "取代記錄")
        case .nothing: words("Nothing", "無")
        case .holdsFrom: words("Of jobs: holds from", "職位名單生效日")
        case .why: words("Why it supersedes", "取代原因")
        case .tryOut: words("Show what would change", "顯示將會更改的內容")
        case .wouldChange: words("This would change", "將會更改的內容")
        case .what: words("What", "事項")
        case .row: words("Row", "行")
        case .values: words("Values", "數值")
        case .confirm: words("Record it", "確認記錄")
        case .cancel: words("Cancel", "取消")
        }
    }
}

// Its words are those of the mistakes in declared files.
extension DeclaredKind: Term {}

// Its words are those of `lineside declare`.
extension BookTerm: Term {}

extension DeclarationError.Code: Term {
    var wording: LocalizedText {
        switch self {
        case .malformedFile:
            words(
                "The file has mistakes; nothing of it was recorded.", "檔案有誤，未有記錄任何內容。")
        case .alreadyThere: words("This file is in force already.", "此檔案已經申報。")
        case .overlap:
            words(
                "It speaks of what a record in force speaks of: supersede that one.",
                "內容與現行記錄重疊，請取代該記錄。")
        case .incomplete:
            words(
                "The list leaves out jobs that are in force; nothing was recorded.",
                "名單缺少現行職位，未有記錄任何內容。")
        case .unknownRecord:
            words("The record to be superseded is not in force.", "要取代的記錄並非現行記錄。")
        case .conflict:
            words(
                "Somebody else declared something of the same meanwhile; nothing was recorded.",
                "其間已有其他人申報同類資料，未有記錄任何內容。")
        case .unknownProject: words("There is no such project.", "沒有此項目。")
        case .unknownLine: words("There is no such line of the project.", "項目沒有此生產線。")
        case .malformedRequest: words("The form has a mistake in it.", "表格有誤。")
        }
    }
}
