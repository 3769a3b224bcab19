internal import Plant
internal import Production
internal import Reporting
internal import Storage

/// Which stations show a criterion.
struct SmartCoverage {
    var criterion: SmartCriterion
    /// By index into the plant's work units, with whether each shows it.
    var stations: [(station: MeasuredLine.Station, shows: Bool)]

    var covered: Int { stations.count(where: \.shows) }
}

extension FigureMaking {
    /// L06: what a form shows of it.
    var smartBlocks: [Document.Block] {
        let ages = smartAges
        return [.table(smart)] + (ages.rows.isEmpty ? [] : [.table(ages)])
    }

    /// L06: shares by count, cost and planned time; nobody passes or fails.
    var smart: Document.Table {
        let rows = SmartCriterion.allCases.map { criterion in
            Document.Row(
                id: criterion.rawValue,
                cells: [Document.Cell(criterion.name)] + smartCells(criterion))
        }
        return Document.Table(
            id: FigureID.l06.rawValue, title: FigureID.l06.name,
            columns: [
                .init(id: "criterion", title: words("Criterion", "準則")),
                .init(id: "covered", title: words("Stations", "工作站"), isFigure: true),
                .init(id: "of", title: words("of", "總數"), isFigure: true),
                .init(id: "share", title: words("by count", "按數目"), isFigure: true),
                .init(id: "cost", title: words("by funded cost", "按受資助成本"), isFigure: true),
                .init(id: "time", title: words("by planned time", "按計劃時間"), isFigure: true),
                .init(id: "test", title: words("A station counts where", "計入條件")),
            ], rows: rows)
    }

    private var stations: [MeasuredLine.Station] {
        project.lines.flatMap { input.measured[$0.id]?.stations ?? [] }
    }

    /// The stations of all lines; nil where the stored facts do not show the criterion.
    func coverage(_ criterion: SmartCriterion) -> SmartCoverage? {
        let settings = input.template.settings
        guard criterion.test(settings) != nil, isKnown(criterion) else { return nil }
        let stations = stations
        let ordered = stations.count { $0.sums.orderTime > 0 }
        return SmartCoverage(
            criterion: criterion,
            stations: stations.map { station in
                let sums = station.sums
                let shows =
                    switch criterion {
                    case .iot:
                        sums.planned > 0
                            && !Coverage(known: sums.planned - sums.unknown, planned: sums.planned)
                                .isBelow(percent: settings.connectedPercent.value)
                    case .analytics: sums.kpi(.oee).ratio != nil
                    case .hmi: station.corrections > 0
                    case .sensors: station.activeDevices > 0
                    case .integrated: sums.orderTime > 0 && ordered > 1
                    case .realTime: station.ages.isFresh(percent: settings.freshPercent.value)
                    case .automation:
                        saysMode(station) && sums.isManual(below: settings.manualPercent.value)
                    case .ai, .physical: false
                    }
                return (station, shows)
            })
    }

    /// Whether anything is stored that can show it.
    private func isKnown(_ criterion: SmartCriterion) -> Bool {
        switch criterion {
        case _ where criterion.isOfLaterForms && input.form == .first: false
        case .realTime: stations.contains { $0.ages.timed.count > 0 }
        case .automation: stations.contains(where: saysMode)
        default: true
        }
    }

    private func saysMode(_ station: MeasuredLine.Station) -> Bool {
        plant.workUnits[station.unit].signals.contains {
            if case .mode = plant.signals[$0].meaning { true } else { false }
        }
    }

    private func missing(_ criterion: SmartCriterion) -> LocalizedText {
        guard input.form != .first else { return criterion.firstGap }
        guard criterion == .realTime else { return criterion.gap }
        return stations.contains { $0.ages.untimed > 0 }
            ? words("not known: no source times; no value carries one", "未知：數值沒有附來源時間")
            : words(
                "not known: no ages of values are stored of this time", "未知：此時段沒有儲存數值的延遲")
    }

    /// The days over which evidence is looked at.
    private var smartWindow: LocalizedText {
        let days = input.template.settings.smartWindowDays.value
        return words("over \(days) days up to \(period.to)", "截至 \(period.to) 的 \(days) 日")
    }

