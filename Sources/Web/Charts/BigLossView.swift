import Production

/// The six big losses as bars, the six first, then what belongs to none of them.
struct BigLossView {
    let wording: Wording
    let planned: Int64
    let losses: SixBigLosses

    private var rows: [(name: String, time: Int64, className: String)] {
        SixBigLosses.Row.allCases.compactMap { row in
            let time = losses.times[row] ?? 0
            guard row.isBigLoss || time != 0 else { return nil }
            let className =
                row == .unknown ? "loss-unknown" : row.isBigLoss ? "bar-loss" : "bar-plain"
            return (wording(row), time, className)
        } + (losses.productive.map { [(wording(ChartTerm.productive), $0, "bar-plain")] } ?? [])
    }

    var html: HTML {
        BarList(
            label: wording(ShiftTerm.bigLosses),
            rows: rows.map { row in
                let share = Double(row.time) / Double(planned)
                return BarList.Row(
                    name: row.name, value: wording.duration(row.time),
                    detail: wording.percent(share), share: share, className: row.className)
            }
        ).html
    }

    /// The same as a table; the rows add up to planned busy time.
    var table: HTML {
        DataTable(
            heads: [wording(ChartTerm.loss), wording(ChartTerm.time), wording(ChartTerm.share)],
            numeric: [1, 2],
            rows: (rows.map { ($0.name, $0.time) } + [(wording(ChartTerm.planned), planned)])
                .map { name, time in
                    [
                        name, wording.duration(time),
                        wording.percent(Double(time) / Double(planned)),
                    ]
                }
        ).html
    }
}
