import Plant
import Production
import Storage
import Telemetry
import Testing

extension StoreConformance {
    static func draft(
        _ content: CorrectionDraft.Content, unit: String = "l/a", supersedes: Int64? = nil
    ) -> CorrectionDraft {
        CorrectionDraft(
            unit: unit, by: "mei 美", why: "seen \"it\"", supersedes: supersedes, content: content)
    }

    /// Records what nobody contradicts; its identifier.
    @discardableResult
    static func record(
        _ content: CorrectionDraft.Content, unit: String = "l/a", supersedes: Int64? = nil,
        in store: any Store, at second: Int64 = 0
    ) throws -> Int64 {
        let outcome = try store.append(
            draft(content, unit: unit, supersedes: supersedes), seen: .max - 1,
            at: Fixtures.at(second))
        guard case .recorded(let correction) = outcome else {
            Issue.record("not recorded: \(outcome)")
            return 0
        }
        return correction.id
    }

    /// Every kind is read as it was written, after a restart too, and nothing of another unit.
    func keepsCorrectionsAsTheyWereSaid() throws {
        let finding = CounterFinding(
            signal: "l/a/made", at: Fixtures.at(5) + 7, kind: .counterReset, before: 90, after: 5)
        let contents: [CorrectionDraft.Content] = [
            .reason(StopPart(Fixtures.span(1, 2), isOpen: true), reason: "jam"),
            .reason(StopPart(Fixtures.span(3, 4)), reason: nil),
            .split(
                StopPart(Fixtures.span(5, 9)), at: Fixtures.at(7), first: nil, second: "belt"),
            .state(Fixtures.span(10, 20), .notScheduled, reason: nil),
            .scrap(at: Fixtures.at(21), kind: .rework, product: "p", quantity: 1_500_000),
            .counter(finding, .rollover, credit: 15),
            .rate(product: "q", itemTime: 1_000_000_000, items: 3, from: Fixtures.at(30)),
        ]
        #expect(try open().lastCorrection() == 0)
        for (place, content) in contents.enumerated() {
            let outcome = try open().append(
                Self.draft(content), seen: 0, at: Fixtures.at(100 + Int64(place)))
            guard case .recorded(let correction) = outcome else {
                Issue.record("\(outcome)")
                return
            }
            #expect(correction.draft == Self.draft(content))
        }
        try Self.record(contents[0], unit: "l/b", in: try open())
        let stored = try open().corrections(unit: "l/a", over: .always)
        #expect(stored.map(\.draft) == contents.map { Self.draft($0) })
        #expect(stored.map(\.recordedAt) == (0..<7).map { Fixtures.at(100 + Int64($0)) })
        #expect(zip(stored, stored.dropFirst()).allSatisfy { $0.id < $1.id })
        #expect(try open().lastCorrection() > stored[6].id)
        let part = try open().corrections(unit: "l/a", over: Fixtures.span(2, 6))
        #expect(part.map(\.draft.content) == [contents[1], contents[2], contents[5]])
        // A rate holds for good.
        let later = try open().corrections(unit: "l/a", over: Fixtures.span(9000, 9001))
        #expect(later.map(\.draft.content) == [contents[6]])
        #expect(try open().corrections(unit: "l/c", over: .always).isEmpty)
    }

