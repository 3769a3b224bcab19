internal import Plant
internal import Production
internal import Reporting
internal import Storage

// How old values were when they were received, station by station.

extension FigureMaking {
    /// L06: what real-time data rests on; without rows where nothing is stored, and in the first
    /// form.
    var smartAges: Document.Table {
        var rows: [Document.Row] = []
        for line in project.lines where input.form != .first {
            for station in input.measured[line.id]?.stations ?? []
            where station.ages.since != nil {
                rows.append(
                    Document.Row(
                        id: plant.workUnits[station.unit].path,
                        cells: [
                            Document.Cell(
                                joined(name(line), plant.workUnits[station.unit].name))
                        ] + ageCells(station)))
            }
        }
        return Document.Table(
            id: Self.agesID,
            title: words("Age of values when received", "收到數值時的延遲"),
            columns: [
                .init(id: "station", title: words("Station", "工作站")),
                .init(id: "timed", title: words("Values with a time", "附時間的數值"), isFigure: true),
                .init(id: "fresh", title: words("under 5 s old", "五秒內"), isFigure: true),
                .init(
                    id: "backfilled", title: words("a minute old or older", "一分鐘或以上"),
                    isFigure: true),
                .init(id: "mean", title: words("Mean age", "平均延遲"), isFigure: true),
                .init(id: "greatest", title: words("Greatest age", "最大延遲"), isFigure: true),
                .init(id: "untimed", title: words("Without a time", "沒有時間"), isFigure: true),
                .init(id: "since", title: words("Known from", "資料始於"), isFigure: true),
            ], rows: rows)
    }

    private static var agesID: String { "\(FigureID.l06.rawValue)-ages" }

    private func ageCells(_ station: MeasuredLine.Station) -> [Document.Cell] {
        let ages = station.ages
        let timed = ages.timed
        let path = plant.workUnits[station.unit].path
        let formula = words(
            "time of receipt by our clock − time that the value carries", "接收時間（本機時鐘）− 數值附帶的時間")
        let measured = Document.Basis(source: .measured, formula: formula)
        let computed = Document.Basis(source: .computed, formula: formula)
        let values = Document.Unit(code: "{value}", name: words("", ""))
        func count(_ number: Int64) -> Document.Value {
            .count(millionths: Int64(clamping: Int128(number) * 1_000_000), values)
        }
        func share(_ part: Int64, _ english: String, _ chinese: String) -> Document.Cell {
            live(
                ratio(part, timed.count, computed),
                .divided(
                    .input(0), .cell(.init(table: Self.agesID, row: path, column: "timed"))),
                inputs: [
                    .init(
                        name: words(english, chinese), value: count(part), source: .measured)
                ])
        }
        func seconds(_ microseconds: Int64, _ basis: Document.Basis) -> Document.Cell {
            let unit = Document.Unit(code: "s", name: words("s", "秒"), digits: 1)
            return Document.Cell(
                timed.count > 0
                    ? .count(millionths: microseconds, unit)
                    : .none(words("no value carries a time", "數值沒有附時間")), basis)
        }
        return [
            Document.Cell(count(timed.count), measured),
            share(ages[.fresh].count, "values under 5 s old", "五秒內的數值"),
            share(ages[.backfilled].count, "values a minute old or older", "一分鐘或以上的數值"),
            seconds(timed.count > 0 ? quotient(timed.sum, Int128(timed.count)) : 0, computed),
            seconds(Int64((timed.high * 1_000_000).rounded()), measured),
            Document.Cell(count(ages.untimed), measured),
            Document.Cell(
                ages.since.map { .date(plant.localDate(of: $0)) }
                    ?? .none(FigureGap.notMeasured.wording), measured),
        ]
    }
}
