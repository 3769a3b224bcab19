internal import Plant
internal import Telemetry

extension BenefitReport {
    /// What a reader must know: of the line first, then by product.
    static func findings(
        _ input: BenefitInput, _ products: [ProductBenefit], _ sales: [Int: [SalesRow]]
    ) -> [BenefitFinding] {
        lineFindings(input)
            + products.flatMap { product in
                productFindings(product, input)
                    + stockBreaks(product.product.flatMap { sales[$0] } ?? [])
            }
    }

    private static func lineFindings(_ input: BenefitInput) -> [BenefitFinding] {
        var findings: [BenefitFinding] = []
        if input.measuredSpan.to < input.span.to {
            findings.append(BenefitFinding(code: .periodNotOver))
        }
        let coverages = [input.output.provenance, input.effectiveness.oee.provenance]
            .compactMap(\.coverage)
        let worst = coverages.min { left, right in
            Int128(left.known) * Int128(right.planned) < Int128(right.known) * Int128(left.planned)
        }
        guard let worst else { return findings }
        let numbers = [
            BenefitFinding.Number("known", worst.known, digits: 9),
            BenefitFinding.Number("planned", worst.planned, digits: 9),
        ]
        if worst.isBelow(percent: input.settings.unusableBelow) {
            findings.append(BenefitFinding(code: .coverageUnusable, numbers: numbers))
        } else if worst.isBelow(percent: input.settings.estimatedBelow) {
            findings.append(BenefitFinding(code: .coverageEstimated, numbers: numbers))
        }
        return findings
    }

    private static func productFindings(
        _ benefit: ProductBenefit, _ input: BenefitInput
    ) -> [BenefitFinding] {
        let good = benefit.good.value.map { [BenefitFinding.Number.quantity("good", $0)] } ?? []
        guard let product = benefit.product else {
            return [BenefitFinding(code: .piecesWithoutProduct, numbers: good)]
        }
        guard let declared = benefit.declared else {
            return [BenefitFinding(code: .salesMissing, product: product, numbers: good)]
        }
        let identity = benefit.identity.map {
            identityFindings($0, sold: declared.sold.value ?? 0, product: product)
        }
        guard declared.days < input.period.days else { return identity ?? [] }
        let days: [BenefitFinding.Number] = [
            .init("days_declared", Int64(declared.days), digits: 0),
            .init("days", Int64(input.period.days), digits: 0),
        ]
        return [BenefitFinding(code: .salesIncomplete, product: product, numbers: days)]
    }

    private static func identityFindings(
        _ identity: StockIdentity, sold: Int64, product: Int
    ) -> [BenefitFinding] {
        // What no counter saw may have been made.
        guard identity.verdict != .undecided else { return [] }
        var findings: [BenefitFinding] = []
        if sold > identity.available {
            var numbers: [BenefitFinding.Number] = [
                .quantity("sold", sold), .quantity("available", identity.available),
            ]
            if let ratio = identity.soldPerAvailable {
                numbers.append(.init("ratio", ratio, digits: 2))
            }
            findings.append(
                BenefitFinding(code: .soldExceedsAvailable, product: product, numbers: numbers))
        }
        guard identity.verdict == .broken else { return findings }
        let numbers: [BenefitFinding.Number] = [
            .quantity("difference", identity.difference),
            .quantity("tolerance", identity.tolerance),
        ]
        return findings + [
            BenefitFinding(code: .stockIdentityBroken, product: product, numbers: numbers)
        ]
    }

    private static func stockBreaks(_ rows: [SalesRow]) -> [BenefitFinding] {
        zip(rows, rows.dropFirst()).compactMap { earlier, later in
            guard earlier.period.to.adding(days: 1) == later.period.from,
                let closing = earlier.closingStock, let opening = later.openingStock,
                closing != opening
            else { return nil }
            return BenefitFinding(
                code: .stockBreak, product: later.product,
                numbers: [
                    .quantity("closing", closing),
                    .quantity("opening", opening),
                    .init("line", Int64(later.line), digits: 0),
                ])
        }
    }
}

extension BenefitFinding.Number {
    fileprivate static func quantity(_ name: String, _ millionths: Int64) -> Self {
        Self(name, millionths, digits: 6)
    }
}
