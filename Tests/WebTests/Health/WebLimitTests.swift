import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Plant
import Reporting
import Storage
import Synchronization
import Telemetry
import Testing

@testable import Web

/// Each limit of the pages and the API: what is exactly at it is answered, what is beyond is not,
/// and is counted.
@Suite("Limits of the pages")
struct WebLimitTests {
    /// Statuses of answers, and how often a limit was reached after each.
    private func asked(
        _ uris: [String], _ limit: Limit, method: HTTPRequest.Method = .get,
        headers: HTTPFields = [:], bodies: [String] = []
    ) async throws -> (statuses: [Int], counts: [UInt64]) {
        let workshop = try Workshop()
        try workshop.workThroughMorning()
        let context = workshop.context()
        let server = WebServer(context: context, port: 0)
        return try await server.application.test { client in
            var (statuses, counts): ([Int], [UInt64]) = ([], [])
            for (place, uri) in uris.enumerated() {
                let body = bodies.indices.contains(place) ? ByteBuffer(string: bodies[place]) : nil
                let answer = try await client.execute(
                    uri: uri, method: method, headers: headers, body: body)
                statuses.append(answer.status.code)
                counts.append(context.meter.count(limit))
            }
            return (statuses, counts)
        }
    }

    @Test(arguments: [
        (
            WebLimits.queryDays, "/api/v1/kpi?by=day&from=2026-01-01&to=2027-02-05",
            "/api/v1/kpi?by=day&from=2026-01-01&to=2027-02-06"
        ),
        (
            WebLimits.stopsDays, "/line/mask-1/stops?from=2026-01-01&to=2026-04-11",
            "/line/mask-1/stops?from=2026-01-01&to=2026-04-12"
        ),
        (
            WebLimits.messageDays,
            "/line/mask-1/messages?unit=welder&from=2026-01-01&to=2026-01-08",
            "/line/mask-1/messages?unit=welder&from=2026-01-01&to=2026-01-09"
        ),
        (
            WebLimits.signalDays, "/line/mask-1/signals?from=2026-01-01&to=2026-02-01",
            "/line/mask-1/signals?from=2026-01-01&to=2026-02-02"
        ),
        (
            WebLimits.points, "/line/mask-1/signals?columns=2000",
            "/line/mask-1/signals?columns=2001"
        ),
        (
            ReportingLimits.results,
            "/api/v1/kpi?unit=mask-1&by=hour&from=2026-03-02&to=2026-03-03",
            "/api/v1/kpi?by=hour&from=2026-01-01T00:00&to=2027-02-04T23:00"
        ),
    ])
    func answersAtALimitAndNotBeyond(limit: Limit, at: String, beyond: String) async throws {
        let answers = try await asked([at, beyond], limit)
        #expect(answers.statuses == [200, 400] && answers.counts == [0, 1], "\(limit.name)")
    }

    @Test func givesResultsUpToTheirLimit() throws {
        let limit = ReportingLimits.results.value
        try ReportingLimits.check(limit, of: "results")
        let error = #expect(throws: QueryError.self) {
            try ReportingLimits.check(limit + 1, of: "results")
        }
        #expect(error?.limit == ReportingLimits.results && error?.code == .tooMany)
    }

    @Test func givesChangesUpToTheirLimit() throws {
        try ChangesEndpoint.check(WebLimits.changes.value)
        let error = #expect(throws: WebError.self) {
            try ChangesEndpoint.check(WebLimits.changes.value + 1)
        }
        #expect(error?.limit == WebLimits.changes)
    }

    @Test func givesSignalsUpToTheirLimit() async throws {
        let limit = WebLimits.signals.value
        let signals = (0...limit).map { "s\($0): { kind: measurement, topic: t, unit: Cel }" }
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
        let context = workshop.context()
        try await WebServer(context: context, port: 0).application.test { client in
            for (count, status, reached) in [(limit, 200, 0), (limit + 1, 400, 1)] {
                let paths = (0..<count).map { "l/u/s\($0)" }.joined(separator: ",")
                let answer = try await client.execute(
                    uri: "/api/v1/signals?signal=\(paths)", method: .get)
                #expect(answer.status.code == status)
                #expect(context.meter.count(WebLimits.signals) == UInt64(reached))
            }
        }
    }

    @Test func takesABodyOfItsLimitAndNotOneByteMore() async throws {
        let limit = WebLimits.body.value
        let answers = try await asked(
            Array(repeating: "/api/v1/corrections", count: 2), WebLimits.body, method: .post,
            headers: [.contentType: "application/json"],
            bodies: [limit, limit + 1].map { String(repeating: " ", count: $0) })
        // The first is read, and is no correction.
        #expect(answers.statuses == [400, 413] && answers.counts == [0, 1])
    }

    @Test(arguments: [ReportingLimits.name, ReportingLimits.reason])
    func takesTextsOfTheirLimit(limit: Limit) async throws {
        func body(_ length: Int) -> String {
            let text = String(repeating: "x", count: length)
            let (by, why) = limit == ReportingLimits.name ? (text, "seen") : ("mei", text)
            return """
                {"kind":"reason","unit":"mask-1/welder","from":"2026-03-02T09:00",\
                "to":"2026-03-02T09:10","reason":"jam","by":"\(by)","why":"\(why)"}
                """
        }
        let answers = try await asked(
            Array(repeating: "/api/v1/corrections", count: 2), limit, method: .post,
            headers: [.contentType: "application/json"],
            bodies: [body(limit.value), body(limit.value + 1)])
        #expect(answers.statuses == [201, 400] && answers.counts == [0, 1])
    }

    @Test func countsAStreamTooMany() async throws {
        let workshop = try Workshop()
        let context = workshop.context()
        let hub = LiveHub(PageSource(context))
        for _ in 0..<WebLimits.streams.value { _ = try await hub.join(.overview(.english)) }
        let error = await #expect(throws: WebError.self) { try await hub.join(.overview(.english)) }
        #expect(error?.limit == WebLimits.streams && error?.status == .serviceUnavailable)
    }

    @Test(.timeLimit(.minutes(1))) func asksQueriesTooManyToComeAgain() async throws {
        let gate = QueryGate()
        let (starts, started) = AsyncStream.makeStream(of: Void.self)
        let open = Opening()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<WebLimits.queries.value {
                group.addTask {
                    try await gate.pass {
                        started.yield()
                        open.wait()
                    }
                }
            }
            var iterator = starts.makeAsyncIterator()
            for _ in 0..<WebLimits.queries.value { _ = await iterator.next() }
            let error = await #expect(throws: WebError.self) { try await gate.pass {} }
            #expect(error?.limit == WebLimits.queries)
            open.open()
            try await group.waitForAll()
        }
        try await gate.pass {}
    }

    @Test func acceptsNoConnectionBeyondItsLimit() {
        let meter = LimitMeter()
        var seats = ConnectionSeats(meter: meter)
        for _ in 1..<WebLimits.connections.value { seats.connectionOpened() }
        #expect(seats.isAcceptingNewConnections() && meter.count(WebLimits.connections) == 0)
        seats.connectionOpened()
        #expect(!seats.isAcceptingNewConnections() && meter.count(WebLimits.connections) == 1)
        seats.connectionClosed()
        #expect(seats.isAcceptingNewConnections())
    }
}

/// Opened once.
private final class Opening: Sendable {
    private let isOpen = Mutex(false)

    func open() { isOpen.withLock { $0 = true } }
    func wait() {
        while !isOpen.withLock({ $0 }) { Thread.sleep(forTimeInterval: 0.002) }
    }
}
