import Plant

/// What is said of sealed reports, and on the way from a figure down to its messages.
enum SealTerm: Term, CaseIterable {
    case sealed, none, report, kind, ofLine, project, line, made, number, hash, howTo
    case period, part, planned, total, messages, received, topic, payload, record, noMessages
    case removed, listed, shiftsOf, version, reported, restated, versions, versionName
    case newest, pack, noneInScope, evidence, evidenceMeaning, declaration, file, fileHash

    var wording: LocalizedText {
        switch self {
        case .sealed: words("Sealed reports", "已封存報告")
        case .none: words("Nothing is sealed yet.", "未有已封存的報告。")
        case .noneInScope:
            words("Nothing is sealed of what you may see.", "閣下可查閱的範圍內未有已封存的報告。")
        case .evidence: words("Evidence that the company keeps", "由企業保存的證明文件")
        case .evidenceMeaning:
            words(
                "The declarations rest on these files. They stay with the company; the pack has "
                    + "their names and hashes alone. Whether a file that somebody hands over is one "
                    + "of them says",
                "各項申報所依據的文件由企業保存，證據包只列明其名稱及雜湊值。核對他人所交文件是否其中之一：")
        case .declaration: words("Record", "記錄")
        case .file: words("File", "檔案")
        case .fileHash: words("SHA-256 of the file", "檔案的 SHA-256")
        case .pack: words("Evidence pack", "證據包")
        case .report: words("Reporting period", "報告期")
        case .kind: words("Kind", "種類")
        case .ofLine: words("Benefit figures of a line", "生產線效益數字")
        case .project: words("Project", "項目")
        case .line: words("Production line", "生產線")
        case .made: words("Sealed at", "封存時間")
        case .number: words("Seal", "封存編號")
        case .hash: words("Hash of the seal", "封存雜湊值")
        case .howTo:
            words(
                "A period that is over is sealed with the command", "報告期完結後，以此指令封存：")
        case .period: words("Figures of the period", "報告期的數字")
        case .part: words("Part of the period", "分段")
        case .planned: words("Planned time", "計劃時間")
        case .total: words("Whole period", "整個報告期")
        case .messages: words("Messages", "訊息")
        case .received: words("Received at", "接收時間")
        case .topic: words("Topic", "主題")
        case .payload: words("Payload", "內容")
        case .record: words("Record of the journal", "日誌紀錄編號")
        case .noMessages: words("No message of this work unit was received then.", "此時段未有接收此工位的訊息。")
        case .removed:
            words(
                "The journal does not reach back so far any more; the facts are kept.",
                "訊息日誌已不及此時段；事實仍予保存。")
        case .listed: words("The first {shown} are shown.", "只列出最先的 {shown} 則。")
        case .shiftsOf: words("Shifts", "更次")
        case .version: words("Version", "版本")
        case .reported: words("as reported", "所報")
        case .restated: words("as restated", "重列")
        case .versionName:
            words(
                "Version {version}, {standing} (seal {seal})",
                "第 {version} 版，{standing}（第 {seal} 號封存）")
        case .newest: words("Newest version of this report", "此報告的最新版本")
        case .versions: words("Versions of this report", "此報告的各版本")
        }
    }
}