    /// Trap 26: of two people who classify one stop the second is told, and nothing is written.
    func tellsTheSecondSpeakerOfTheFirst() throws {
        let store = try open()
        let stop = StopPart(Fixtures.span(100, 200))
        let first = try Self.record(.reason(stop, reason: "jam"), in: store)
        func say(
            _ content: CorrectionDraft.Content, unit: String = "l/a", seen: Int64,
            supersedes: Int64? = nil
        ) throws -> CorrectionOutcome {
            try store.append(
                Self.draft(content, unit: unit, supersedes: supersedes), seen: seen,
                at: Fixtures.at(300))
        }
        let before = try store.corrections(unit: "l/a", over: .always)
        let other = CorrectionDraft.Content.reason(stop, reason: "belt")
        #expect(try say(other, seen: 0) == .conflict(before[0]))
        let overlapping = CorrectionDraft.Content.split(
            StopPart(Fixtures.span(199, 300)), at: Fixtures.at(250), first: nil, second: nil)
        #expect(try say(overlapping, seen: 0) == .conflict(before[0]))
        #expect(try say(.withdrawal, seen: 0, supersedes: first) == .conflict(before[0]))
        // What the unit did then is another word about that stop.
        let state = CorrectionDraft.Content.state(stop.span, .setup, reason: nil)
        #expect(try say(state, seen: 0) == .conflict(before[0]))
        #expect(try store.corrections(unit: "l/a", over: .always) == before)
        // Who has seen it may speak; who speaks of something else need not have.
        func isRecorded(_ outcome: CorrectionOutcome) -> Bool {
            if case .recorded = outcome { true } else { false }
        }
        #expect(isRecorded(try say(other, unit: "l/b", seen: 0)))
        let scrap = CorrectionDraft.Content.scrap(
            at: stop.span.from, kind: .scrap, product: nil, quantity: quantityScale)
        #expect(isRecorded(try say(scrap, seen: 0)))
        let beside = StopPart(Fixtures.span(200, 300))
        #expect(isRecorded(try say(.reason(beside, reason: nil), seen: 0)))
        #expect(isRecorded(try say(other, seen: first)))
        // The first one has now not seen the second.
        guard case .conflict(let newest) = try say(other, seen: first) else {
            Issue.record("no conflict")
            return
        }
        #expect(newest.id > first && newest.content == other)
    }

    /// Who supersedes what another has superseded is told so, however much was seen.
    func supersedesOnce() throws {
        let store = try open()
        func scrap(_ pieces: Int64) -> CorrectionDraft.Content {
            .scrap(
                at: Fixtures.at(5), kind: .scrap, product: nil, quantity: pieces * quantityScale)
        }
        let first = try Self.record(scrap(10), in: store)
        let second = try Self.record(scrap(12), supersedes: first, in: store)
        let again = try store.append(
            Self.draft(scrap(15), supersedes: first), seen: second, at: Fixtures.at(0))
        guard case .conflict(let other) = again else {
            Issue.record("\(again)")
            return
        }
        #expect(other.id == second)
        // Once that is withdrawn, the first holds again and can be superseded.
        let third = try Self.record(.withdrawal, supersedes: second, in: store)
        let last = try store.append(
            Self.draft(scrap(15), supersedes: first), seen: third, at: Fixtures.at(0))
        guard case .recorded = last else {
            Issue.record("\(last)")
            return
        }
    }

    /// What supersedes is found with what it supersedes, wherever its own time is.
    func findsWhatBecameOfACorrection() throws {
        let store = try open()
        let first = try Self.record(
            .scrap(at: Fixtures.at(10), kind: .scrap, product: nil, quantity: 1), in: store)
        let second = try Self.record(
            .scrap(at: Fixtures.at(500), kind: .scrap, product: nil, quantity: 2),
            supersedes: first, in: store)
        let third = try Self.record(.withdrawal, supersedes: second, in: store)
        let found = try store.corrections(unit: "l/a", over: Fixtures.span(10, 11))
        #expect(found.map(\.id) == [first, second, third])
        // What the withdrawn one had replaced holds again.
        #expect(found.inForce().map(\.id) == [first, third])
        let outcome = try store.append(
            Self.draft(.withdrawal, supersedes: 999), seen: 999, at: Fixtures.at(0))
        #expect(outcome == .unknown(999))
        let foreign = try store.append(
            Self.draft(.withdrawal, unit: "l/b", supersedes: third), seen: 999, at: Fixtures.at(0))
        #expect(foreign == .unknown(third))
        let unlike = try store.append(
            Self.draft(.state(Fixtures.span(10, 11), .setup, reason: nil), supersedes: first),
            seen: 999, at: Fixtures.at(0))
        #expect(unlike == .unknown(first))
    }

    /// Facts may be folded again; what people said stays.
    func keepsCorrectionsThroughAReset() throws {
        var lane = HandLane(try Fixtures.plant(), try open())
        lane.state("a", .stopped, at: 0)
        try lane.commit(at: 10)
        let stop = StopPart(Fixtures.span(0, 10))
        try Self.record(.reason(stop, reason: "jam"), in: lane.store)
        try open().reset(lane: "shopfloor", paths: ["l/a"])
        #expect(try open().corrections(unit: "l/a", over: .always).count == 1)
    }
}
