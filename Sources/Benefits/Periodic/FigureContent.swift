public import Plant
public import Reporting

/// What a report says of one figure.
public enum FigureContent: Hashable, Sendable {
    /// Values, each of the project, of a line, of a product or of a part.
    case rows([FigureRow])
    /// Blocks of its own: tables and charts.
    case blocks([Document.Block])

    /// Whether nothing is known of it.
    public var isEmpty: Bool {
        switch self {
        case .rows(let rows): rows.allSatisfy { !$0.cell.value.isKnown }
        case .blocks(let blocks): blocks.isEmpty
        }
    }

    /// Its rows; empty where it has blocks of its own.
    public var rows: [FigureRow] {
        if case .rows(let rows) = self { rows } else { [] }
    }
}

/// One value of a figure.
public struct FigureRow: Hashable, Sendable {
    /// Stable name within the figure.
    public var key: String
    /// Of what it is: a line, a product, a part.
    public var of: LocalizedText
    /// The value and what it rests on.
    public var cell: Document.Cell
}

extension Document.Value {
    /// Whether something is known.
    var isKnown: Bool { if case .none = self { false } else { true } }
}

/// Why a figure has no value: said, never shown as zero.
enum FigureGap {
    case notDeclared, notMeasured, notInPlant, notOver, cutRow, noProduct, noPrice, notComparable
    case noHours, noJobs, noHeadcount, noBaseline, notKnown, notYet, lowCoverage, noMeter
    case qualityNotMeasured, noTarget, notSigned, noTariff, noReturns, noRelated, noExport
    case noCertificate, noSignal, notFrozen, notSaid, none_

    var wording: LocalizedText {
        switch self {
        case .notDeclared: words("not declared", "未有申報")
        case .notMeasured: words("nothing was heard", "沒有收到數據")
        case .notInPlant: words("the plant file has no such line", "廠房檔案沒有此生產線")
        case .notOver: words("the period is not over", "報告期未完結")
        case .cutRow:
            words("a declared row lies only partly in the period", "有申報行只有部分屬於報告期")
        case .noProduct: words("nobody said which product", "產品不明")
        case .noPrice: words("nothing was sold", "沒有銷售")
        case .notComparable: words("a side of it is not known", "資料不全，未作比較")
        case .noHours: words("no paid hours are declared", "未有申報支薪工時")
        case .noJobs: words("no jobs are declared", "未有申報職位")
        case .noHeadcount:
            words("headcount or its baseline is not declared", "未有申報人數或其基準")
        case .noBaseline: words("no baseline is locked", "未有鎖定基準")
        case .notKnown:
            words("telemetry does not show it; nothing is declared", "遙測數據未能顯示，亦未有申報")
        case .notYet: words("not yet", "尚未發生")
        case .lowCoverage: words("coverage too low to judge", "數據覆蓋率不足，無法判斷")
        case .noMeter: words("no meter", "沒有儀錶")
        case .qualityNotMeasured: words("quality is not measured", "沒有量度品質")
        case .noTarget: words("no target was set", "未有訂立目標")
        case .notSigned: words("not signed yet", "尚未簽署")
        case .noTariff: words("no tariff holds on every day of it", "並非每日均有收費")
        case .noReturns:
            words("returns are not declared in every row", "並非每行均有申報退貨及回贈")
        case .noRelated:
            words("related-party sales are not declared in every row", "並非每行均有申報關連方銷售")
        case .noExport: words("export is not declared in every row", "並非每行均有申報出口")
        case .noCertificate:
            words(
                "the project asks for a certificate; none is named", "項目要求認可證書，尚未提供")
        case .noSignal:
            words("the plant file has no such signal", "廠房檔案沒有此訊號")
        case .notFrozen: words("with the next check", "於下次覆核時")
        case .notSaid: words("the project file says nothing", "項目檔案沒有說明")
        case .none_: words("none", "沒有")
        }
    }
}
