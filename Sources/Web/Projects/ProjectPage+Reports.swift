import Benefits
import Evidence
import Plant
import Reporting

// Reports: which there are, what became of the version that is worked on, and what is sealed.

extension ProjectPage {
    /// The period that the page is about, a later one of which nothing is there, and the one that
    /// runs.
    @HTMLBuilder var latest: HTML {
        if let period = figures.report?.input.period {
            if period.to < figures.day {
                HTML("p") {
                    HTML("b") { days(period) }
                    " · " + wording(ProjectTerm.ended)
                }
                HTML("p") { way(to: period) }
                if let since = figures.since(.benefit, period) { changed(since, period) }
            }
        }
        if let empty = figures.empty {
            HTML("p", ["class": "aside"]) {
                HTML("b") { days(empty) }
                " · " + wording(ProjectTerm.emptyNote)
            }
            HTML("p") { way(to: empty) }
        }
        if let running = figures.running {
            HTML("p", ["class": "aside"]) {
                HTML("b") { days(running) }
                " · " + wording(ProjectTerm.runningNote)
            }
        }
        headline
    }

    /// Of which period figures and rules are.
    @HTMLBuilder var ofPeriod: HTML {
        if let period = figures.report?.input.period {
            HTML("p", ["class": "aside"]) {
                days(period) + " · "
                    + wording(period.to < figures.day ? ProjectTerm.ended : .running)
            }
        }
    }

    private func days(_ period: BenefitPeriod) -> String {
        "\(wording.date(period.from)) – \(wording.date(period.to))"
    }

    /// The newest sealed version, else the draft.
    private func way(to period: BenefitPeriod) -> HTML {
        if let sealed = figures.seals(of: .benefit, period).first {
            return Chip(
                link: sealed.address.text, text: wording(StepTerm.sealedReport)
            ).html
        }
        return Chip(
            link: Self.report(.benefit, period, of: project).text, text: wording(ProjectTerm.report)
        ).html
    }

    /// That what is shown is not what was sealed, with the way to the draft.
    @HTMLBuilder private func changed(
        _ since: DeclaredSince, _ period: BenefitPeriod
    ) -> HTML {
        let version = "\(since.version + 1)"
        HTML("p", ["class": "notice"]) {
            wording(since.wording) + wording(words(". ", "。"))
                + wording(StepTerm.unsignedBelow).replacing("{version}", with: version)
        }
        HTML("p") {
            Chip(
                link: Self.report(.benefit, period, of: project).text,
                text: wording(StepTerm.nextDraft).replacing("{version}", with: version)
            ).html
        }
    }

    /// What was declared and measured over the period, as of now.
    @HTMLBuilder private var headline: HTML {
        if let report = figures.report, !report.headline.rows.isEmpty {
            if report.input.period != figures.running { ofPeriod }
            DocumentTable(
                wording, report.headline,
                period: .init(from: report.input.period.from, to: report.input.period.to)
            ).html
        }
    }

    var periods: DataTable {
        let rows = figures.versions.flatMap(rows)
        return DataTable(
            heads: [ProjectTerm.kind, .from, .to, .version, .status, .signedBy].map { wording($0) },
            numeric: [3], verbatim: [5], rows: rows.map(\.cells),
            links: (wording(ProjectTerm.report), rows.map(\.link)))
    }

    private typealias Row = (cells: [String], link: DataTable.Link)

    /// A report's newest sealed version, with the way to its page, and the version that is worked
    /// on, with the way to the draft.
    private func rows(of report: ReportVersions) -> [Row] {
        let sealed = figures.seals(of: report.kind, report.period).first.map { sealed -> Row in
            let officer = report.signOff(of: report.sealed).map(officer)
            let since = figures.since(report.kind, report.period)
            let became = [
                wording(ProjectTerm.sealed), handedIn(report),
                since.map { _ in wording(StepTerm.changedSince) },
            ]
            let standing = [
                "\(report.sealed)", became.compactMap(\.self).joined(separator: wording.comma),
                officer ?? Wording.dash,
            ]
            return (
                head(report) + standing,
                .init(address: sealed.address.text, text: wording(StepTerm.sealedReport))
            )
        }
        let last = report.entries.last { $0.version == report.current }
        let since = figures.since(report.kind, report.period)
        if let sealed, last == nil, since == nil { return [sealed] }
        let draft: Row = (
            head(report) + standing(of: report, last),
            .init(
                address: Self.report(report.kind, report.period, of: project).text,
                text: wording(ProjectTerm.report))
        )
        return [sealed, draft].compactMap(\.self)
    }

    private func head(_ report: ReportVersions) -> [String] {
        [wording(report.kind), "\(report.period.from)", "\(report.period.to)"]
    }

    /// Version, status and who stands for it.
    private func standing(
        of report: ReportVersions, _ last: ReportVersions.Entry?
    ) -> [String] {
        if let last {
            return ["\(report.current)", wording(last.step), officer(last.signOff)]
        }
        guard report.period.from <= figures.day else {
            return Array(repeating: Wording.dash, count: 3)
        }
        if report.sealed == 0, let handedIn = handedIn(report) {
            let status = handedIn + wording.comma + wording(StepTerm.notSealedHere)
            return [Wording.dash, status, Wording.dash]
        }
        let status = report.period.to < figures.day ? ProjectTerm.draft : .running
        return ["\(report.current)", wording(status), Wording.dash]
    }

    private func officer(_ signOff: SignOff) -> String {
        let rules = signOff.despiteInOrder.map(\.rule.rawValue).joined(separator: ", ")
        return "\(signOff.officer) · \(signOff.post) · \(signOff.date)"
            + (rules.isEmpty ? "" : " · \(wording(ProjectTerm.despite)) \(rules)")
    }

    @HTMLBuilder var sealed: HTML {
        if figures.seals.isEmpty {
            HTML("p") { wording(SealTerm.none) }
        } else {
            SealedTable(wording: wording, reports: figures.seals).html
        }
    }
}
