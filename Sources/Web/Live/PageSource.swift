import Pipeline
import Plant

/// What can be looked at while it changes.
enum LivePage: Hashable, Sendable {
    case overview(Language)
    case line(Int, Language)
}

/// Makes pages from the newest snapshots and boards: the one way for first paint and live changes
/// alike.
struct PageSource: Sendable {
    let context: WebContext
    let cache: SnapshotCache

    init(_ context: WebContext) {
        self.context = context
        cache = SnapshotCache(context)
    }

    /// One line.
    func line(_ index: Int, _ language: Language) async throws -> LinePage {
        LinePage(view: try await view(index, Wording(language, context.plant)))
    }

    /// All lines.
    func overview(_ language: Language) async throws -> OverviewPage {
        let wording = Wording(language, context.plant)
        var lines: [LineView] = []
        for index in context.plant.lines.indices { lines.append(try await view(index, wording)) }
        return OverviewPage(wording: wording, lines: lines)
    }

    /// The parts of a page that change.
    func fragments(_ page: LivePage) async throws -> [Fragment] {
        switch page {
        case .overview(let language): try await overview(language).fragments
        case .line(let index, let language): try await line(index, language).fragments
        }
    }

    /// The positions of the lanes: what an event of the live stream goes by.
    var position: String {
        context.boards.map { "\($0.now.position)" }.joined(separator: "-")
    }

    private func view(_ index: Int, _ wording: Wording) async throws -> LineView {
        let snapshot = try await cache.snapshot(line: index)
        var status = LineStatus(
            snapshot, board: context.board(line: index), plant: context.plant,
            clock: context.now())
        status.isOutOfRoom = context.isOutOfRoom(line: index)
        return LineView(wording: wording, snapshot: snapshot, status: status)
    }
}