    private func smartCells(_ criterion: SmartCriterion) -> [Document.Cell] {
        if criterion == .physical, let cells = checkedCells { return cells }
        let basis = Document.Basis(source: .measured, formula: smartWindow)
        guard let test = criterion.test(input.template.settings),
            let coverage = coverage(criterion)
        else {
            // Where a line is, nobody measures.
            let isDeclared = criterion == .physical && input.form != .first
            let missing = Document.Cell(
                .none(missing(criterion)), isDeclared ? Document.Basis(source: .declared) : basis)
            return [Document.Cell](repeating: missing, count: 5)
                + [Document.Cell(words("—", "—"))]
        }
        let unit = Document.Unit(code: "{station}", name: words("", ""))
        var computed = basis
        computed.source = .computed
        let all = coverage.stations.count
        let planned = coverage.stations.map(\.station.sums.planned).reduce(0, +)
        let shown = coverage.stations.filter(\.shows).map(\.station.sums.planned).reduce(0, +)
        return [
            Document.Cell(count(coverage.covered, unit), basis),
            Document.Cell(count(all, unit), basis),
            live(
                ratio(Int64(coverage.covered), Int64(all), computed),
                .divided(at(criterion, "covered"), at(criterion, "of"))),
            costShare(coverage),
            live(
                ratio(shown, planned, computed), .divided(.input(0), .input(1)),
                inputs: [
                    time("planned time of covered stations", "已涵蓋工作站的計劃時間", shown),
                    time("planned time of all stations", "全部工作站的計劃時間", planned),
                ]),
            Document.Cell(test),
        ]
    }

    /// What people found of where the lines are: the last position check of each, never measured.
    private var checkedCells: [Document.Cell]? {
        guard input.form != .first else { return nil }
        let checks = project.lines.compactMap { line in lastCheck(line).map { (line, $0) } }
        guard !checks.isEmpty else { return nil }
        let declared = filed(.declared)
        let unit = Document.Unit(code: "{station}", name: words("", ""))
        let inside = checks.filter { !$0.1.isOutsideHongKong }.map(\.0.id)
        let coverage = SmartCoverage(
            criterion: .physical,
            stations: stations.map { station in
                (station, inside.contains(plant.lines[plant.workUnits[station.unit].line].id))
            })
        let all = coverage.stations.count
        return [
            Document.Cell(count(coverage.covered, unit), declared),
            Document.Cell(count(all, unit), declared),
            live(
                ratio(
                    Int64(coverage.covered), Int64(all), Document.Basis(source: .computed)),
                .divided(at(.physical, "covered"), at(.physical, "of"))),
            costShare(coverage),
            Document.Cell(
                .none(words("checked on days, not over time", "按日查核，並非按時間")), declared),
            stated(
                .joined(
                    [words("the last position check found its line in Hong Kong", "最近一次查核時生產線在港")]
                        + project.lines.map { line in
                            joined(
                                name(line),
                                lastCheck(line)?.wording ?? words("not checked", "未查核"))
                        }),
                .declared),
        ]
    }

    private func at(_ criterion: SmartCriterion, _ column: String) -> CellFormula {
        .cell(.init(table: FigureID.l06.rawValue, row: criterion.rawValue, column: column))
    }

    /// Funded cost of assets at covered stations; of those with a place in the plant file.
    private func costShare(_ coverage: SmartCoverage) -> Document.Cell {
        let covered = Set(
            coverage.stations.filter(\.shows).map { plant.workUnits[$0.station.unit].path })
        let basis = Document.Basis(
            source: .computed,
            formula: words("cost at covered stations / funded cost", "已涵蓋工作站的成本 / 受資助成本"))
        var (placed, shown, isWhole): (Int64, Int64, Bool) = (0, 0, true)
        for line in project.lines {
            for asset in line.assets where asset.isFunded {
                guard let cost = asset.cost, !asset.stations.isEmpty else {
                    isWhole = false
                    continue
                }
                placed += cost.cents
                let hits = asset.stations.count { covered.contains("\(line.id)/\($0)") }
                shown += cost.cents * Int64(hits) / Int64(asset.stations.count)
            }
        }
        guard isWhole, placed > 0 else {
            return Document.Cell(
                .none(
                    words(
                        "the project file does not say at which stations the assets stand",
                        "項目檔案沒有說明資產所在的工作站")), basis)
        }
        func cost(_ english: String, _ chinese: String, _ cents: Int64) -> Document.Input {
            .init(name: words(english, chinese), value: .money(cents: cents), source: .declared)
        }
        return live(
            ratio(shown, placed, basis), .divided(.input(0), .input(1)),
            inputs: [
                cost("cost at covered stations", "已涵蓋工作站的成本", shown),
                cost("funded cost", "受資助成本", placed),
            ])
    }
}

extension Sums {
    /// Whether manual mode takes less than so many percent of planned time of which something is
    /// known.
    fileprivate func isManual(below percent: Int) -> Bool {
        let known = planned - unknown
        let manual = delayByReason[.manual] ?? 0
        return known > 0 && Int128(manual) * 100 < Int128(known) * Int128(percent)
    }
}
