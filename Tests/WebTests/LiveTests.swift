import HTTPTypes
import Logging
import NIOCore
import Plant
import Reporting
import ServiceLifecycle
import Storage
import Telemetry
import Testing

@testable import Web

@Suite("Live stream")
struct LiveTests {
    /// Serves while `body` runs, then shuts down gracefully; returns what `body` gave once all
    /// has ended.
    private func serving<Value: Sendable>(
        _ context: WebContext,
        _ body: @escaping @Sendable (Int) async throws -> Value
    ) async throws -> Value {
        let (ports, bound) = AsyncStream.makeStream(of: Int.self)
        let server = WebServer(context: context, port: 0) { bound.yield($0) }
        let group = ServiceGroup(
            configuration: .init(services: [server], logger: context.logger))
        return try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            let port = try #require(await ports.first { _ in true })
            let running = Task { try await body(port) }
            try await Task.sleep(for: .milliseconds(1200))
            await group.triggerGracefulShutdown()
            let value = try await running.value
            try await tasks.waitForAll()
            return value
        }
    }

    private func stream(_ uri: String, _ context: WebContext) async throws -> TestResponse {
        try await serving(context) { port in try await TestClient.get(uri, port: port) }
    }

    @Test(.timeLimit(.minutes(1)))
    func givesTheWholePageFirstAndEndsAtShutdown() async throws {
        let workshop = try Workshop()
        try workshop.workThroughMorning()
        let answer = try await stream("/live?line=mask-1&lang=zh-Hant", workshop.context())
        #expect(answer.headers[.contentType]?.hasPrefix("text/event-stream") == true)
        let text = String(buffer: answer.body)
        #expect(text.hasPrefix("event: change\nid: "))
        for id in [
            "head", "kpis", "states", "hours", "worm", "losses", "pareto", "stops", "findings",
            "fresh",
        ] {
            #expect(text.contains("\"id\":\"\(id)\""), "\(id)")
        }
        #expect(text.contains("口罩") || text.contains("本更"))
        #expect(text.hasSuffix("\n\n"))
    }

    @Test(.timeLimit(.minutes(1)))
    func endsAtShutdownForTheOverviewToo() async throws {
        let workshop = try Workshop()
        let answer = try await stream("/live", workshop.context())
        #expect(String(buffer: answer.body).contains("\"id\":\"tiles\""))
    }

    @Test func sendsOnlyWhatChanged() async throws {
        let workshop = try Workshop()
        try workshop.workThroughMorning()
        let source = PageSource(workshop.context())
        let hub = LiveHub(source)
        let seat = try await hub.join(.line(0, .english))
        let first = await hub.changes(seat.page, since: 0)
        #expect(first.parts.count == 10)
        let second = await hub.changes(seat.page, since: first.revision)
        #expect(second.parts.isEmpty)
        workshop.pass(seconds: 5)
        try workshop.report("w", state: 9, made: 14_000, scrap: 280)
        try workshop.settle()
        await hub.tick()
        let third = await hub.changes(seat.page, since: first.revision)
        let ids = third.parts.map(\.id)
        #expect(ids.contains("head") && ids.contains("states") && !ids.contains("findings"))
        #expect(third.parts.contains { $0.html.contains("Faulted") })
        await hub.leave(seat)
        let after = await hub.changes(seat.page, since: 0)
        #expect(after.parts.isEmpty)
    }

    @Test func encodesAnEventOnceForAllWhoHaveSeenTheSame() async throws {
        func place(_ text: ByteBuffer) -> Int {
            unsafe text.withUnsafeReadableBytes { Int(bitPattern: $0.baseAddress) }
        }
        let workshop = try Workshop()
        try workshop.workThroughMorning()
        let hub = LiveHub(PageSource(workshop.context()))
        let page = LivePage.line(0, .english)
        _ = try await hub.join(page)
        let whole = await hub.event(page, since: 0)
        #expect(place(await hub.event(page, since: 0).text) == place(whole.text))
        workshop.pass(seconds: 5)
        try workshop.report("w", state: 9, made: 14_000, scrap: 280)
        try workshop.settle()
        await hub.tick()
        let change = await hub.event(page, since: whole.revision)
        let other = await hub.event(page, since: whole.revision)
        #expect(place(change.text) == place(other.text) && change.revision > whole.revision)
        let text = String(buffer: change.text)
        #expect(text.contains("Faulted") && !text.contains("\"id\":\"findings\""))
        let late = await hub.event(page, since: 0)
        #expect(String(buffer: late.text).contains("\"id\":\"findings\""))
        #expect(late.revision == change.revision)
        let nothing = await hub.event(page, since: change.revision)
        #expect(String(buffer: nothing.text).contains("event: beat"))
    }

    @Test func hasNoMoreStreamsThanItsLimit() async throws {
        let workshop = try Workshop()
        let hub = LiveHub(PageSource(workshop.context()))
        var seats: [LiveHub.Seat] = []
        for _ in 0..<LiveHub.streamLimit { seats.append(try await hub.join(.overview(.english))) }
        await #expect(throws: WebError.self) { try await hub.join(.overview(.english)) }
        await hub.leave(seats[0])
        _ = try await hub.join(.overview(.english))
    }

    @Test func readsTheStoreOnceForAllReaders() async throws {
        let workshop = try Workshop()
        try workshop.workThroughMorning()
        func source(_ store: CountingStore) -> PageSource {
            var context = workshop.context()
            context.store = store
            context.figures = Figures(plant: workshop.plant, store: store)
            return PageSource(context)
        }
        let once = CountingStore(workshop.store)
        _ = try await source(once).snapshots.value(0)
        let counting = CountingStore(workshop.store)
        let source = source(counting)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<20 {
                group.addTask { _ = try await source.snapshots.value(0) }
            }
            try await group.waitForAll()
        }
        #expect(once.conditionReads > 0 && once.reads > 0)
        #expect(counting.conditionReads == once.conditionReads && counting.reads == once.reads)
    }
}
