package import Plant
internal import Reporting
package import Sealing
internal import Telemetry

// A report of a line as its JSON has it. Coverage is read to nine decimals.

extension BenefitReport {
    /// Reads one; nil where it is none of this plant.
    ///
    /// - Parameters:
    ///   - json: the report, version 1.
    ///   - plant: the plant file of then.
    ///   - settings: by which it was made.
    package init?(_ json: SealJSON, plant: Plant, settings: BenefitSettings) {
        guard let line = plant.lines.firstIndex(where: { $0.id == json["line"]?.string }),
            let from = json["period"]?["from"]?.string.flatMap(calendarDate),
            let to = json["period"]?["to"]?.string.flatMap(calendarDate), from <= to,
            let begin = json["span"]?["from"]?.string.flatMap(Timestamp.init(rfc3339:)),
            let end = json["span"]?["to"]?.string.flatMap(Timestamp.init(rfc3339:)),
            let measured = json["span"]?["measured_to"]?.string
                .flatMap(Timestamp.init(rfc3339:)),
            begin <= measured, measured <= end,
            let jobs = json["jobs"].flatMap(JobTable.init)
        else { return nil }
        self.line = line
        period = BenefitPeriod(from: from, to: to)
        span = TimeSpan(from: begin, to: end)
        measuredSpan = TimeSpan(from: begin, to: measured)
        effectiveness = Effectiveness(
            oee: .ratio(json["oee"]), low: .ratio(json["oee_low"]), high: .ratio(json["oee_high"]))
        products = json.elements("products").map { ProductBenefit($0, plant) }
        turnover = .money(json["turnover_hkd"])
        self.jobs = jobs
        findings = json.elements("findings").compactMap { BenefitFinding($0, plant) }
        self.settings = settings
    }
}

extension BenefitFigure {
    private init(_ json: SealJSON?, _ read: (SealJSON) -> Value?) {
        let provenance = Provenance(json ?? .null)
        if let value = json?["value"].flatMap(read) {
            self.init(value, provenance)
        } else {
            self.init(missing: json?["reason"]?.string ?? "", provenance)
        }
    }

    fileprivate static func count(_ json: SealJSON?, digits: Int) -> Self where Value == Int64 {
        Self(json) { $0.scaled(digits: digits) }
    }

    fileprivate static func quantity(_ json: SealJSON?) -> Self where Value == Int64 {
        count(json, digits: 6)
    }

    fileprivate static func money(_ json: SealJSON?) -> Self where Value == Money {
        Self(json) { $0.scaled(digits: 2).map(Money.init(cents:)) }
    }

    fileprivate static func ratio(_ json: SealJSON?) -> Self where Value == Double {
        Self(json) { if case .number(let text) = $0 { Double(text) } else { nil } }
    }
}

extension Provenance {
    fileprivate init(_ json: SealJSON) {
        var file: DeclaredFile?
        if let name = json["file"]?.string, let hash = json["sha256"]?.string {
            file = DeclaredFile(name: name, sha256: hash)
        }
        var definitions: [DefinitionHash] = []
        if case .object(let members)? = json["definitions"] {
            definitions = members.compactMap { member in
                member.value.string.map { DefinitionHash(unit: member.name, hash: $0) }
            }
        }
        var coverage: Coverage?
        if case .number(let text)? = json["coverage"], let ratio = Double(text),
            (0...1).contains(ratio)
        {
            coverage = Coverage(known: Int64((ratio * 1e9).rounded()), planned: 1_000_000_000)
        }
        self.init(
            source: json["source"]?.string.flatMap(SourceClass.init) ?? .declared,
            definitions: definitions, coverage: coverage, file: file)
    }
}

extension ProductBenefit {
    fileprivate init(_ json: SealJSON, _ plant: Plant) {
        self.init(
            product: plant.products.firstIndex { $0.id == json["product"]?.string },
            good: .quantity(json["good"]),
            declared: json["declared"].flatMap { $0 == .null ? nil : DeclaredProduct($0) },
            identity: json["stock_identity"].flatMap(StockIdentity.init))
    }
}

extension DeclaredProduct {
    fileprivate init(_ json: SealJSON) {
        self.init(
            openingStock: .quantity(json["opening_stock"]), sold: .quantity(json["sold"]),
            closingStock: .quantity(json["closing_stock"]),
            samplesAndScrap: .quantity(json["samples_scrap"]),
            turnover: .money(json["turnover_hkd"]),
            days: json["days"]?.integer.map { Int($0) } ?? 0)
    }
}

extension StockIdentity {
    fileprivate init?(_ json: SealJSON) {
        guard let verdict = json["verdict"]?.string.flatMap(Verdict.init),
            let difference = json["difference"]?.scaled(digits: 6),
            let tolerance = json["tolerance"]?.scaled(digits: 6),
            let available = json["available"]?.scaled(digits: 6)
        else { return nil }
        self.init(
            difference: difference, tolerance: tolerance, available: available,
            soldPerAvailable: json["sold_per_available"]?.scaled(digits: 2), verdict: verdict)
    }
}

extension JobTable {
    fileprivate init?(_ json: SealJSON) {
        guard let total = json["total"], let itTotal = json["it_total"] else { return nil }
        self.init(
            rows: json.elements("by_type").compactMap { row in
                guard let type = row["type"]?.string.flatMap(JobType.init), let all = row["all"],
                    let posts = row["it_posts"]
                else { return nil }
                return JobRow(type: type, counts: JobCounts(all), it: JobCounts(posts))
            }, total: JobCounts(total), itTotal: JobCounts(itTotal))
    }
}

extension JobCounts {
    fileprivate init(_ json: SealJSON) {
        self.init(
            headcount: .count(json["headcount"], digits: 0),
            inPost: .count(json["fte_in_post"], digits: 2),
            periodFTE: .count(json["fte_annual"] ?? json["fte_average"], digits: 2))
    }
}

extension BenefitFinding {
    fileprivate init?(_ json: SealJSON, _ plant: Plant) {
        guard let code = json["code"]?.string.flatMap(Code.init) else { return nil }
        var numbers: [Number] = []
        if case .object(let members)? = json["numbers"] {
            numbers = members.compactMap { member in
                guard case .number(let text) = member.value else { return nil }
                let digits = text.split(separator: ".").dropFirst().first?.count ?? 0
                return member.value.scaled(digits: digits).map {
                    Number(member.name, $0, digits: digits)
                }
            }
        }
        self.init(
            code: code,
            product: plant.products.firstIndex { $0.id == json["product"]?.string },
            numbers: numbers)
    }
}
