import Foundation
import HTTPTypes
import Hummingbird
import Journal
import NIOCore
import Pipeline
import Plant
import Production
import Reporting
import Storage
import StorageSQLite
import Telemetry
import Testing

@testable import Web

/// The page of data health, its API, and what `/metrics` says of the same.
@Suite("Data health")
struct DataHealthTests {
    private func get(_ uri: String, _ context: WebContext) async throws -> String {
        try await WebServer(context: context, port: 0).application.test { client in
            String(buffer: try await client.execute(uri: uri, method: .get).body)
        }
    }

    /// A morning with one message that nobody can read and one of a topic without a signal.
    private func workshop() throws -> Workshop {
        let workshop = try Workshop()
        try workshop.workThroughMorning()
        try workshop.send("w", "{broken")
        try workshop.send("nobody/<b>", "1")
        workshop.pass(seconds: 1)
        try workshop.settle()
        return workshop
    }

    private func context(
        _ workshop: Workshop, age: Int64 = 0, stalled: [String] = [],
        _ change: @escaping @Sendable (inout LaneHealth.Intake) -> Void = { _ in }
    ) -> WebContext {
        var context = workshop.context(age: age)
        var reading = workshop.lane.health.reading
        reading.intake.lastMessage = workshop.now
        reading.intake.lastDurableRecord = workshop.lane.intake.lastDurableRecord
        reading.intake.segments = 1
        change(&reading.intake)
        var health = DaemonHealth(
            lanes: [reading], store: StoreHealth(), storeBytes: 3 << 20, isReloading: false,
            reloads: 0)
        health.stalled = stalled
        context.health = { [health] in health }
        return context
    }

    private func json(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test func tellsOfEverySourceAndTopic() async throws {
        let answer = try json(try await get("/api/v1/health", context(try workshop())))
        let topics = try #require(answer["topics"] as? [[String: Any]])
        // The troubled first.
        #expect(topics.compactMap { $0["topic"] as? String } == ["w", "p", "q"])
        #expect(topics.compactMap { $0["received"] as? Int } == [152, 151, 151])
        #expect(topics.compactMap { $0["quarantined"] as? Int } == [1, 0, 0])
        #expect(topics[0]["lag_s"] as? Double == 0)
        let sources = try #require(answer["sources"] as? [[String: Any]])
        #expect(
            sources.compactMap { $0["unit"] as? String }
                == ["mask-1/welder", "mask-1/packer", "open-2/press"])
        #expect(sources.compactMap { $0["received"] as? Int } == [152, 151, 151])
        #expect((sources[0]["counter_findings"] as? Int ?? 0) >= 2, "baselines")
        let unbound = try #require((answer["unbound"] as? [[String: Any]])?.first)
        #expect(unbound["received"] as? Int == 1)
        let lane = try #require((answer["lanes"] as? [[String: Any]])?.first)
        #expect(lane["received"] as? Int == 455 && lane["condition"] as? String == "working")
        #expect(answer["balanced"] as? Bool == true && answer["stalled"] as? [String] == [])
    }

    @Test(arguments: [WebLimits.healthTopics.value, WebLimits.healthTopics.value + 1])
    func listsTopicsUpToTheirLimitAndSaysHowManyThereAre(count: Int) async throws {
        let signals = (1..<count).map { "s\($0): { kind: measurement, topic: m/\($0), unit: Cel }" }
        let plant = try Plant.read(
            yaml: """
                version: 1
                plant: { id: test, time_zone: Asia/Hong_Kong }
                brokers: { floor: { url: "mqtt://127.0.0.1" } }
                products: { p: { unit: piece } }
                lines: { l: { product: p, work_units: { u: { signals: {
                  state: { kind: state, topic: w, states: packml }, \(signals.joined(separator: ", "))
                } } } } }
                """, file: "plant.yaml")
        let workshop = try Workshop(plant)
        try workshop.settle()
        let answer = try json(try await get("/api/v1/health", context(workshop)))
        #expect((answer["topics"] as? [Any])?.count == WebLimits.healthTopics.value)
        #expect(answer["topics_total"] as? Int == count)
    }

