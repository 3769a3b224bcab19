internal import Plant
internal import Reporting

extension FigureDifference {
    /// Its name, and what it is called where it has a title.
    func heading(_ language: Language) -> String {
        let title = language(title)
        return title.isEmpty ? name : name + language.pick(" (\(title))", "（\(title)）")
    }

    /// A value with its unit.
    func shown(_ value: Document.Value?, _ language: Language) -> String {
        value.map { Phrasing(language, timeZone: "UTC")($0) } ?? Phrasing.dash
    }

    /// By how much, with its sign, behind a semicolon; nothing where there is nothing to subtract.
    func by(_ language: Language) -> String {
        guard let change else { return "" }
        let text = Phrasing(language, timeZone: "UTC")(change)
        let sign = (change.natural?.numerator ?? 0) > 0 ? "+" : ""
        return language.pick("; difference ", "；相差 ") + sign + text
    }
}
