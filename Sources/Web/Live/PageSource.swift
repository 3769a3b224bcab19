import Pipeline
import Plant
import Production
import Reporting
import Storage
import Telemetry

/// What can be looked at while it changes.
enum LivePage: Hashable, Sendable {
    /// Of all lines, or of those that somebody may see; with links to their pages for whom these
    /// are open.
    case overview(Language, lines: [Int]? = nil, links: Bool = true)
    case line(Int, Language)
    /// The shift that runs, or the last one.
    case shift(Int, Language)
    case stops(StopsRequest, Language)
    case health(Language)
}

/// Makes pages from the newest snapshots and boards: the one way for first paint and live changes
/// alike.
struct PageSource: Sendable {
    let context: WebContext
    let snapshots: FreshCache<Int, LineSnapshot>
    private let periods: FreshCache<ChosenPeriod, PeriodFigures>
    private let stops: FreshCache<StopsRequest, StopsFigures>
    private let units: FreshCache<ChosenPeriod, [Int: Sums]>
    private let healths: FreshCache<Int, DataHealth>

    /// A period of a line that somebody chose.
    private struct ChosenPeriod: Hashable {
        var line: Int
        var period: Period
    }

    /// The most chosen shifts, and selections of stops, that are kept.
    static let choiceLimit = 16

    init(_ context: WebContext) {
        self.context = context
        snapshots = FreshCache(
            limit: context.plant.lines.count, position: { context.position(line: $0) },
            revision: context.revision,
            read: {
                try LineSnapshot.read(
                    line: $0, figures: context.figures, store: context.store,
                    clock: context.now())
            })
        periods = FreshCache(
            limit: Self.choiceLimit, position: { context.position(line: $0.line) },
            revision: context.revision,
            read: {
                try PeriodFigures.read(
                    line: $0.line, period: $0.period, figures: context.figures)
            })
        stops = FreshCache(
            limit: Self.choiceLimit, position: { context.position(line: $0.line) },
            revision: context.revision,
            read: {
                try StopsFigures.read($0, figures: context.figures, clock: context.now())
            })
        healths = FreshCache(
            limit: 1, position: { _ in nil }, read: { _ in try DataHealth(context) })
        units = FreshCache(
            limit: context.plant.lines.count, position: { context.position(line: $0.line) },
            revision: context.revision,
            read: { chosen in
                var sums: [Int: Sums] = [:]
                for unit in context.plant.lines[chosen.line].workUnits {
                    sums[unit] = try context.figures.figures(
                        unit: unit, over: [(chosen.period.span, nil)]
                    ).first?.sums
                }
                return sums
            })
    }

    /// One line.
    func line(_ index: Int, _ language: Language) async throws -> LinePage {
        LinePage(view: try await view(index, Wording(language, context.plant)))
    }

    /// A shift of a line; nil: the one that runs, or the last one.
    func shift(_ line: Int, _ period: Period?, _ language: Language) async throws -> ShiftPage {
        let view = try await view(line, Wording(language, context.plant))
        let current = view.snapshot.period
        guard let period, period.span != current.span else {
            return ShiftPage(view: view, figures: view.snapshot.figures)
        }
        return ShiftPage(
            view: view,
            figures: try await periods.value(ChosenPeriod(line: line, period: period)))
    }

    /// Stops of a line.
    func stops(_ request: StopsRequest, _ language: Language) async throws -> StopsPage {
        StopsPage(
            view: try await view(request.line, Wording(language, context.plant)),
            figures: try await stops.value(request))
    }

    /// How the data are on their way, with what holds of the figures of every line.
    func dataHealth() async throws -> DataHealth {
        var health = try await healths.value(0)
        health.balances += try await balances()
        return health
    }

    /// The page of it.
    func health(_ language: Language) async throws -> DataHealthPage {
        DataHealthPage(wording: Wording(language, context.plant), health: try await dataHealth())
    }

    /// What holds of the figures of every line's shift.
    func balances() async throws -> [Balance] {
        var balances: [Balance] = []
        for (index, line) in context.plant.lines.enumerated() {
            balances += Balance.of(try await snapshots.value(index).sums, line: line.id)
        }
        return balances
    }

    /// All lines, or some of them.
    func overview(
        _ language: Language, lines shown: [Int]? = nil, links: Bool = true
    ) async throws -> OverviewPage {
        let wording = Wording(language, context.plant)
        var lines: [LineView] = []
        for index in shown ?? Array(context.plant.lines.indices) {
            lines.append(try await view(index, wording))
        }
        return OverviewPage(wording: wording, lines: lines, hasLinks: links)
    }

    /// What the pages show of every line, for programs.
    func reports() async throws -> [LineReport] {
        var reports: [LineReport] = []
        for view in try await overview(.english).lines {
            let period = ChosenPeriod(
                line: view.snapshot.line, period: view.snapshot.period)
            reports.append(LineReport(view, units: try await units.value(period)))
        }
        return reports
    }

    /// The parts of a page that change.
    func fragments(_ page: LivePage) async throws -> [Fragment] {
        switch page {
        case .overview(let language, let lines, let links):
            try await overview(language, lines: lines, links: links).fragments
        case .line(let index, let language): try await line(index, language).fragments
        case .shift(let index, let language): try await shift(index, nil, language).fragments
        case .stops(let request, let language): try await stops(request, language).fragments
        case .health(let language): try await health(language).fragments
        }
    }

    /// The positions of the lanes: what an event of the live stream goes by.
    var position: String {
        context.boards.map { "\($0.now.position)" }.joined(separator: "-")
    }

    private func view(_ index: Int, _ wording: Wording) async throws -> LineView {
        let snapshot = try await snapshots.value(index)
        var status = LineStatus(
            snapshot, board: context.board(line: index), plant: context.plant,
            clock: context.now())
        status.isOutOfRoom = context.isOutOfRoom(line: index)
        status.isContested = context.intake(line: index)?.isContested ?? false
        return LineView(wording: wording, snapshot: snapshot, status: status)
    }
}

extension WebContext {
    /// How far the lane of a line has come, where it runs in this process.
    fileprivate func position(line: Int) -> UInt64? { board(line: line)?.now.position }
}
