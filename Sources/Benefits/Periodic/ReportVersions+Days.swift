public import Plant

extension ReportVersions {
    /// On which day the rules of what was checked of the current version were judged.
    public var checkedOn: LocalDate? { check?.signOff.date }

    /// The last check of the current version.
    var check: Entry? { entries.last { $0.version == current && $0.step == .checked } }

    var changedSinceCheck: LocalizedText {
        words(
            "the report has changed since it was checked: check it again with "
                + "`lineside sign-off --step checked`",
            "報告自覆核後已有更改：請以 `lineside sign-off --step checked` 再次覆核")
    }

    /// Why a step cannot be of a day: the period is not over, an earlier step is of a later day, or
    /// the day is to come.
    func obstacle(to step: Step, on day: LocalDate, today: LocalDate) -> LocalizedText? {
        guard period.to < today else {
            return words(
                "the period is not over: its last day is \(period.to)",
                "報告期未完結：最後一日為 \(period.to)")
        }
        guard day <= today else {
            return words(
                "\(day) is to come: today is \(today)", "\(day) 尚未到：今日為 \(today)")
        }
        guard period.to < day else {
            return words(
                "\(day) is not after the period, whose last day is \(period.to)",
                "\(day) 並非在報告期之後：報告期最後一日為 \(period.to)")
        }
        if let signed = signOff(of: current - 1)?.date, day < signed {
            return words(
                "\(day) is before \(signed), when version \(current - 1) was signed",
                "\(day) 早於第 \(current - 1) 版的簽署日 \(signed)")
        }
        if step == .signedOff, let checkedOn, day < checkedOn {
            return words(
                "\(day) is before \(checkedOn), when version \(current) was checked",
                "\(day) 早於第 \(current) 版的覆核日 \(checkedOn)")
        }
        return nil
    }
}
