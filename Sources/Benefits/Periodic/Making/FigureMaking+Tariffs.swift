internal import Plant
internal import Reporting

// B15: what energy and water cost at the tariff of each day, computed from measured and declared.

extension FigureMaking {
    /// In all and for each good unit, of what a unit of measure has a tariff for; none of others.
    func costs(
        _ line: ProjectLine, _ measured: MeasuredLine, _ measure: String, _ good: Int64?,
        isKnown: Bool
    ) -> [FigureRow] {
        guard input.form != .first,
            let medium = Tariff.Medium.allCases.first(where: { $0.unit == measure })
        else { return [] }
        let cost = TariffCost(measured, medium, book)
        let each = Document.Unit(
            code: "HKD/{piece}", name: words("HK$ per good piece", "港元／合格品"), digits: 6)
        func basis(_ formula: LocalizedText) -> Document.Basis {
            var basis = self.measured(
                measured, .computed, formula: formula,
                inputs: cost.inputs(measure))
            basis.evidence = declared(cost.parts.compactMap(\.tariff?.entry)).evidence
            return basis
        }
        func cell(_ value: Document.Value?, _ basis: Document.Basis) -> Document.Cell {
            let known = isKnown ? value : nil
            return Document.Cell(known ?? .none((cost.gap ?? .notMeasured).wording), basis)
        }
        let all = CellFormula.products(
            cost.parts.indices.map { (.input(2 * $0), .input(2 * $0 + 1)) })
        let name = medium.wording
        return [
            row(
                "\(line.id)/\(measure)/cost",
                joined(
                    self.name(line),
                    words("cost of \(name.english)", "\(name.traditionalChinese)費用")),
                live(
                    cell(
                        cost.cents.map { .money(cents: $0) },
                        basis(
                            words(
                                "Σ consumed × tariff of the day, rounded half up to the cent",
                                "Σ 消耗 × 當日收費，四捨五入至仙"))),
                    all.map { .rounded($0, digits: 2) })),
            row(
                "\(line.id)/\(measure)/cost/good",
                joined(
                    self.name(line),
                    words(
                        "cost of \(name.english) per good unit",
                        "每件合格品\(name.traditionalChinese)費用")),
                live(
                    cell(
                        cost.each(good).map { .count(millionths: $0, each) },
                        basis(
                            words(
                                "Σ consumed × tariff of the day / good units, rounded half up to "
                                    + "HK$ 0.000001",
                                "Σ 消耗 × 當日收費 / 合格品，四捨五入至 0.000001 港元"))),
                    all.map { .quotient($0, pieces("good", line, measured)) })),
        ]
    }
}

/// What a medium cost over a line's measured days: exact until it is rounded once.
struct TariffCost {
    /// A stretch of days in which something was consumed, in millionths, with its tariff.
    struct Part {
        var from: LocalDate
        var amount: Int64
        var tariff: DeclaredBook.Stated<Tariff>?
    }

    let parts: [Part]
    /// Why there is no cost; nil: there is one.
    let gap: FigureGap?

    init(_ measured: MeasuredLine, _ medium: Tariff.Medium, _ book: DeclaredBook) {
        parts = measured.stretches.compactMap { stretch in
            let amount = stretch.consumption[medium.unit] ?? 0
            guard amount > 0 else { return nil }
            return Part(
                from: stretch.from, amount: amount,
                tariff: book.tariff(medium, on: stretch.from))
        }
        gap =
            !book.tariffs.contains { $0.row.medium == medium }
            ? .notDeclared : parts.contains { $0.tariff == nil } ? .noTariff : nil
    }

    /// Millionths of a millionth of a HK$; nil where no tariff holds for a part of it.
    private var exact: Int128? {
        guard gap == nil else { return nil }
        return parts.reduce(0) { $0 + Int128($1.amount) * Int128($1.tariff?.row.price ?? 0) }
    }

    /// In cents, rounded half up.
    var cents: Int64? { exact.map { Int64(clamping: ($0 + 5_000_000_000) / 10_000_000_000) } }

    /// HK$ for each of so many pieces in millionths, rounded half up to the same; nil of none.
    func each(_ good: Int64?) -> Int64? {
        guard let exact, let good, good > 0 else { return nil }
        return Int64(clamping: (2 * exact + Int128(good)) / (2 * Int128(good)))
    }

    /// What it is made from: measured consumption and declared tariffs, stretch by stretch.
    func inputs(_ measure: String) -> [Document.Input] {
        let whole = Document.Unit(code: measure, name: words(measure, measure), digits: 1)
        let price = Document.Unit(
            code: "HKD/\(measure)", name: words("HK$ per \(measure)", "港元／\(measure)"), digits: 6)
        return parts.flatMap { part -> [Document.Input] in
            let consumed = Document.Input(
                name: words("consumed from \(part.from)", "\(part.from) 起消耗"),
                value: .count(millionths: part.amount, whole), source: .measured)
            guard let tariff = part.tariff?.row else { return [consumed] }
            return [
                consumed,
                Document.Input(
                    name: words("tariff from \(tariff.from)", "\(tariff.from) 起收費"),
                    value: .count(millionths: tariff.price, price), source: .declared),
            ]
        }
    }
}
