import Plant
import Reporting
import Sealing

/// Rows for the secretariat, in two forms: JSON with a version, and CSV with both header rows.
///
/// Each row ends with the hash of itself: SHA-256 of the row as an object of the compact JSON,
/// without the member `hash` and those that only say where it is from.
struct Export: Sendable {
    /// The version of the JSON.
    static let schemaVersion: Int64 = 1

    /// What the rows are, for programs.
    let kind: String
    /// What holds for all rows; in the JSON alone.
    var head: [(String, JSON)] = []
    let columns: [ExportColumn]
    /// How many columns come first that are not in the hash.
    var unhashed = 0
    let rows: [[JSON]]

    var json: JSON {
        .object(
            [("schema_version", .integer(Self.schemaVersion)), ("kind", .string(kind))] + head
                + [("rows", .array(rows.map { .object(members($0)) }))])
    }

    var csv: String {
        let columns = columns + [.hash]
        let heads = [
            columns.map(\.rawValue), columns.map(\.wording.english),
            columns.map(\.wording.traditionalChinese),
        ]
        return CSV.text(heads + rows.map { members($0).map { Self.cell($0.1) } })
    }

    private func members(_ row: [JSON]) -> [(String, JSON)] {
        precondition(row.count == columns.count, "a row has a value a column")
        let members = zip(columns, row).map { ($0.rawValue, $1) }
        let hashed = JSON.object(Array(members.dropFirst(unhashed)))
        let hash = Digest(of: Array(hashed.text().utf8)).hex
        return members + [(ExportColumn.hash.rawValue, .string(hash))]
    }

    private static func cell(_ value: JSON) -> String {
        switch value {
        case .null: ""
        case .string(let text): text
        default: value.text()
        }
    }
}

extension [JSON] {
    /// A title in both languages: the values of the columns ``titles``.
    init(titles: LocalizedText) {
        self = [.string(titles.english), .string(titles.traditionalChinese)]
    }
}

extension [ExportColumn] {
    /// Of what a row is called.
    static let titles: [ExportColumn] = [.title, .chineseTitle]
}

/// The columns of exports, by their name in the interface.
enum ExportColumn: String, Term, CaseIterable {
    case plant, project, title, unit, scheme, reference, line, report, pack
    case figure, value, reason, source, coverage
    case duty, due, done, status, reminder, defaults
    case record, subject, content, supersedes, why, seal, key, hash
    case by, flag, about, severity, evidence, said, outcome
    case chineseTitle = "title_zh_hant"
    case chineseValue = "value_zh_hant"
    case chineseReason = "reason_zh_hant"
    case ruleSet = "rule_set"
    case periodFrom = "period_from"
    case periodTo = "period_to"
    case restrictionEnd = "restriction_end"
    case recordKind = "record_kind"
    case asOf = "as_of"

    var wording: LocalizedText {
        switch self {
        case .plant: words("Plant", "廠房")
        case .project: words("Project", "項目")
        case .title: words("English title", "英文名稱")
        case .chineseTitle: words("Chinese title", "中文名稱")
        case .unit: words("Unit", "單位")
        case .scheme: words("Scheme", "計劃")
        case .reference: words("Project reference no.", "項目編號")
        case .ruleSet: words("Rule set", "規則版本")
        case .line: words("Production line", "生產線")
        case .report: words("Report", "報告")
        case .pack: words("Evidence pack", "證據包")
        case .periodFrom: words("First day", "首日")
        case .periodTo: words("Last day", "末日")
        case .restrictionEnd: words("Restriction end date", "指明期限屆滿日期")
        case .figure: words("Figure", "項目數字")
        case .value: words("Value", "數值")
        case .chineseValue: words("Text in Chinese", "中文文字")
        case .reason: words("Why there is no value", "沒有數值的原因")
        case .chineseReason: words("The same in Chinese", "沒有數值的原因（中文）")
        case .source: words("Source class", "來源類別")
        case .coverage: words("Coverage", "數據覆蓋率")
        case .duty: words("Duty", "責任")
        case .due: words("Due date", "到期日")
        case .done: words("Done on", "完成日")
        case .status: words("Status", "狀況")
        case .reminder: words("Reminder: at most so many days left", "提示：剩餘日數不多於")
        case .defaults: words("Settings at their defaults", "採用預設值的設定")
        case .record: words("Record", "紀錄編號")
        case .recordKind: words("Kind", "種類")
        case .subject: words("Subject", "主題")
        case .content: words("Content", "內容")
        case .supersedes: words("Supersedes", "取代")
        case .why: words("Why", "原因")
        case .asOf: words("As of", "截至")
        case .seal: words("Hash of the seal", "封存雜湊值")
        case .key: words("Key that signed the seal", "簽署封存的金鑰")
        case .by: words("By whom", "經手人")
        case .flag: words("Flag", "警示")
        case .about: words("About", "關於")
        case .severity: words("Severity", "重要程度")
        case .evidence: words("Evidence", "提出依據")
        case .said: words("What the company says", "企業回應內容")
        case .outcome: words("Outcome", "結果")
        case .hash: words("Hash of the row", "此行雜湊值")
        }
    }
}
