internal import Plant

/// The jobs that a project's lines claim over a period, with the files that say so.
///
/// Pseudonyms stay inside the enterprise: what a report shows are counts.
struct JobClaims {
    /// Each with the line that claims it.
    var jobs: [(line: String, job: JobRecord)] = []
    /// The name of the file of each line's list.
    private var files: [String: String] = [:]
    /// The lists.
    var entries: [DeclaredEntry] = []
    let period: BenefitPeriod
    /// Minutes of a full-time week.
    let fullWeek: Int
    /// The day of application, where new jobs are the posts that began after it; nil: where they
    /// are held against the rise of the headcount.
    let newAfter: LocalDate?
    private let form: PeriodicForm

    /// Nil where no line declares a list.
    init?(_ input: PeriodicInput) {
        self.init(of: input.project, in: input.book, over: input.period, form: input.form)
    }

    /// Nil where no line declares a list.
    init?(
        of project: Project, in book: DeclaredBook, over period: BenefitPeriod,
        form: PeriodicForm = .second
    ) {
        (self.period, self.form) = (period, form)
        let isByPost = project.settings.newJob.value == .post && form != .first
        newAfter = isByPost ? project.agreement.applied : nil
        fullWeek = project.settings.fullTimeHours.value * 60
        for line in project.lines {
            guard let part = book.jobs(line: line.id, on: period.to),
                case .jobs(let rows) = part.rows
            else { continue }
            entries.append(part.entry)
            files[line.id] = part.entry.file.name
            jobs += rows.filter { $0.from <= period.to }.map { (line.id, $0) }
        }
        if entries.isEmpty { return nil }
    }

    /// Those that count as new: of the set-up or moved from elsewhere none does (V45), nor an old
    /// post where new jobs are posts.
    var counted: [JobRecord] { jobs.map(\.job).filter(isCounted) }

    func isCounted(_ job: JobRecord) -> Bool { job.isCounted && !isOld(job) }

    /// Whether it is a post that existed at application.
    func isOld(_ job: JobRecord) -> Bool { newAfter.map { job.from <= $0 } ?? false }

    /// Those of some jobs that are filled on the period's last day.
    func filled(_ jobs: [JobRecord]) -> [JobRecord] { jobs.filter(isFilled) }

    func isFilled(_ job: JobRecord) -> Bool { job.to.map { period.to <= $0 } ?? true }

    /// Full-time equivalents of the posts, in millionths.
    func inPost(_ jobs: [JobRecord]) -> Int64 {
        filled(jobs).reduce(0) { $0 + $1.share(ofWeek: fullWeek) }
    }

    /// V42, in millionths.
    func annual(_ jobs: [JobRecord]) -> Int64 { jobs.reduce(0) { $0 + annual($1) } }

    func annual(_ job: JobRecord) -> Int64 { job.annual(in: period, fullWeek: fullWeek) }

    /// As the rules take them.
    func claims(of project: Project) -> [ClaimedJob] {
        jobs.map { line, job in
            // The first form named people, where the list does.
            ClaimedJob(
                id: form == .first ? job.person ?? job.id : job.id,
                person: form == .first ? nil : job.person, project: "\(project.id)/\(line)",
                projectName: project.name(withLine: line), type: job.type,
                contract: job.contract, from: job.from, to: job.to,
                minutesAWeek: job.minutesAWeek ?? Int(job.fte) * fullWeek / 100,
                fte: Int(
                    (annualAsStated(job) + 5_000) / 10_000),
                wasCountedBefore: job.isRetained ?? false, isSetUp: job.isSetUp ?? false,
                wasMovedFromAnotherSite: job.isMoved ?? false,
                row: files[line].map { .init(file: $0, line: job.line, fte: job.fte) })
        }
    }

    /// Those that another project must not claim too: jobs that count and whose person is said, as
    /// the names of jobs are each project's own.
    func people(of project: Project) -> [ClaimedPerson] {
        jobs.compactMap { line, job in
            guard let person = job.person, isCounted(job),
                job.to.map({ period.from <= $0 }) ?? true
            else { return nil }
            return ClaimedPerson(
                person: person, project: "\(project.id)/\(line)",
                name: project.name(withLine: line))
        }
    }

    /// By the declared part of a post, which V42 holds against its hours.
    private func annualAsStated(_ job: JobRecord) -> Int64 {
        var stated = job
        stated.minutesAWeek = nil
        return annual(stated)
    }
}

extension Project {
    /// Its title with the name of a line.
    fileprivate func name(withLine id: String) -> LocalizedText {
        .joined([title, lines.first { $0.id == id }?.name ?? LocalizedText(both: id)])
    }
}

extension JobRecord {
    /// Whether it is neither of the set-up nor moved from elsewhere (V45).
    var isCounted: Bool { isSetUp != true && isMoved != true }
}
