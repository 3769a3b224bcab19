import Plant
import Storage
import Telemetry

/// What is said of figures that were changed afterwards.
enum ChangeTerm: Term, CaseIterable {
    case changes, none, at, span, unit, cause, what, messages, details

    var wording: LocalizedText {
        switch self {
        case .changes: words("Changed afterwards", "事後更改")
        case .none:
            words("Nothing of this period was changed afterwards.", "此時段的數字未有事後更改。")
        case .at: words("Changed at", "更改時間")
        case .span: words("Period concerned", "涉及時段")
        case .unit: words("Work unit", "工位")
        case .cause: words("Why", "原因")
        case .what: words("Before → after", "更改前 → 更改後")
        case .messages: words("late messages:", "遲到訊息：")
        case .details: words("Details only: instants, products or reasons", "只限細節：時刻、產品或原因")
        }
    }
}

extension ChangeCause: Term {
    var wording: LocalizedText {
        switch self {
        case .late: words("Messages came late", "訊息遲到")
        case .recompute: words("Computed again", "重新計算")
        }
    }
}

extension CountKind: Term {
    var wording: LocalizedText {
        switch self {
        case .made: words("Made", "產量")
        case .good: words("Good", "合格")
        case .scrap: words("Scrap", "報廢")
        case .rework: words("Rework", "返工")
        }
    }
}
