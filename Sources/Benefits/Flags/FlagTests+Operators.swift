internal import Plant
internal import Reporting

// Flags of the operators who were logged in, and of what a good piece took.

extension FlagTests {
    /// Hours of log-ins are far from the paid ones (V38).
    var withoutLogIns: [RaisedFlag] {
        let limit = input.report.rules.ruleSet.parameters.hoursTolerance
        return (making.hours ?? []).filter { $0.isApart(byMoreThan: limit) }.map { hours in
            var evidence: [RaisedFlag.Evidence] = [
                .init(
                    words("operator hours logged in", "操作員登入時數"), .quantity(hours.measured),
                    .computed)
            ]
            if hours.atMost > hours.measured {
                evidence.append(
                    .init(
                        words("at most, in time without a word", "計入無訊號時間，至多"),
                        .quantity(hours.atMost), .computed))
            }
            return flag(
                .r14, hours.line, .notice,
                evidence + [
                    .init(
                        words("paid operator hours", "支薪操作員工時"), .quantity(hours.paid), .declared),
                    self.limit("apart from what was paid", "與支薪工時之差", .share(limit)),
                ])
        }
    }

    /// A good piece took far less energy, or far fewer operator hours, than in the periods before.
    func withoutEffort(_ line: ProjectLine, _ measured: MeasuredLine) -> RaisedFlag? {
        let evidence =
            belowMedian(line, measured, words("kWh per good unit", "每件合格品千瓦時")) {
                $0.consumption["kWh"].map { Int128($0) }
            }
            + belowMedian(
                line, measured,
                words("operator hours logged in per good unit", "每件合格品操作員登入時數")
            ) { measured in
                guard let held = measured.operators, isUsable(held.coverage) else { return nil }
                return Int128(held.hours)
            }
        guard !evidence.isEmpty else { return nil }
        return flag(
            .r08, line.id, .notice,
            evidence + [
                limit(
                    "of the median", "佔中位數", .share(Int64(settings.energyPercent.value) * 10_000))
            ])
    }

    /// What a good piece took, and the median of the periods before, where it is far below that.
    private func belowMedian(
        _ line: ProjectLine, _ measured: MeasuredLine, _ name: LocalizedText,
        _ spent: (MeasuredLine) -> Int128?
    ) -> [RaisedFlag.Evidence] {
        func perGood(_ measured: MeasuredLine) -> Int64? {
            guard let spent = spent(measured), let good = measured.good(input.plant).totalGood,
                good > 0
            else { return nil }
            return Int64(clamping: spent * 1_000_000 / Int128(good))
        }
        let before = input.earlier.compactMap { $0.input.measured[line.id] }.compactMap(perGood)
            .sorted()
        guard let now = perGood(measured), !before.isEmpty else { return [] }
        let median = before[before.count / 2]
        guard Int128(now) * 100 < Int128(median) * Int128(settings.energyPercent.value) else {
            return []
        }
        return [
            .init(name, .quantity(now), .computed),
            .init(words("median of the periods before", "較早報告期中位數"), .quantity(median), .computed),
        ]
    }
}
