public import Plant
internal import Reporting

// Every setting that the scheme leaves open, with its value and who decided it.

extension FigureMaking {
    var openSettings: Document.Table {
        let isFirst = input.form == .first
        let listed = input.template.settings.listed(in: input.form)
        let rows = (project.settings.listed + listed).map { setting in
            Document.Row(
                id: setting.key,
                cells: [
                    Document.Cell(isFirst ? LocalizedText(both: setting.key) : setting.name),
                    Document.Cell(isFirst ? LocalizedText(both: setting.value) : setting.wording),
                    Document.Cell(origin(setting.source)),
                ])
        }
        return Document.Table(
            id: FigureID.settings.rawValue, title: FigureID.settings.name,
            columns: [
                .init(id: "setting", title: words("Setting", "設定")),
                .init(id: "value", title: words("Value", "數值")),
                .init(id: "source", title: words("Decided by", "決定來源")),
            ], rows: rows)
    }
}

/// A setting as a list shows it.
struct ListedSetting {
    var key: String
    /// What it is called.
    var name: LocalizedText
    /// As the file writes it.
    var value: String
    /// As people read it.
    var wording: LocalizedText
    var source: String?

    init<Value>(
        _ key: String, _ english: String, _ chinese: String, _ setting: Setting<Value>,
        none: LocalizedText = words("—", "—"), _ text: (Value) -> String? = { "\($0)" }
    ) {
        (self.key, name, source) = (key, words(english, chinese), setting.source)
        let text = text(setting.value)
        value = text ?? "—"
        wording =
            switch text {
            case "true": words("yes", "是")
            case "false": words("no", "否")
            case let text?: LocalizedText(both: text)
            case nil: none
            }
    }

    init<Word: SettingWord>(
        _ key: String, _ english: String, _ chinese: String, word setting: Setting<Word>
    ) {
        (self.key, name, source) = (key, words(english, chinese), setting.source)
        (value, wording) = (setting.value.rawValue, setting.value.wording)
    }
}

extension ProjectSettings {
    /// What a setting is called; nil where no setting has the key.
    public static func name(of key: String) -> LocalizedText? {
        Self().listed.first { $0.key == key }?.name
    }

    /// In order of their keys in the file.
    var listed: [ListedSetting] {
        [
            .init("restriction_months", "Restriction, months", "指明期限（月）", restrictionMonths),
            .init("restriction_start", "Restriction begins", "指明期限開始", word: restrictionStart),
            .init("benefit_months", "Benefit period, months", "效益報告期（月）", benefitMonths),
            .init(
                "benefit_periods", "Benefit periods", "效益報告期數目", benefitPeriods,
                none: words("until the restriction ends", "至指明期限屆滿")
            ) { $0.map { "\($0)" } },
            .init(
                "benefit_report_days", "Benefit report due, days", "效益報告限期（日）",
                benefitReportDays),
            .init("progress_months", "Progress accounts, months", "進度帳目（月）", progressMonths),
            .init(
                "progress_report_days", "Progress report due, days", "進度報告限期（日）",
                progressReportDays),
            .init(
                "final_report_days", "Final report due, days", "最終報告限期（日）", finalReportDays),
            .init("rounding", "Rounding of funding to the cent", "資助額捨入至仙", word: rounding),
            .init("turnover", "Turnover of the line", "生產線生意額", word: turnover),
            .init("new_job", "New jobs", "新職位", word: newJob),
            .init("full_time_hours", "Full time, hours a week", "全職每週工時", fullTimeHours),
            .init(
                "telemetry_for_checks", "Telemetry stands for on-site checks", "遙測可代替實地查察",
                isTelemetryForChecks),
            .init(
                "software_fundable", "Production software is fundable", "生產軟件可獲資助",
                isSoftwareFundable, none: words("by ruling, each", "逐項裁定")
            ) { $0.map { "\($0)" } },
            .init(
                "inside_moves_need_approval", "Moves inside Hong Kong need approval",
                "在港搬遷須經批准", insideMovesNeedApproval),
            .init("prevailing_language", "Prevailing language", "以何種語文為準", word: prevailing),
            .init("signature", "Signed with", "簽署方式", word: signature),
            .init("record_years", "Records kept, years", "保存紀錄（年）", recordYears),
            .init("audit_note", "Auditor's document", "審計文件", word: auditNote),
        ]
    }
}

extension TemplateSettings {
    /// What the first form does not know.
    private static let later: Set = ["fresh_percent", "manual_percent"]

    /// In order of their keys in the file.
    func listed(in form: PeriodicForm) -> [ListedSetting] {
        let all: [ListedSetting] = [
            .init(
                "smart_window_days", "Window of smart evidence, days", "智能證據時段（日）",
                smartWindowDays),
            .init(
                "connected_percent", "Connected, percent of planned time", "連線佔計劃時間（%）",
                connectedPercent),
            .init(
                "fresh_percent", "Real-time, percent of values under 5 s old",
                "實時：五秒內收到的數值（%）", freshPercent),
            .init(
                "manual_percent", "Automated, manual mode below percent of known planned time",
                "自動化：手動模式佔已知計劃時間低於（%）", manualPercent),
            .init(
                "throughput_percentile", "Percentile of throughput", "產出速率百分位",
                throughputPercentile),
            .init("list_length", "Length of lists", "列表長度", listLength),
        ]
        return form == .first ? all.filter { !Self.later.contains($0.key) } : all
    }
}
