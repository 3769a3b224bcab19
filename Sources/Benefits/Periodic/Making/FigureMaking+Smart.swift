public import Plant
internal import Production
internal import Reporting

/// The criteria of the scheme (A¶10(b)), by what telemetry of Lineside can show of them.
public enum SmartCriterion: String, CaseIterable, Sendable {
    case iot, analytics, hmi, sensors, integrated
    case realTime = "real_time"
    case ai, automation, physical

    /// What it is called.
    public var name: LocalizedText {
        switch self {
        case .iot: words("Internet of Things", "物聯網")
        case .realTime: words("Real-time data", "實時數據")
        case .analytics: words("Data analytics", "應用數據分析")
        case .hmi: words("Advanced human-machine interface", "先進人機界面")
        case .ai: words("AI, machine learning, deep learning", "人工智能、機器學習、深度學習")
        case .automation: words("Automation and robotics", "自動化及機械人")
        case .sensors: words("Sensors and actuators", "傳感器及致動器")
        case .integrated: words("Integrated and intelligent use", "綜合和智能化方式")
        case .physical: words("Physical line in Hong Kong", "在港的實質生產線")
        }
    }

    /// By what a station counts as covered; nil: the stored facts do not show it.
    func test(_ percent: Int) -> LocalizedText? {
        switch self {
        case .iot:
            words(
                "heard in at least \(percent) % of planned time", "計劃時間內收到數據不少於 \(percent) %")
        case .analytics: words("its OEE is calculated", "可計算設備綜合效率")
        case .hmi: words("people entered reasons or corrections", "有人輸入原因或更正")
        case .sensors:
            words("a sensor gave values or an actuator was commanded", "傳感器有讀數或致動器有指令")
        case .integrated:
            words("orders are followed at it and at another station", "訂單在此站及另一站均有追蹤")
        case .realTime, .ai, .automation, .physical: nil
        }
    }

    /// Why the stored facts do not show it.
    var gap: LocalizedText {
        switch self {
        case .realTime:
            words(
                "not known: facts keep the time of the event, not that of receipt",
                "未知：只保存事件時間，沒有接收時間")
        case .ai: words("not known: no inference records are read", "未知：沒有讀取推論記錄")
        case .automation:
            words("not known: manual steps are not recorded", "未知：沒有記錄人手步驟")
        case .physical: words("not known: no position is recorded", "未知：沒有位置記錄")
        default: FigureGap.notMeasured.wording
        }
    }
}

/// Which stations show a criterion.
struct SmartCoverage {
    var criterion: SmartCriterion
    /// By index into the plant's work units, with whether each shows it.
    var stations: [(station: MeasuredLine.Station, shows: Bool)]

    var covered: Int { stations.count(where: \.shows) }
}

extension FigureMaking {
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

    /// The stations of all lines; nil where the stored facts do not show the criterion.
    func coverage(_ criterion: SmartCriterion) -> SmartCoverage? {
        let percent = input.template.settings.connectedPercent.value
        guard criterion.test(percent) != nil else { return nil }
        let stations = project.lines.flatMap { input.measured[$0.id]?.stations ?? [] }
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
                                .isBelow(percent: percent)
                    case .analytics: sums.kpi(.oee).ratio != nil
                    case .hmi: station.corrections > 0
                    case .sensors: station.activeDevices > 0
                    case .integrated: sums.orderTime > 0 && ordered > 1
                    case .realTime, .ai, .automation, .physical: false
                    }
                return (station, shows)
            })
    }

    private func smartCells(_ criterion: SmartCriterion) -> [Document.Cell] {
        let percent = input.template.settings.connectedPercent.value
        let window = words(
            "over \(input.template.settings.smartWindowDays.value) days up to \(period.to)",
            "截至 \(period.to) 的 \(input.template.settings.smartWindowDays.value) 日")
        let basis = Document.Basis(source: .measured, formula: window)
        guard let test = criterion.test(percent), let coverage = coverage(criterion) else {
            let missing = Document.Cell(.none(criterion.gap), basis)
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
