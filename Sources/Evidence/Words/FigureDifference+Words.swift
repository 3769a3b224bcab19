internal import Plant
internal import Reporting

extension FigureDifference {
    /// Its name, and what it is called where it has a title.
    func heading(_ language: Language) -> String {
        let title = language(title)
        return title.isEmpty ? name : name + language.pick(" (\(title))", "（\(title)）")
    }

    /// A value with its unit.
    func shown(_ side: Side?, _ language: Language) -> String {
        guard let side else { return Phrasing.dash }
        if isFine, let text = side.text { return text }
        return Phrasing(language, timeZone: "UTC")(side.value)
    }

    /// Whether both are plain ratios that read the same with their usual decimals: then all that
    /// programs get are shown.
    private var isFine: Bool {
        guard case .ratio(_, .number)? = before?.value, case .ratio(_, .number)? = after?.value,
            before?.text != after?.text, difference != nil
        else { return false }
        let phrasing = Phrasing(.english, timeZone: "UTC")
        return before.map { phrasing($0.value) } == after.map { phrasing($0.value) }
    }

    /// By how much, with its sign, behind a semicolon; nothing where there is nothing to subtract.
    func by(_ language: Language) -> String {
        if isFine, let difference {
            return language.pick("; difference ", "；相差 ") + difference
        }
        guard let change else { return "" }
        let text = Phrasing(language, timeZone: "UTC")(change)
        let sign = (change.natural?.numerator ?? 0) > 0 ? "+" : ""
        return language.pick("; difference ", "；相差 ") + sign + text
    }
}
