internal import Plant
internal import Yams

extension ProjectReader {
    /// What the line did before.
    func readBaseline(_ file: Fields) -> LockedBaseline? {
        let keys = ["from", "to", "locked", "source", "good_per_hour", "good_per_operator_hour"]
        let fields = file.node("baseline").flatMap {
            Fields($0, "the baseline", keys: keys, report)
        }
        guard let fields else { return nil }
        let from = fields.date("from")
        let to = fields.date("to")
        fields.refuse("to", to, before: from, "the first day")
        if (from == nil) != (to == nil) {
            report.error(fields.place, "\"from\" and \"to\" of the baseline stand together")
        }
        let locked = fields.requiredDate("locked")
        let source = fields.requiredText("source", "the document that says so")
        fields.refuse("locked", locked, before: to, "the last day of the baseline")
        var rates: [String: Int64] = [:]
        if let node = fields.node("good_per_hour") {
            for (product, value) in Fields.pairs(of: node, "\"good_per_hour\"", report) ?? [] {
                plantNames.append(PlantName(kind: .product, text: product))
                rates[product.string] = report.value(
                    value, "good pieces a planned hour", Amounts.quantity)
            }
        }
        let hourly = fields.value(
            "good_per_operator_hour", "good pieces a paid hour", Amounts.quantity)
        guard let locked, let source else { return nil }
        var period: BenefitPeriod?
        if let from, let to, from <= to { period = BenefitPeriod(from: from, to: to) }
        return LockedBaseline(
            period: period, locked: locked, source: source.string, rates: rates,
            goodPerOperatorHour: hourly)
    }

    /// Template files of one's own, by the kind of report.
    func readTemplates(_ file: Fields) -> [ReportRecord.Kind: String] {
        let kinds = ReportRecord.Kind.allCases
        let fields = file.node("templates")
            .flatMap { Fields($0, "templates", keys: kinds.map(\.rawValue), report) }
        var templates: [ReportRecord.Kind: String] = [:]
        for kind in kinds { templates[kind] = fields?.plainText(kind.rawValue, "a file") }
        return templates
    }

    /// The stations of a line, by the identifiers of its work units.
    func readStations(_ fields: Fields, line: String) -> [String] {
        list(fields, "stations", "work units").compactMap { node in
            guard let text = report.text(node, "a work unit"),
                let id = report.identifier(text, "a work unit")
            else { return nil }
            plantNames.append(PlantName(kind: .station(line: line), text: text))
            return id
        }
    }
}
