import Benefits
import Plant
import Reporting
import Telemetry

/// A plant with the products of the worked example, and short ways to inputs and reports.
enum Example {
    static let yaml = """
        version: 1
        plant: { id: example, name: { en: Example, zh-Hant: 示例 }, time_zone: Asia/Hong_Kong }
        brokers: { b: { url: "mqtt://127.0.0.1:1883", client_id: example } }
        products:
          mask-l1: { name: { en: Level 1, zh-Hant: 一級 }, unit: piece }
          mask-l2: { name: { en: Level 2, zh-Hant: 二級 }, unit: piece }
          fabric: { name: { en: Fabric, zh-Hant: 布 }, unit: m }
        lines:
          mask-1:
            name: { en: Mask line, zh-Hant: 口罩線 }
            broker: b
            constraint: [packer]
            output: [packer]
            product: mask-l1
            work_units:
              packer:
                name: { en: Packer, zh-Hant: 包裝機 }
                heartbeat: 10 s
                minor_stop: 5 min
                rates: [{ product: mask-l1, item_time: 500 ms, from: 2020-01-01, by: a, reason: b }]
                signals:
                  state:
                    { kind: state, topic: "{unit}/s", field: state, states: packml,
                      name: { en: A, zh-Hant: 甲 } }
                  made:
                    { kind: counter, counts: made, topic: "{unit}/s", field: total,
                      type: cumulative, name: { en: A, zh-Hant: 甲 } }
                  good:
                    { kind: counter, counts: good, topic: "{unit}/s", field: good,
                      type: cumulative, name: { en: A, zh-Hant: 甲 } }
        """

    static func plant() throws -> Plant { try Plant.read(yaml: yaml, file: "plant.yaml") }

    static let year1 = BenefitPeriod(
        from: LocalDate(year: 2022, month: 9, day: 1), to: LocalDate(year: 2023, month: 8, day: 31))

    static let salesHeader =
        "product,period_from,period_to,opening_stock,sold,closing_stock,samples_scrap,turnover_hkd"

    static let jobsHeader = "job_id,type,from,to,fte,it_post"

    static func read(sales: String? = nil, jobs: String? = nil) throws -> DeclaredData {
        try DeclaredData.read(
            sales: sales.map { DeclaredSource(name: "sales.csv", bytes: Array($0.utf8)) },
            jobs: jobs.map { DeclaredSource(name: "jobs.csv", bytes: Array($0.utf8)) },
            plant: plant())
    }

    /// What is wrong, a line each; empty where nothing is.
    static func mistakes(sales: String? = nil, jobs: String? = nil) throws -> [String] {
        do {
            _ = try read(sales: sales, jobs: jobs)
            return []
        } catch let error as DeclaredError {
            return error.mistakes.map(\.description)
        }
    }

    /// The report of a period with so many good pieces by product.
    static func report(
        good: [Int32: Int64], sales: String? = nil, jobs: String? = nil,
        period: BenefitPeriod = year1, known: Int64 = 100, isOver: Bool = true,
        change: (inout BenefitInput) -> Void = { _ in }
    ) throws -> BenefitReport {
        let plant = try plant()
        let span = TimeSpan(
            from: plant.localMidnight(of: period.from),
            to: plant.localMidnight(of: period.to.adding(days: 1)))
        let coverage = Coverage(known: known, planned: 100)
        let definitions = [DefinitionHash(unit: "mask-1/packer", hash: "sha256:0")]
        let computed = Provenance(
            source: .computed, definitions: definitions, coverage: coverage, file: nil)
        let oee = BenefitFigure(0.7092, computed)
        var input = BenefitInput(
            line: 0, period: period, span: span,
            measuredSpan: isOver ? span : TimeSpan(from: span.from, to: span.to - 1),
            effectiveness: Effectiveness(oee: oee, low: oee, high: oee),
            output: MeasuredOutput(
                good: good.mapValues { $0 * quantityScale },
                provenance: Provenance(
                    source: .measured, definitions: definitions, coverage: coverage, file: nil)),
            declared: try read(sales: sales, jobs: jobs))
        change(&input)
        return try BenefitReport.make(input)
    }
}
