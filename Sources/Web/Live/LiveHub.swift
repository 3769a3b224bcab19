import Logging
import NIOCore
import Reporting
import ServiceLifecycle
import Telemetry

/// Renders each page that somebody looks at once a tick, for all who do, and tells them when a
/// part of it changed.
actor LiveHub: Service {
    /// How often pages are rendered: at most twice a second.
    static let interval = Duration.milliseconds(500)
    /// A stream is never silent for longer than this many ticks: five seconds.
    static let beatTicks = 10
    /// The most streams at once.
    static let streamLimit = WebLimits.streams.value

    /// One reader's place at a page.
    struct Seat: Sendable {
        let page: LivePage
        fileprivate let number: Int
        /// Says that it is time to ask for changes; never piles up.
        let signals: AsyncStream<Void>
    }

    /// A part of a page and since which revision it stands so.
    private struct Part {
        var id: String
        var html: String
        var revision: UInt64
    }

    private struct Shown {
        var parts: [Part] = []
        var revision: UInt64 = 0
        /// Events that lead to this revision, by the oldest part in them: one of each for all
        /// readers, however many wait for it.
        var events: [UInt64: ByteBuffer] = [:]
        var readers: [Int: AsyncStream<Void>.Continuation] = [:]
    }

    private let source: PageSource
    private let logger: Logger
    private var pages: [LivePage: Shown] = [:]
    private var nextNumber = 0
    private var ticks = 0
    private var hasEnded = false

    init(_ source: PageSource) {
        self.source = source
        logger = source.context.logger
    }

    /// Ticks until the service ends.
    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            while true {
                await self.tick()
                try await Task.sleep(for: Self.interval)
            }
        }
    }

    /// Ends every stream; their readers ask again.
    func end() {
        hasEnded = true
        for reader in pages.values.flatMap(\.readers.values) { reader.finish() }
        pages = [:]
    }

    /// Takes a place at a page; the first signal comes at once.
    func join(_ page: LivePage) async throws -> Seat {
        let count = pages.values.reduce(0) { $0 + $1.readers.count }
        guard !hasEnded else { throw WebError.busy }
        guard count < Self.streamLimit else { throw WebError.busy(WebLimits.streams) }
        let (signals, continuation) = AsyncStream.makeStream(
            of: Void.self, bufferingPolicy: .bufferingNewest(1))
        nextNumber += 1
        let seat = Seat(page: page, number: nextNumber, signals: signals)
        pages[page, default: Shown()].readers[seat.number] = continuation
        if pages[page]?.revision == 0 { await render(page) }
        continuation.yield()
        return seat
    }

    /// Gives a place back.
    func leave(_ seat: Seat) {
        pages[seat.page]?.readers.removeValue(forKey: seat.number)?.finish()
        if pages[seat.page]?.readers.isEmpty ?? false { pages[seat.page] = nil }
    }

    /// The event for a reader who has seen a revision, and the revision that it leads to; the
    /// same bytes for all who have seen the same.
    func event(_ page: LivePage, since revision: UInt64) -> (text: ByteBuffer, revision: UInt64) {
        guard let shown = pages[page],
            let oldest = shown.parts.map(\.revision).filter({ $0 > revision }).min()
        else { return (Self.beat, revision) }
        if let event = shown.events[oldest] { return (event, shown.revision) }
        let data = JSON.array(
            changes(page, since: revision).parts.map {
                .object([("id", .string($0.id)), ("html", .string($0.html))])
            })
        let event = ByteBuffer(
            string: "event: change\nid: \(source.position)\ndata: \(data.text())\n\n")
        pages[page]?.events[oldest] = event
        return (event, shown.revision)
    }

    private static let beat = ByteBuffer(string: ": heartbeat\nevent: beat\ndata:\n\n")

    /// The parts that changed after a revision, and the revision that they lead to.
    func changes(
        _ page: LivePage, since revision: UInt64
    ) -> (parts: [(id: String, html: String)], revision: UInt64) {
        guard let shown = pages[page] else { return ([], revision) }
        let parts = shown.parts.filter { $0.revision > revision }.map { ($0.id, $0.html) }
        return (parts, shown.revision)
    }

    func tick() async {
        ticks += 1
        for page in pages.keys where await render(page) || ticks % Self.beatTicks == 0 {
            for reader in (pages[page]?.readers ?? [:]).values { reader.yield() }
        }
    }

    /// Renders a page; true where a part of it changed.
    @discardableResult
    private func render(_ page: LivePage) async -> Bool {
        let fragments: [Fragment]
        do {
            fragments = try await source.fragments(page)
        } catch {
            logger.warning("live page failed", metadata: ["error": "\(error)"])
            return false
        }
        guard var shown = pages[page] else { return false }
        let next = shown.revision + 1
        let parts = fragments.map { fragment in
            let html = fragment.html.source
            let old = shown.parts.first { $0.id == fragment.id && $0.html == html }
            return old ?? Part(id: fragment.id, html: html, revision: next)
        }
        guard parts.contains(where: { $0.revision == next }) else { return false }
        shown.parts = parts
        shown.revision = next
        shown.events = [:]
        pages[page] = shown
        return true
    }
}
