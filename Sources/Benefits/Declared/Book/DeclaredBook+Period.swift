internal import Plant

extension DeclaredBook {
    /// What a report of some days reads: the files of which a row speaks of them, or holds in them.
    ///
    /// A file is read whole or not at all; one of several periods is read by the reports of each.
    public func read(over period: BenefitPeriod) -> DeclaredBook {
        var book = self
        book.parts = parts.filter { isRead($0, over: period) }
        return book
    }

    private func isRead(_ part: Part, over period: BenefitPeriod) -> Bool {
        switch part.rows {
        case .sales(let rows): rows.contains { $0.period.overlaps(period) }
        case .costs(let rows): rows.contains { $0.period.overlaps(period) }
        case .stock(let rows):
            // Stock at the end of a day is that at the beginning of the next.
            rows.contains { (period.from.adding(days: -1)...period.to).contains($0.day) }
        case .jobs:
            part.entry.line.flatMap { jobs(line: $0, on: period.to) }?.entry == part.entry
        case .tariffs(let rows):
            rows.contains { row in
                tariffDays(in: period).contains { tariff(row.medium, on: $0)?.entry == part.entry }
            }
        case .prices(let rows):
            rows.contains { row in
                prices(product: row.product, in: period).contains { $0.entry == part.entry }
            }
        case .company(let rows): rows.contains { $0.speaks(of: period) }
        }
    }
}

extension CompanyFigure {
    /// What has no value may hold without an end; a value without a last day is of its first.
    fileprivate func speaks(of period: BenefitPeriod) -> Bool {
        let last = to ?? (item.value == .none ? period.to : from)
        return from <= period.to && period.from <= last
    }
}
