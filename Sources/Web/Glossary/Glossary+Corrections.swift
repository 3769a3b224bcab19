import Plant
import Production
import Reporting

/// What the pages say of corrections.
enum CorrectionTerm: Term, CaseIterable {
    case correct, corrections, none, giveReason, change, reasonOf, splitStop, splitAt, firstPart
    case secondPart, asItWas, noReason, stateOf, from, to, scrapFound, when, quantity,
        productThatRan
    case judge, judgeFinding, modulus, withdraw, withdrawOf, by, why, record, recordedAt, what
    case effect, conflict, conflictHow, backToShift, rework, find, discontinuities, pickReason
    case notNow, restated, reading

    var wording: LocalizedText {
        switch self {
        case .correct: words("Correct", "更正")
        case .corrections: words("Corrections", "更正記錄")
        case .none: words("Nothing was corrected in this span.", "此時段沒有更正。")
        case .giveReason: words("Give reason", "填寫原因")
        case .change: words("Change", "更改")
        case .reasonOf: words("Why did it stand?", "停機原因？")
        case .pickReason: words("Reason", "原因")
        case .splitStop: words("Split the stop in two", "將停機分為兩段")
        case .splitAt: words("The second begins at", "第二段開始時間")
        case .firstPart: words("Reason of the first", "第一段原因")
        case .secondPart: words("Reason of the second", "第二段原因")
        case .asItWas: words("as it was", "維持不變")
        case .noReason: words("No reason", "不填原因")
        case .stateOf: words("State of an interval", "更正某時段狀態")
        case .from: words("From", "由")
        case .to: words("To", "至")
        case .scrapFound: words("Scrap found by hand", "人手發現廢品")
        case .when: words("When they were made", "生產時間")
        case .quantity: words("How many", "數量")
        case .productThatRan: words("the product that ran", "當時生產的產品")
        case .judge: words("Reclassify", "重新分類")
        case .judgeFinding: words("What was it really?", "實際情況？")
        case .modulus: words("Number of values of the counter", "計數器數值個數")
        case .withdraw: words("Withdraw", "撤回")
        case .withdrawOf: words("Withdraw this correction?", "撤回此更正？")
        case .by: words("Your name", "你的姓名")
        case .why: words("Comment: why", "備註：理由")
        case .record: words("Record", "記錄")
        case .recordedAt: words("Recorded", "記錄時間")
        case .what: words("What", "內容")
        case .effect: words("In the figures", "是否計入")
        case .conflict:
            words(
                "Somebody else was faster. Nothing was recorded.", "有人已先行更正，你的更正沒有記錄。")
        case .conflictHow:
            words(
                "To record yours on top of it, send the form again.",
                "如仍要記錄你的更正，請再次提交表格。")
        case .backToShift: words("Back to the shift", "返回更次")
        case .rework: words("To be reworked", "待返工")
        case .find:
            words(
                "To give a stop a reason, choose it on the Shift page.",
                "如要填寫停機原因，請於更次頁選擇該次停機。")
        case .discontinuities: words("Counter findings", "計數器異常")
        case .notNow: words("Nothing can be corrected here now.", "目前無法更正。")
        case .reading: words("Reading", "讀數")
        case .restated: words("corrections in the figures", "項更正已計入")
        }
    }
}

/// Whether a correction is in the figures, in a word.
enum EffectTerm: Term, CaseIterable {
    case inForce, superseded, withdrawn, withoutEffect

    var wording: LocalizedText {
        switch self {
        case .inForce: words("yes", "是")
        case .superseded: words("superseded by", "已被取代：")
        case .withdrawn: words("withdrawn by", "已被撤回：")
        case .withoutEffect: words("no: what it speaks of is not there", "否：所指記錄已不存在")
        }
    }
}

extension CounterClass: Term {
    var wording: LocalizedText {
        switch self {
        case .baseline: words("New baseline: no piece", "新基準：不計產量")
        case .reset: words("Reset: the new count was made", "歸零：新讀數計入產量")
        case .rollover: words("Rolled over: made up to the end and on", "溢位：續計產量")
        case .jump: words("True rise: all of it was made", "真實上升：全數計入產量")
        case .spike: words("Wrong reading: no piece", "讀數錯誤：不計產量")
        case .jitter: words("Jitter: no piece", "抖動：不計產量")
        }
    }
}

/// What is wrong with a form.
enum FormProblem: Term, CaseIterable {
    case missing, time, number, reversed, future, noStop, noFinding, impossible, tooLong, tooMany
    case expired, other

    init(_ code: QueryError.Code) {
        self =
            switch code {
            case .missingField: .missing
            case .malformedTime: .time
            case .malformedNumber: .number
            case .reversedSpan: .reversed
            case .inFuture: .future
            case .noSuchStop: .noStop
            case .noSuchFinding: .noFinding
            case .impossibleClass: .impossible
            case .textTooLong: .tooLong
            case .moreThanGood: .tooMany
            default: .other
            }
    }

    var wording: LocalizedText {
        switch self {
        case .missing: words("A field is empty.", "有欄位未填寫。")
        case .time: words("A time cannot be read.", "時間格式不正確。")
        case .number: words("A number cannot be read.", "數字格式不正確。")
        case .reversed: words("The interval ends before it begins.", "時段的結束早於開始。")
        case .future: words("That time has not come yet.", "該時間尚未到。")
        case .noStop: words("There is no such stop.", "沒有該次停機。")
        case .noFinding: words("There is no such finding any more.", "該異常記錄已不存在。")
        case .impossible: words("The values cannot mean that.", "讀數不符合所選類別。")
        case .tooLong: words("A text is too long.", "文字過長。")
        case .tooMany: words("So many were not good on that day.", "當日合格品沒有那麼多。")
        case .expired:
            words("The form is too old or not from here: send it again.", "表格已過期，請再次提交。")
        case .other: words("The form has a mistake in it.", "表格有誤。")
        }
    }
}
