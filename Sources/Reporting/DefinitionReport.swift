public import Plant
public import Production
import Telemetry

/// What the figures mean: every KPI as ISO 22400-1 describes them, the time elements, and the
/// definitions behind the hashes of a plant's figures.
public enum DefinitionReport {
    /// What is claimed, and no more: nobody certifies conformity.
    public static let conformity =
        "KPIs computed with the formulae and time elements of ISO 22400-2:2014; id, formula, unit, "
        + "range, trend, timing and audience published per KPI."

    /// All KPIs: those of time and pieces, then those of meters.
    public static let descriptors =
        KPI.allCases.map(\.descriptor) + ConsumptionKPI.allCases.map(\.descriptor)

    /// Everything, with what a plant declares of some of its lines; nil: of all.
    public static func json(_ plant: Plant, lines: [Int]? = nil) -> JSON {
        let lines = lines ?? Array(plant.lines.indices)
        let units = plant.workUnits.indices.filter { lines.contains(plant.workUnits[$0].line) }
        return json(plant, lines, units)
    }

    private static func json(_ plant: Plant, _ lines: [Int], _ units: [Int]) -> JSON {
        .object([
            ("conformity", .string(conformity)),
            ("plant", .string(plant.id)), ("convention", .string(plant.convention.rawValue)),
            ("time_zone", .string(plant.timeZone)),
            ("time_elements", .array(KPISymbol.elements.map(\.json))),
            ("symbols", .array(KPISymbol.others.map(\.json))),
            ("kpis", .array(descriptors.map(\.json))),
            ("not_computed", .array(UncomputedKPI.all.map(\.json))),
            ("definition", .string(plant.definitionHash())),
            (
                "lines",
                .array(
                    lines.map { line in
                        .object([
                            ("line", .string(plant.lines[line].id)),
                            ("definition", .string(plant.definitionHash(line: line))),
                        ])
                    })
            ),
            ("units", .array(units.map { json(plant, unit: $0) })),
        ])
    }

    private static func json(_ plant: Plant, unit index: Int) -> JSON {
        let unit = plant.workUnits[index]
        let text = plant.definitionText(workUnit: index)
        return .object([
            ("unit", .string(unit.path)),
            ("definition", .string(plant.definitionHash(workUnit: index))),
            // The hash is of these lines, each ended by a line feed.
            ("text", .array(text.split(separator: "\n").map { .string(String($0)) })),
            ("rates", .array(unit.rates.map { $0.json(plant) })),
        ])
    }
}

extension KPISymbol {
    fileprivate var json: JSON {
        .object([
            ("symbol", .string(symbol)), ("name", name.json), ("meaning", meaning.json),
        ])
    }
}

extension UncomputedKPI {
    fileprivate var json: JSON {
        .object([("name", name.json), ("formula", .string(formula)), ("why", why.json)])
    }
}

extension KPIDescriptor {
    fileprivate var json: JSON {
        .object([
            ("id", .string(id)), ("name", name.json), ("description", description.json),
            ("scope", .string(scope.rawValue)), ("formula", .string(formula)),
            ("unit", unit.json), ("range", .string(range)), ("trend", .string(trend.rawValue)),
            ("timing", words(timing)), ("audience", words(audience)),
            ("production_methodology", words(methodology)),
            (
                "effect_model",
                .object([
                    ("raises", .array(effect.raises.map { .string($0) })),
                    ("lowers", .array(effect.lowers.map { .string($0) })),
                ])
            ),
            ("notes", notes.json), ("source", .string(source.rawValue)),
        ])
    }

    private func words<Word: RawRepresentable>(_ words: [Word]) -> JSON
    where Word.RawValue == String {
        .array(words.map { .string($0.rawValue) })
    }
}