    @Test(arguments: [
        ("en", ["Data health", "All balances hold.", "nobody/&lt;b&gt;", "1 MiB", "30 days"]),
        ("zh-Hant", ["數據健康", "全部平衡。", "nobody/&lt;b&gt;", "訊息日誌", "30 日"]),
    ])
    func showsItInBothLanguages(language: String, words: [String]) async throws {
        var context = context(try workshop())
        context.meter = LimitMeter([Limit("payload", 1 << 20, .bytes)])
        let page = try await get("/health?lang=\(language)", context)
        for word in words { #expect(page.contains(word), "\(word)") }
        #expect(!page.contains("class=\"notice\""))
        let overview = try await get("/?lang=\(language)", context)
        #expect(overview.contains("href=\"/health\""))
    }

    @Test func tellsAQuietLineFromAStuckOne() async throws {
        let workshop = try workshop()
        func condition(_ context: WebContext) async throws -> String? {
            let lanes = try json(try await get("/api/v1/health", context))["lanes"]
            return (lanes as? [[String: Any]])?.first?["condition"] as? String
        }
        #expect(try await condition(context(workshop)) == "working")
        #expect(try await condition(context(workshop, age: 60)) == "working")
        #expect(try await condition(context(workshop, age: 61)) == "quiet")
        let names = ["core of floor", "fold of floor", "intake of floor", "refold of floor"]
        for name in names + ["store"] {
            let stuck = context(workshop, age: 61, stalled: [name])
            #expect(try await condition(stuck) == "stalled")
            #expect(try await get("/health?lang=en", stuck).contains("Does not go on:"))
            #expect(
                try await get("/metrics", stuck)
                    .contains("lineside_thread_stalled{thread=\"\(name)\"} 1\n"))
        }
        #expect(try await condition(context(workshop, stalled: ["core of other"])) == "working")
        #expect(try await condition(context(workshop) { $0.journalState = .full }) == "full")
        try workshop.loseConnection()
        #expect(try await condition(context(workshop)) == "disconnected")
    }

    @Test func exportsBothSidesOfEveryLaw() async throws {
        let text = try await get("/metrics", context(try workshop()))
        let lanes = ["messages", "samples", "fates", "topics", "counters"].map { ($0, "floor") }
        let lines = ["time", "delays", "pieces"].flatMap { [($0, "mask-1"), ($0, "open-2")] }
        for (law, place) in lanes + lines {
            let labels = "{law=\"\(law)\",of=\"\(place)\"}"
            func value(_ name: String) throws -> String {
                let line = text.split(separator: "\n").first { $0.hasPrefix(name + labels) }
                return String(try #require(line?.split(separator: " ").last))
            }
            #expect(Double(try value("lineside_balance")) == 0, "\(law) \(place)")
            #expect(try value("lineside_balance_left") == value("lineside_balance_right"))
        }
        // 455 messages: three sources, 151 each, and the two that were not understood.
        #expect(text.contains("lineside_balance_left{law=\"messages\",of=\"floor\"} 455\n"))
        #expect(text.contains("lineside_counter_pieces{lane=\"floor\",part=\"credited\"}"))
    }

    @Test func alertsWhereALawIsBroken() async throws {
        let workshop = try workshop()
        let context = context(workshop)
        var state = try #require(try workshop.store.lanes()["floor"])
        state.counts.tallies[Int(Tally.received.rawValue)] += 3
        let lane = Readiness.Lane(name: "floor", stored: state)
        let broken = Balance.of(lane).filter { !$0.holds }
        #expect(broken.map(\.law) == [.messages] && broken.map(\.difference) == [3])
        var health = try DataHealth(context)
        health.balances += broken
        let page = DataHealthPage(wording: Wording(.english, workshop.plant), health: health)
        #expect(page.page.contains("A balance is broken:"))
        #expect(!page.page.contains("All balances hold."))
    }

    @Test func hidesNoBrokenCounterBehindAnother() {
        let balance = Balance(law: .counters, place: "x", left: 5, right: 5, hidden: 2)
        #expect(!balance.holds && balance.difference == 2)
    }

    @Test func followsItLive() async throws {
        let hub = LiveHub(PageSource(context(try workshop())))
        let seat = try await hub.join(.health(.english))
        let parts = await hub.changes(seat.page, since: 0).parts.map(\.id)
        #expect(parts.count == 9 && parts.first == "health-now")
    }
}
