public import Plant
public import Reporting
internal import Telemetry

extension BenefitReport {
    /// The report as JSON, version 1, with identifiers of a plant.
    ///
    /// Quantities are in the product's unit, money in HK$, both exact; dates are local, `to` is the
    /// last day. Every figure is an object of `value` (or null with `reason`), `source`, and what
    /// it rests on: `coverage` and `definitions` of measured and computed figures, `file` and
    /// `sha256` of declared ones.
    public func json(_ plant: Plant) -> JSON {
        .object([
            ("version", .integer(1)), ("line", .string(plant.lines[line].id)),
            ("period", period.json),
            (
                "span",
                .object([
                    ("from", .string(span.from.rfc3339)), ("to", .string(span.to.rfc3339)),
                    ("measured_to", .string(measuredSpan.to.rfc3339)),
                ])
            ),
            ("oee", effectiveness.oee.json { .number($0) }),
            ("oee_low", effectiveness.low.json { .number($0) }),
            ("oee_high", effectiveness.high.json { .number($0) }),
            ("products", .array(products.map { $0.json(plant, settings) })),
            ("turnover_hkd", turnover.json(\.json)), ("jobs", jobs.json(settings)),
            ("findings", .array(findings.map { $0.json(plant) })), ("settings", settings.json),
        ])
    }
}

extension BenefitPeriod {
    fileprivate var json: JSON {
        .object([
            ("from", .string("\(from)")), ("to", .string("\(to)")),
            ("days", .integer(Int64(days))),
        ])
    }
}

extension BenefitSettings {
    fileprivate var json: JSON {
        .object([
            ("stock_tolerance", .decimal(value: stockTolerance, digits: 4)),
            ("estimated_below", .decimal(value: Int64(estimatedBelow), digits: 2)),
            ("unusable_below", .decimal(value: Int64(unusableBelow), digits: 2)),
        ])
    }
}

extension Money {
    fileprivate var json: JSON { .decimal(value: cents, digits: 2) }
}

extension BenefitFigure {
    fileprivate func json(_ text: (Value) -> JSON) -> JSON {
        var members: [(String, JSON)] = [("value", value.map(text) ?? .null)]
        if let reason { members.append(("reason", .string(reason))) }
        return .object(members + provenance.members)
    }
}

extension Provenance {
    fileprivate var members: [(String, JSON)] {
        var members: [(String, JSON)] = [("source", .string(source.rawValue))]
        guard source != .declared else {
            guard let file else { return members }
            return members + [("file", .string(file.name)), ("sha256", .string(file.sha256))]
        }
        members.append(("coverage", coverage?.ratio.map { .number($0) } ?? .null))
        let hashes = definitions.map { ($0.unit, JSON.string($0.hash)) }
        return members + [("definitions", .object(hashes))]
    }
}

extension ProductBenefit {
    /// Forms before that with annual full-time equivalents do not say what a product is called.
    fileprivate func json(_ plant: Plant, _ settings: BenefitSettings) -> JSON {
        let known = product.map { plant.products[$0] }
        var members: [(String, JSON)] = [("product", known.map { .string($0.id) } ?? .null)]
        if settings.equivalents == .annual, let known { members.append(("name", known.name.json)) }
        return .object(
            members + [
                ("unit", known.map { .string($0.unit) } ?? .null),
                ("good", good.json { .quantity(millionths: $0) }),
                ("declared", declared?.json ?? .null),
                ("stock_identity", identity?.json ?? .null),
            ])
    }
}

extension DeclaredProduct {
    fileprivate var json: JSON {
        .object([
            ("days", .integer(Int64(days))),
            ("opening_stock", openingStock.json { .quantity(millionths: $0) }),
            ("sold", sold.json { .quantity(millionths: $0) }),
            ("closing_stock", closingStock.json { .quantity(millionths: $0) }),
            ("samples_scrap", samplesAndScrap.json { .quantity(millionths: $0) }),
            ("turnover_hkd", turnover.json(\.json)),
        ])
    }
}

extension StockIdentity {
    fileprivate var json: JSON {
        .object([
            ("verdict", .string(verdict.rawValue)),
            ("difference", .quantity(millionths: difference)),
            ("tolerance", .quantity(millionths: tolerance)),
            ("available", .quantity(millionths: available)),
            (
                "sold_per_available",
                soldPerAvailable.map { .decimal(value: $0, digits: 2) } ?? .null
            ),
            ("compares", .array([.string("measured"), .string("declared")])),
        ])
    }
}

extension JobTable {
    fileprivate func json(_ settings: BenefitSettings) -> JSON {
        .object([
            (
                "by_type",
                .array(
                    rows.map {
                        .object([
                            ("type", .string($0.type.rawValue)),
                            ("all", $0.counts.json(settings)), ("it_posts", $0.it.json(settings)),
                        ])
                    })
            ),
            ("total", total.json(settings)), ("it_total", itTotal.json(settings)),
        ])
    }
}

extension JobCounts {
    fileprivate func json(_ settings: BenefitSettings) -> JSON {
        let name = settings.equivalents == .annual ? "fte_annual" : "fte_average"
        return .object([
            ("headcount", headcount.json { .integer($0) }),
            ("fte_in_post", inPost.json { .decimal(value: $0, digits: 2) }),
            (name, periodFTE.json { .decimal(value: $0, digits: 2) }),
        ])
    }
}

extension BenefitFinding {
    fileprivate func json(_ plant: Plant) -> JSON {
        .object([
            ("code", .string(code.rawValue)),
            ("product", product.map { .string(plant.products[$0].id) } ?? .null),
            ("text", .string(text(plant))),
            (
                "numbers",
                .object(numbers.map { ($0.name, .decimal(value: $0.value, digits: $0.digits)) })
            ),
        ])
    }
}
