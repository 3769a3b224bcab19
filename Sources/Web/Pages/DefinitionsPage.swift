import Plant
import Production
import Reporting
import Telemetry

/// What the figures mean: declared rates, KPIs, time elements, and the hashes that stand for all of
/// it.
struct DefinitionsPage {
    let wording: Wording
    /// The lines of which the visitor sees more than what figures mean.
    let lines: [Int]

    private var plant: Plant { wording.plant }

    /// Where the page is.
    static let path = "/definitions"

    /// The whole page.
    var page: String {
        let layout = Layout(
            wording: wording, address: Address(path: Self.path),
            title: wording(PageTerm.definitions))
        return layout.page {
            HTML("h1") { wording(PageTerm.definitions) }
            HTML("p", ["class": "aside"]) { wording(DefinitionTerm.conformity) }
            section(DefinitionTerm.rates) { rates }
            section(DefinitionTerm.hashes) { hashes }
            section(DefinitionTerm.kpis) { kpis }
            section(DefinitionTerm.elements) {
                symbols(KPISymbol.elements)
                symbols(KPISymbol.others)
            }
            section(DefinitionTerm.notComputed) { uncomputed }
        }
    }

    private func section(_ term: DefinitionTerm, @HTMLBuilder content: () -> HTML) -> HTML {
        HTML("section", ["class": "panel"]) {
            HTML("h2") { wording(term) }
            content()
        }
    }

    /// The planned run times, unit by unit, with who declared them and why.
    private var rates: HTML {
        let rows = units.map { plant.workUnits[$0] }.flatMap { unit in
            unit.rates.map { rate in
                [
                    name(of: unit), wording(plant.products[rate.product].name),
                    wording.itemTime(rate.itemTime, items: rate.items), wording.dateTime(rate.from),
                    rate.author, rate.reason,
                ]
            }
        }
        guard !rows.isEmpty else { return HTML("p") { wording(DefinitionTerm.noRates) } }
        return DataTable(
            heads: [
                wording(StatusTerm.workUnit), wording(StopTerm.product),
                wording(DefinitionTerm.itemTime), wording(DefinitionTerm.from),
                wording(DefinitionTerm.author), wording(DefinitionTerm.reason),
            ], numeric: [2], verbatim: [4, 5], rows: rows
        ).html
    }

    private var units: [Int] {
        plant.workUnits.indices.filter { lines.contains(plant.workUnits[$0].line) }
    }

    private func name(of unit: WorkUnit) -> String {
        "\(wording(plant.lines[unit.line].name)) · \(wording(unit.name))"
    }

    private var hashes: HTML {
        let ofLines = lines.map {
            [wording(plant.lines[$0].name), plant.definitionHash(line: $0)]
        }
        let ofUnits = units.map {
            [name(of: plant.workUnits[$0]), plant.definitionHash(workUnit: $0)]
        }
        return HTML("p", ["class": "aside"]) { wording(DefinitionTerm.comparing) }
            + DataTable(
                heads: [wording(DefinitionTerm.figuresOf), wording(DefinitionTerm.definition)],
                numeric: [], verbatim: [1],
                rows: [[wording(plant.name), plant.definitionHash()]] + ofLines + ofUnits
            ).html
    }

    private var kpis: HTML {
        DataTable(
            heads: [
                wording(DefinitionTerm.kpi), wording(DefinitionTerm.formula),
                wording(DefinitionTerm.unit), wording(DefinitionTerm.description),
                wording(DefinitionTerm.notes), wording(DefinitionTerm.source),
            ], numeric: [], verbatim: [1],
            rows: DefinitionReport.descriptors.map { kpi in
                [
                    wording(kpi.name), kpi.formula, wording(kpi.unit), wording(kpi.description),
                    wording(kpi.notes), wording(kpi.source),
                ]
            }
        ).html
    }

    private func symbols(_ symbols: [KPISymbol]) -> HTML {
        DataTable(
            heads: [
                wording(DefinitionTerm.symbol), wording(DefinitionTerm.name),
                wording(DefinitionTerm.description),
            ], numeric: [], verbatim: [0],
            rows: symbols.map { [$0.symbol, wording($0.name), wording($0.meaning)] }
        ).html
    }

    private var uncomputed: HTML {
        DataTable(
            heads: [
                wording(DefinitionTerm.kpi), wording(DefinitionTerm.formula),
                wording(DefinitionTerm.whyNot),
            ], numeric: [], verbatim: [1],
            rows: UncomputedKPI.all.map { [wording($0.name), $0.formula, wording($0.why)] }
        ).html
    }
}
