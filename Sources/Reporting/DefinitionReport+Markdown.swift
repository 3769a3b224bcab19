import Plant
import Production

extension DefinitionReport {
    /// What holds for every plant, as the page `docs/kpi.md`.
    public static var markdown: String {
        let sections = [
            introduction, symbols, summary, descriptors.map(\.markdown).joined(separator: "\n"),
            uncomputed,
        ]
        return sections.joined(separator: "\n")
    }

    private static var introduction: String {
        """
        # Key figures
        \(conformity)
        Nobody certifies it.

        `lineside definitions` prints this page from the table in the code; a test compares them. With `--plant` and
        `--json` it says what `/api/v1/definitions` says: the same, with the rates and definitions of a plant.

        - Every KPI is a pure function of sums of times and pieces: that of a day comes from the sums of its shifts.
        - A KPI that cannot be computed is null, with a reason; never 0.
        - With unknown time in the span all but the bounds and coverage are of the known part.
        - Figures are compared only where their definition hashes are equal.

        """
    }

    private static var symbols: String {
        let head = "| symbol | name | 名稱 | what it is |\n|---|---|---|---|\n"
        func rows(_ symbols: [KPISymbol]) -> String {
            symbols.map {
                "| \($0.symbol) | \($0.name.english) | \($0.name.traditionalChinese) | "
                    + "\($0.meaning.english) |\n"
            }.joined()
        }
        return "## Time elements\nEvery instant of a work unit belongs to exactly one.\n\n"
            + head + rows(KPISymbol.elements)
            + "\n## Other letters\n" + head + rows(KPISymbol.others)
    }

    private static var summary: String {
        "## All\n| id | name | 名稱 | formula | unit | source |\n|---|---|---|---|---|---|\n"
            + descriptors.map {
                "| `\($0.id)` | \($0.name.english) | \($0.name.traditionalChinese) | "
                    + "\($0.formula) | \($0.unit.english) | \($0.source.rawValue) |\n"
            }.joined()
    }

    private static var uncomputed: String {
        "## Not computed\nKPIs of ISO 22400-2 that states, counts, calendars, orders and meters "
            + "cannot give.\n\n| name | 名稱 | formula | why not |\n|---|---|---|---|\n"
            + UncomputedKPI.all.map {
                "| \($0.name.english) | \($0.name.traditionalChinese) | \($0.formula) | "
                    + "\($0.why.english) |\n"
            }.joined()
    }
}

extension KPIDescriptor {
    fileprivate var markdown: String {
        let rows: [(String, String)] = [
            ("description", description.english), ("scope", scope.markdown),
            ("formula", formula), ("unit", unit.english), ("range", range),
            ("trend", trend.markdown),
            ("timing", timing.map(\.rawValue).joined(separator: ", ")),
            ("audience", audience.map(\.rawValue).joined(separator: ", ")),
            ("production methodology", methodology.map(\.rawValue).joined(separator: ", ")),
            (
                "effect model",
                "raised by \(effect.raises.joined(separator: ", ")); lowered by "
                    + effect.lowers.joined(separator: ", ")
            ),
            ("notes", notes.english), ("source", source.rawValue),
        ]
        return "## \(name.english) \(name.traditionalChinese)\n| `\(id)` | |\n|---|---|\n"
            + rows.map { "| \($0) | \($1) |\n" }.joined()
    }
}

extension KPIDescriptor.Scope {
    fileprivate var markdown: String {
        switch self {
        case .all: "work unit, line, plant, product"
        case .firstOperation: "work unit that no other feeds"
        case .meters: "work unit, line, plant with meters"
        }
    }
}

extension KPIDescriptor.Trend {
    fileprivate var markdown: String {
        switch self {
        case .higher: "the higher the better"
        case .lower: "the lower the better"
        case .none: "neither way is better"
        }
    }
}
