internal import Plant
internal import Reporting

// What the funding brought: jobs and turnover beside what the Government paid or approved.

extension FigureMaking {
    var funding: [FigureRow] {
        guard let funding = project.finalFunding ?? project.approvedFunding, funding.cents > 0
        else { return [row(.funding, gap(.notYet, .computed))] }
        let paid = Document.Input(
            name: project.finalFunding == nil ? FigureID.m03.name : FigureID.m08.name,
            value: .money(cents: funding.cents), source: .decided)
        return [fundingPerJob(funding, paid), turnoverPerDollar(funding, paid)]
    }

    private func fundingPerJob(_ funding: Money, _ paid: Document.Input) -> FigureRow {
        let title = words("funding for one FTE in post", "每個在職全職等值的資助")
        guard let jobs else { return row("fte", title, gap(.noJobs, .computed)) }
        let inPost = jobs.inPost(jobs.counted)
        var basis = declared(
            jobs.entries, .computed, formula: words("funding / FTE in post", "資助額 / 在職全職等值"))
        basis.inputs = [
            paid,
            .init(
                name: words("FTE in post on the last day", "期末在職全職等值"),
                value: .count(millionths: inPost, .fullTime), source: .computed),
        ]
        guard inPost > 0 else {
            return row("fte", title, Document.Cell(.none(FigureGap.notComparable.wording), basis))
        }
        let cents = (Int128(funding.cents) * 2_000_000 + Int128(inPost)) / (2 * Int128(inPost))
        return row("fte", title, money(Money(cents: Int64(clamping: cents)), basis))
    }

    private func turnoverPerDollar(_ funding: Money, _ paid: Document.Input) -> FigureRow {
        let title = words("turnover for a dollar of funding", "每元資助的生意額")
        guard let turnover else { return row("turnover", title, gap(.notComparable, .computed)) }
        let entries = project.lines.flatMap { sales(of: $0) ?? [] }.map(\.entry)
        var basis = declared(
            entries, .computed, formula: words("turnover / funding", "生意額 / 資助額"))
        basis.inputs = [
            .init(
                name: FigureID.b02.name, value: .money(cents: turnover.cents),
                source: turnoverSource),
            paid,
        ]
        let ratio = Ratio(Int128(turnover.cents), Int128(funding.cents))
        return row("turnover", title, Document.Cell(.ratio(ratio, .number), basis))
    }
}
