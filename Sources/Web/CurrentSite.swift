import Hummingbird
import ServiceLifecycle
import Synchronization

/// The pages of the plant file that holds now, with all their caches; swapped as a whole, so that
/// nothing of an old plant is left in any of them.
///
/// A request is answered by the pages that stood when it came. Live streams end with their pages,
/// and their readers come again by themselves.
final class CurrentSite: HTTPResponder, Service {
    typealias Context = PageRequestContext

    private struct Site {
        let context: WebContext
        let source: PageSource
        let hub: LiveHub
        let responder: RouterResponder<PageRequestContext>

        init(_ context: WebContext) {
            self.context = context
            source = PageSource(context)
            hub = LiveHub(source)
            responder = Routes(context, source: source, hub: hub).router().buildResponder()
        }
    }

    private let site: Mutex<Site>
    private let hasEnded = Atomic(false)
    private let swaps = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))

    init(_ context: WebContext) {
        site = Mutex(Site(context))
    }

    private var current: Site { site.withLock { $0 } }

    /// What the pages are made from now.
    var context: WebContext { current.context }

    /// Makes the pages from something else from the next request on; what was counted goes on.
    func show(_ context: WebContext) {
        var context = context
        context.traffic = current.context.traffic
        let next = Site(context)
        site.withLock { $0 = next }
        if hasEnded.load(ordering: .relaxed) { end() }
        swaps.continuation.yield()
    }

    /// Ends every live stream, and lets none begin any more.
    ///
    /// One for all: watching for the end itself, each took 11 KB more.
    func end() {
        hasEnded.store(true, ordering: .relaxed)
        let hub = current.hub
        Task { await hub.end() }
    }

    func respond(to request: Request, context: PageRequestContext) async throws -> Response {
        let site = current
        let response = try await site.responder.respond(to: request, context: context)
        site.context.traffic.count(status: response.status.code)
        return response
    }

    /// The lines as the pages show them.
    func lines() async throws -> [LineReport] {
        try await current.source.reports()
    }

    /// Lets the hub of the current pages tick; returns with a graceful shutdown.
    func run() async throws {
        var hub = current.hub
        var ticking = Task { [hub] in try await hub.run() }
        for await _ in swaps.stream.cancelOnGracefulShutdown() {
            ticking.cancel()
            await hub.end()
            hub = current.hub
            ticking = Task { [hub] in try await hub.run() }
        }
        ticking.cancel()
    }
}
