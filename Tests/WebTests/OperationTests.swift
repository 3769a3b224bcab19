import HTTPTypes
import Hummingbird
import Journal
import NIOCore
import Pipeline
import Plant
import Production
import Reporting
import Testing

@testable import Web

/// What a running daemon tells of itself, and how the pages of another plant file take over.
@Suite("Operation")
struct OperationTests {
    private func get(_ uri: String, _ context: WebContext) async throws -> TestResponse {
        try await WebServer(context: context, port: 0).application.test { client in
            try await client.execute(uri: uri, method: .get)
        }
    }

    private static func health(
        _ change: (inout LaneHealth.Intake, inout StoreHealth, inout [String]) -> Void = {
            _, _, _ in
        }
    ) -> DaemonHealth {
        var intake = LaneHealth.Intake()
        var store = StoreHealth()
        var stalled: [String] = []
        change(&intake, &store, &stalled)
        let lane = LaneHealth.Reading(
            lane: "floor", intake: intake, coreTurns: 1, ringFill: 2, ringCapacity: 8)
        var health = DaemonHealth(
            lanes: [lane], store: store, storeBytes: 4096, isReloading: false, reloads: 3)
        health.stalled = stalled
        health.version = "1.2.3"
        return health
    }

    @Test(arguments: [
        ("store_full", health { _, store, _ in store.isFull = true }),
        ("store_failed", health { _, store, _ in store.hasEnded = true }),
        ("journal_full", health { intake, _, _ in intake.journalState = .full }),
        ("journal_failed", health { intake, _, _ in intake.journalState = .failed }),
        ("client_id_taken", health { intake, _, _ in intake.isContested = true }),
        ("backlog", health { intake, _, _ in intake.backlog = 200_001 }),
        ("stalled", health { _, _, stalled in stalled = ["core of floor"] }),
    ])
    func saysWhyItIsNotReady(code: String, health: DaemonHealth) async throws {
        let workshop = try Workshop()
        try workshop.workThroughMorning()
        var context = workshop.context()
        context.health = { Self.health() }
        #expect(try await get("/readyz", context).status == .ok)
        context.health = { health }
        let answer = try await get("/readyz", context)
        #expect(answer.status == .serviceUnavailable)
        #expect(String(buffer: answer.body).contains("\"code\":\"\(code)\""))
    }

    @Test func isAliveOnlyWhileItsThreadsGoOn() async throws {
        let workshop = try Workshop()
        try workshop.workThroughMorning()
        var context = workshop.context()
        context.health = { Self.health() }
        #expect(try await get("/healthz", context).status == .ok)
        context.health = { Self.health { _, _, stalled in stalled = ["store"] } }
        let answer = try await get("/healthz", context)
        #expect(answer.status == .serviceUnavailable)
        #expect(String(buffer: answer.body) == "stalled: store\n")
    }

    @Test(arguments: [
        ("/?lang=en", "The disk is full"), ("/line/mask-1?lang=zh-Hant", "磁碟已滿"),
    ])
    func showsThatThereIsNoRoom(uri: String, words: String) async throws {
        let workshop = try Workshop()
        try workshop.workThroughMorning()
        var context = workshop.context()
        context.health = { Self.health() }
        #expect(!String(buffer: try await get(uri, context).body).contains(words))
        context.health = { Self.health { _, store, _ in store.isFull = true } }
        #expect(String(buffer: try await get(uri, context).body).contains(words))
    }

    @Test(arguments: [
        ("/?lang=en", "Another client seems to use our client id"),
        ("/line/mask-1?lang=zh-Hant", "相同的用戶端識別碼"),
    ])
    func showsThatAnotherClientTakesOurMessages(uri: String, words: String) async throws {
        let workshop = try Workshop()
        try workshop.workThroughMorning()
        var context = workshop.context()
        context.health = { Self.health() }
        #expect(!String(buffer: try await get(uri, context).body).contains(words))
        context.health = { Self.health { intake, _, _ in intake.isContested = true } }
        #expect(String(buffer: try await get(uri, context).body).contains(words))
    }

    @Test func exportsWhatThePartsCount() async throws {
        let workshop = try Workshop()
        try workshop.workThroughMorning()
        var context = workshop.context()
        context.health = {
            Self.health { intake, _, _ in
                intake.journal.syncNanoseconds = 1_500_000_000
                intake.connections = 2
            }
        }
        let text = String(buffer: try await get("/metrics", context).body)
        for line in [
            "lineside_journal_sync_seconds_total{lane=\"floor\"} 1.5",
            "lineside_session_connections_total{lane=\"floor\"} 2",
            "lineside_ring_fill_ratio{lane=\"floor\"} 0.25", "lineside_store_bytes 4096",
            "lineside_reloads_total 3", "lineside_build_info{version=\"1.2.3\"} 1",
        ] {
            #expect(text.contains(line + "\n"))
        }
    }

    @Test func showsAnotherPlantFromTheNextRequestOnAndGoesOnCounting() async throws {
        let workshop = try Workshop()
        try workshop.workThroughMorning()
        let old = workshop.context()
        var renamed = old
        renamed.plant.lines[0].name.english = "Renamed line"
        let server = WebServer(context: old, port: 0)
        try await server.application.test { [renamed] client in
            let before = try await client.execute(uri: "/?lang=en", method: .get)
            #expect(!String(buffer: before.body).contains("Renamed line"))
            server.show(renamed)
            let after = try await client.execute(uri: "/?lang=en", method: .get)
            #expect(String(buffer: after.body).contains("Renamed line"))
            let metrics = try await client.execute(uri: "/metrics", method: .get)
            #expect(
                String(buffer: metrics.body).contains(
                    "lineside_http_requests_total{status=\"2xx\"} 2\n"))
        }
    }

    @Test(.timeLimit(.minutes(1))) func endsTheLiveStreamsOfAnOldPlant() async throws {
        let workshop = try Workshop()
        try workshop.workThroughMorning()
        let hub = LiveHub(PageSource(workshop.context()))
        let seat = try await hub.join(.overview(.english))
        await hub.end()
        for await _ in seat.signals {}
        await #expect(throws: WebError.self) { _ = try await hub.join(.overview(.english)) }
    }

    @Test func tellsProgramsInTheProcessWhatThePagesShow() async throws {
        let workshop = try Workshop()
        try workshop.workThroughMorning()
        let context = workshop.context()
        let server = WebServer(context: context, port: 0)
        let snapshot = try LineSnapshot.read(
            line: 0, figures: context.figures, store: context.store, clock: context.now())
        let reports = try await server.lines()
        let report = try #require(reports.first)
        #expect(report.figures.oee == snapshot.sums.kpi(.oee).ratio)
        #expect(report.figures.good == snapshot.figures.good.map { Double($0) / 1_000_000 })
        #expect(
            report.units.map(\.unit)
                == context.plant.lines[0].workUnits.map {
                    context.plant.workUnits[$0].path
                })
        #expect(report.units.allSatisfy { $0.figures.oee != nil && $0.state == "producing" })
        let trouble = try await server.trouble()
        #expect(trouble.isEmpty)
    }
}
