import Plant
import Reporting
import Storage
import Telemetry

/// What `/api/v1/kpi` is asked for.
struct KPIRequest: Sendable {
    var unit: String?
    var from: Timestamp?
    var to: Timestamp?
    var division: Division?
    var grouping: Grouping?
    /// Rates to try.
    var supposed: [String]
    var asOf: Timestamp?
    /// Whether the figures as they were stand beside those that are.
    var restated: Bool

    /// The names of its parameters in the address.
    static let parameters: Set<String> = [
        "unit", "from", "to", "by", "group", "what_if", "as_of", "restated",
    ]

    /// Reads the parameters of an address.
    init(_ parameters: [String: String], _ plant: Plant) throws(WebError) {
        unit = parameters["unit"]
        supposed = parameters["what_if"]?.split(separator: ",").map(String.init) ?? []
        from = try plant.instant(parameters["from"])
        to = try plant.instant(parameters["to"])
        division = try Self.choice(parameters["by"], "by", .unknownDivision)
        grouping = try Self.choice(parameters["group"], "group", .unknownGrouping)
        asOf = try plant.instant(parameters["as_of"])
        restated = try Self.flag(parameters["restated"], "restated")
    }

    /// Answers it.
    func answer(_ figures: Figures, _ store: any Store) throws -> JSON {
        try SpanLimit.check(from: from, to: to, figures)
        func report(_ asOf: Timestamp?) throws(QueryError) -> FigureReport {
            try KPIQuery(figures: figures.asOf(asOf), store: store).report(
                unit: unit, from: from, to: to, by: division, group: grouping, supposing: supposed)
        }
        do throws(QueryError) {
            guard restated else { return try report(asOf).json(figures.plant) }
            return try report(nil).json(
                figures.plant, beside: try report(asOf ?? .distantPast))
        } catch {
            throw WebError(error)
        }
    }

    private static func flag(_ text: String?, _ name: String) throws(WebError) -> Bool {
        switch text {
        case nil, "false": return false
        case "true": return true
        default: throw .badRequest("malformed_flag", "\(name) is true or false")
        }
    }

    private static func choice<Choice: RawRepresentable & CaseIterable>(
        _ text: String?, _ name: String, _ code: QueryError.Code
    ) throws(WebError) -> Choice? where Choice.RawValue == String {
        guard let text else { return nil }
        guard let choice = Choice(rawValue: text) else {
            let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw .badRequest(code.rawValue, "\(name) is one of \(known)")
        }
        return choice
    }
}
