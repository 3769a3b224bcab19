import Plant
import Production

/// What the page of definitions says.
enum DefinitionTerm: Term, CaseIterable {
    case conformity, rates, noRates, itemTime, from, author, reason
    case hashes, comparing, figuresOf, definition
    case kpis, kpi, formula, unit, description, notes, source
    case elements, symbol, name, notComputed, whyNot

    var wording: LocalizedText {
        switch self {
        case .conformity:
            words(
                "KPIs computed with the formulae and time elements of ISO 22400-2:2014. Nobody "
                    + "certifies it.",
                "關鍵績效指標按 ISO 22400-2:2014 的公式及時間元素計算；並無機構就此發出認證。")
        case .rates: words("Declared rates", "申報節拍")
        case .noRates: words("No rate is declared.", "未有申報節拍。")
        case .itemTime: words("Time per item", "單件時間")
        case .from: words("Holds from", "生效日期")
        case .author: words("Declared by", "申報者")
        case .reason: words("Why", "原因")
        case .hashes: words("Definition hashes", "定義雜湊值")
        case .comparing:
            words(
                "Figures are compared only where their definition hashes are equal.",
                "只有定義雜湊值相同的數字才可互相比較。")
        case .figuresOf: words("Figures of", "數字屬於")
        case .definition: words("Definition", "定義")
        case .kpis: words("Key figures", "關鍵績效指標")
        case .kpi: words("Key figure", "指標")
        case .formula: words("Formula", "公式")
        case .unit: words("Unit", "單位")
        case .description: words("What it tells", "說明")
        case .notes: words("Notes", "備註")
        case .source: words("Source", "出處")
        case .elements: words("Time elements and letters", "時間元素及符號")
        case .symbol: words("Letter", "符號")
        case .name: words("Name", "名稱")
        case .notComputed: words("Not computed", "不作計算的指標")
        case .whyNot: words("Why not", "原因")
        }
    }
}

extension KPI: Term {
    var wording: LocalizedText { descriptor.name }
}

extension KPIDescriptor.Source: Term {
    var wording: LocalizedText {
        switch self {
        case .iso22400: words("ISO 22400-2:2014", "ISO 22400-2:2014 標準")
        case .commonUse: words("not of ISO 22400-2", "並非 ISO 22400-2 所載")
        case .lineside: words("of Lineside", "本系統")
        }
    }
}
