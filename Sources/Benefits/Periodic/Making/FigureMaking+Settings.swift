internal import Plant
internal import Reporting

// Every setting that the scheme leaves open, with its value and who decided it.

extension FigureMaking {
    var openSettings: Document.Table {
        let rows = (project.settings.listed + input.template.settings.listed).map { setting in
            Document.Row(
                id: setting.key,
                cells: [
                    Document.Cell(LocalizedText(both: setting.key)),
                    Document.Cell(LocalizedText(both: setting.value)),
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
    var value: String
    var source: String?

    init<Value>(_ key: String, _ setting: Setting<Value>, _ text: (Value) -> String = { "\($0)" }) {
        (self.key, value, source) = (key, text(setting.value), setting.source)
    }
}

extension ProjectSettings {
    /// In order of their keys in the file.
    var listed: [ListedSetting] {
        [
            .init("restriction_months", restrictionMonths),
            .init("restriction_start", restrictionStart) { $0.rawValue },
            .init("benefit_months", benefitMonths),
            .init("benefit_periods", benefitPeriods) { $0.map { "\($0)" } ?? "—" },
            .init("benefit_report_days", benefitReportDays),
            .init("progress_months", progressMonths),
            .init("progress_report_days", progressReportDays),
            .init("final_report_days", finalReportDays),
            .init("rounding", rounding) { $0.rawValue },
            .init("turnover", turnover) { $0.rawValue }, .init("new_job", newJob) { $0.rawValue },
            .init("full_time_hours", fullTimeHours),
            .init("telemetry_for_checks", isTelemetryForChecks),
            .init("software_fundable", isSoftwareFundable) { $0.map { "\($0)" } ?? "—" },
            .init("inside_moves_need_approval", insideMovesNeedApproval),
            .init("prevailing_language", prevailing) { $0.rawValue },
            .init("signature", signature) { $0.rawValue }, .init("record_years", recordYears),
            .init("audit_note", auditNote) { $0.rawValue },
        ]
    }
}

extension TemplateSettings {
    /// In order of their keys in the file.
    var listed: [ListedSetting] {
        [
            .init("smart_window_days", smartWindowDays),
            .init("connected_percent", connectedPercent),
            .init("throughput_percentile", throughputPercentile), .init("list_length", listLength),
        ]
    }
}
