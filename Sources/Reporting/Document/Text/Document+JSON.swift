public import Plant

extension Document {
    /// The version of ``json``; its schema is `config/schemas/document-1.schema.json`.
    public static let jsonVersion: Int64 = 1

    /// The document as JSON: everything that is in it, exactly, in both languages.
    ///
    /// Counts are in their unit, money in dollars, lengths of time in seconds, a ratio is a
    /// fraction. What a figure rests on is an index into `bases`.
    public var json: JSON {
        let numbers = BasisNumbers(self)
        return .object([
            ("document_version", .integer(Self.jsonVersion)), ("metadata", metadata.json),
            ("sections", .array(sections.map { $0.json(numbers) })),
            ("bases", .array(numbers.bases.map(\.json))),
        ])
    }
}

extension LocalizedText {
    /// Every language by its code.
    public var json: JSON {
        .object(Language.allCases.map { ($0.rawValue, .string($0(self))) })
    }
}

extension Document.Metadata {
    fileprivate var json: JSON {
        .object([
            ("kind", .string(kind)), ("title", title.json), ("project", project.json),
            (
                "period",
                period.map {
                    .object([("from", .string("\($0.from)")), ("to", .string("\($0.to)"))])
                } ?? .null
            ),
            ("state", .string(state.rawValue)), ("edition", .integer(Int64(edition))),
            ("as_of", .string(asOf.rfc3339)), ("time_zone", .string(timeZone)),
            ("software", .string(software)), ("definition_hash", definitionHash.json),
            ("seal_hash", sealHash.json), ("record_language", (recordLanguage?.rawValue).json),
        ])
    }
}

extension String? {
    fileprivate var json: JSON { map { .string($0) } ?? .null }
}

extension Document.Section {
    fileprivate func json(_ numbers: BasisNumbers) -> JSON {
        .object([
            ("id", .string(id)), ("title", title.json),
            ("blocks", .array(blocks.map { $0.json(numbers) })),
        ])
    }
}

extension Document.Block {
    fileprivate func json(_ numbers: BasisNumbers) -> JSON {
        switch self {
        case .paragraph(let text): .object([("type", .string("paragraph")), ("text", text.json)])
        case .notice(let notice):
            .object([
                ("type", .string("notice")), ("severity", .string(notice.severity.rawValue)),
                ("code", .string(notice.code)), ("text", notice.text.json),
            ])
        case .table(let table):
            .object([("type", .string("table")), ("table", table.json(numbers))])
        case .chart(let chart):
            .object([
                ("type", .string("chart")), ("kind", .string(chart.kind.rawValue)),
                ("series", .array(chart.series.map { .string($0) })),
                ("summary", chart.summary.json), ("table", chart.table.json(numbers)),
            ])
        }
    }
}

extension Document.Table {
    fileprivate func json(_ numbers: BasisNumbers) -> JSON {
        .object([
            ("id", .string(id)), ("title", title.json),
            (
                "columns",
                .array(
                    columns.map {
                        .object([
                            ("id", .string($0.id)), ("title", $0.title.json),
                            ("is_figure", .bool($0.isFigure)),
                        ])
                    })
            ),
            (
                "rows",
                .array(
                    rows.map { row in
                        .object([
                            ("id", .string(row.id)), ("is_total", .bool(row.isTotal)),
                            ("cells", .array(row.cells.map { $0.json(numbers) })),
                        ])
                    })
            ),
        ])
    }
}

extension Document.Cell {
    fileprivate func json(_ numbers: BasisNumbers) -> JSON {
        var members = value.members
        if let basis {
            members.append(("source", .string(basis.source.rawValue)))
            members.append(("basis", .integer(Int64(numbers[basis] - 1))))
        }
        if let formula { members.append(("formula", formula.json)) }
        return .object(members)
    }
}

extension Document.Value {
    fileprivate var members: [(String, JSON)] {
        let type: (String, JSON) = ("type", .string(type))
        switch self {
        case .text(let text): return [type, ("text", text.json)]
        case .count(let millionths, let unit):
            return [
                type, ("value", .quantity(millionths: millionths)), ("unit", .string(unit.code)),
            ]
        case .money(let cents):
            return [
                type, ("value", .decimal(value: cents, digits: 2)), ("currency", .string("HKD")),
            ]
        case .ratio(let ratio, let form):
            return [type, ("value", ratio.json), ("form", .string(form.rawValue))]
        case .date(let date): return [type, ("value", .string("\(date)"))]
        case .duration(let nanoseconds):
            return [type, ("value", .seconds(nanoseconds: nanoseconds)), ("unit", .string("s"))]
        case .none(let reason): return [type, ("reason", reason.json)]
        }
    }
}

extension Ratio {
    /// The fraction; in texts, because few readers keep 128 bits.
    fileprivate var json: JSON {
        .object([
            ("numerator", .string("\(numerator)")), ("denominator", .string("\(denominator)")),
        ])
    }
}

extension Document.Basis {
    fileprivate var json: JSON {
        .object([
            ("source", .string(source.rawValue)), ("coverage", coverage?.json ?? .null),
            ("formula", formula?.json ?? .null),
            (
                "inputs",
                .array(
                    inputs.map { input in
                        .object(
                            [("name", input.name.json), ("source", .string(input.source.rawValue))]
                                + input.value.members + input.seriesMember)
                    })
            ),
            (
                "evidence",
                .array(
                    evidence.map {
                        .object([("name", .string($0.name)), ("sha256", .string($0.sha256))])
                    })
            ),
            (
                "definitions",
                .array(
                    definitions.map {
                        .object([("unit", .string($0.unit)), ("hash", .string($0.hash))])
                    })
            ),
            ("link", link.json),
        ])
    }
}

extension Document.Input {
    /// Nothing where it stands for itself.
    fileprivate var seriesMember: [(String, JSON)] {
        series.isEmpty ? [] : [("series", .array(series.map { .object($0.members) }))]
    }
}

extension CellFormula {
    fileprivate var json: JSON {
        func operation(_ name: String, _ parts: [JSON]) -> JSON {
            .object([("operation", .string(name)), ("of", .array(parts))])
        }
        switch self {
        case .cell(let address): return address.json
        case .input(let place): return .object([("input", .integer(Int64(place)))])
        case .number(let number): return .integer(number)
        case .sum(let addresses): return operation("sum", addresses.map(\.json))
        case .plus(let a, let b): return operation("plus", [a.json, b.json])
        case .minus(let a, let b): return operation("minus", [a.json, b.json])
        case .times(let a, let b): return operation("times", [a.json, b.json])
        case .divided(let a, let b): return operation("divided", [a.json, b.json])
        case .greatest(let a, let b): return operation("greatest", [a.json, b.json])
        case .rounded(let formula, let digits):
            return operation("rounded", [formula.json, .integer(Int64(digits))])
        case .monthsAfter(let a, let b): return operation("months_after", [a.json, b.json])
        case .ranked(let place, let percent):
            return operation(
                "ranked", [CellFormula.input(place).json, .integer(Int64(percent))])
        }
    }
}

extension CellAddress {
    fileprivate var json: JSON {
        .object([("table", .string(table)), ("row", .string(row)), ("column", .string(column))])
    }
}
