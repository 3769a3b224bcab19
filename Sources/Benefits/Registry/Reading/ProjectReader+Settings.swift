internal import Plant
internal import Yams

extension ProjectReader {
    static let settingKeys = [
        "restriction_months", "restriction_start", "benefit_months", "benefit_periods",
        "benefit_report_days", "progress_months", "progress_report_days", "final_report_days",
        "rounding", "turnover", "new_job", "full_time_hours", "telemetry_for_checks",
        "software_fundable", "inside_moves_need_approval", "prevailing_language", "signature",
        "record_years", "audit_note",
    ]

    func readSettings(_ file: Fields) -> ProjectSettings {
        var settings = ProjectSettings()
        let fields = file.node("settings")
            .flatMap { Fields($0, "settings", keys: Self.settingKeys, report) }
        guard let fields else { return settings }
        count(fields, "restriction_months", 0...600, &settings.restrictionMonths)
        word(fields, "restriction_start", &settings.restrictionStart)
        count(fields, "benefit_months", 1...60, &settings.benefitMonths)
        read(fields, "benefit_periods", &settings.benefitPeriods) {
            report.value($0, "a number", Amounts.count(0...60))
        }
        count(fields, "benefit_report_days", 0...730, &settings.benefitReportDays)
        count(fields, "progress_months", 1...60, &settings.progressMonths)
        count(fields, "progress_report_days", 0...730, &settings.progressReportDays)
        count(fields, "final_report_days", 0...730, &settings.finalReportDays)
        word(fields, "rounding", &settings.rounding)
        word(fields, "turnover", &settings.turnover)
        word(fields, "new_job", &settings.newJob)
        count(fields, "full_time_hours", 1...84, &settings.fullTimeHours)
        flag(fields, "telemetry_for_checks", &settings.isTelemetryForChecks)
        read(fields, "software_fundable", &settings.isSoftwareFundable) { readFlag($0) }
        flag(fields, "inside_moves_need_approval", &settings.insideMovesNeedApproval)
        word(fields, "prevailing_language", &settings.prevailing)
        word(fields, "signature", &settings.signature)
        count(fields, "record_years", 0...100, &settings.recordYears)
        word(fields, "audit_note", &settings.auditNote)
        return settings
    }

    /// Limits of the flags.
    func readFlagSettings(_ file: Fields) -> FlagSettings {
        var settings = FlagSettings()
        let keys = FlagSettings.keys
        let fields = file.node("flags")
            .flatMap { Fields($0, "flags", keys: keys.map(\.key), report) }
        guard let fields else { return settings }
        for (key, path, range) in keys { count(fields, key, range, &settings[keyPath: path]) }
        return settings
    }

    private func count(
        _ fields: Fields, _ key: String, _ range: ClosedRange<Int>, _ setting: inout Setting<Int>
    ) {
        read(fields, key, &setting) { report.value($0, "a number", Amounts.count(range)) }
    }

    private func word<Word: RawRepresentable & CaseIterable & Hashable & Sendable>(
        _ fields: Fields, _ key: String, _ setting: inout Setting<Word>
    ) where Word.RawValue == String {
        read(fields, key, &setting) { node in
            report.text(node, "a word").flatMap {
                report.word($0, "a value of \(key)", Word.allCases.map { ($0.rawValue, $0) })
            }
        }
    }

    private func flag(_ fields: Fields, _ key: String, _ setting: inout Setting<Bool>) {
        read(fields, key, &setting) { readFlag($0) }
    }

    private func readFlag(_ node: Node) -> Bool? {
        report.text(node, "true or false").flatMap {
            report.word($0, "true or false", [("true", true), ("false", false)])
        }
    }

    /// `key: value`, or `key: { value: …, source: … }`.
    private func read<Value>(
        _ fields: Fields, _ key: String, _ setting: inout Setting<Value>,
        _ parse: (Node) -> Value?
    ) {
        guard let node = fields.node(key) else { return }
        guard node.mapping != nil else {
            if let value = parse(node) {
                setting = Setting(value, source: ProjectSettings.ownSource)
            }
            return
        }
        guard let parts = Fields(node, "setting \(key)", keys: ["value", "source"], report) else {
            return
        }
        let value = parts.required("value", "a value").flatMap(parse)
        let source = parts.requiredText("source", "the document that says so")
        guard let value, let source else { return }
        setting = Setting(value, source: source.string)
    }
}
