public import Plant

/// A value of a setting that has words of its own.
protocol SettingWord: RawRepresentable where RawValue == String {
    /// In both languages.
    var wording: LocalizedText { get }
}

extension ProjectSettings.Rounding: SettingWord {
    /// In both languages.
    public var wording: LocalizedText {
        switch self {
        case .down: words("down", "向下捨去")
        case .half: words("to the nearest, halves up", "四捨五入")
        }
    }
}

extension ProjectSettings.RestrictionStart: SettingWord {
    /// In both languages.
    public var wording: LocalizedText {
        switch self {
        case .dayAfterCompletion: words("the day after completion", "完成翌日")
        case .completion: words("the day of completion", "完成當日")
        case .finalAcceptance:
            words("the day on which the final accounts were accepted", "最終帳目獲接納當日")
        }
    }
}

extension ProjectSettings.Turnover: SettingWord {
    /// In both languages.
    public var wording: LocalizedText {
        switch self {
        case .net: words("net of returns and rebates", "扣除退貨及回贈後")
        case .netOutsideGroup:
            words("net, without sales within the group", "扣除退貨及回贈後，不計集團內銷售")
        case .gross: words("as invoiced, before returns and rebates", "按發票，未扣退貨及回贈")
        }
    }
}

extension ProjectSettings.NewJob: SettingWord {
    /// In both languages.
    public var wording: LocalizedText {
        switch self {
        case .aboveBaseline:
            words("jobs above the headcount at application", "高於申請時人數的職位")
        case .post: words("posts that began after the application", "申請後才開設的職位")
        }
    }
}

extension ProjectSettings.Prevailing: SettingWord {
    /// In both languages.
    public var wording: LocalizedText {
        switch self {
        case .agreement: words("as the project agreement says", "按項目協議")
        case .english: words("English", "英文")
        case .traditionalChinese: words("Chinese", "中文")
        }
    }
}

extension ProjectSettings.Signature: SettingWord {
    /// In both languages.
    public var wording: LocalizedText {
        switch self {
        case .device: words("the device's key", "裝置密鑰")
        case .certificate:
            words("a recognised certificate of the officer besides", "另加負責人的認可證書")
        }
    }
}

extension ProjectSettings.AuditNote: SettingWord {
    /// In both languages.
    public var wording: LocalizedText {
        switch self {
        case .agreedProcedures: words("agreed-upon procedures", "商定程序")
        case .audited: words("audited accounts", "經審計帳目")
        }
    }
}

extension Scheme {
    /// What it is called.
    public var wording: LocalizedText {
        switch self {
        case .rfs: words("Re-industrialisation Funding Scheme (RFS)", "再工業化資助計劃（RFS）")
        case .nifs: words("New Industrialisation Funding Scheme (NIFS)", "新型工業化資助計劃（NIFS）")
        case .nias:
            words("New Industrialisation Acceleration Scheme (NIAS)", "新型工業加速計劃（NIAS）")
        case .other: words("another scheme", "其他計劃")
        }
    }
}

extension ReportRecord.Kind {
    /// What it is called.
    public var wording: LocalizedText {
        switch self {
        case .progress: words("progress report", "進度報告")
        case .final: words("final report", "最終報告")
        case .benefit: words("benefit report", "效益報告")
        }
    }
}
