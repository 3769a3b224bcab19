import Testing

@testable import Intake

@Suite struct RivalryTests {
    private func rivalry(seed: UInt64 = 3) -> Rivalry {
        var options = IntakeOptions(host: "h", clientID: "c", topics: [])
        options.rivalPauseFirstMilliseconds = 4000
        options.rivalPauseLastMilliseconds = 60_000
        options.rivalGoneMilliseconds = 60_000
        return Rivalry(options: options, seed: seed)
    }

    private let second = 1000 * nanosecondsPerMillisecond

    @Test(arguments: [1, 7, 42] as [UInt64])
    func pausesDoubleUpToTheLimitWhereTheBrokerSaysIt(seed: UInt64) {
        var rivalry = rivalry(seed: seed)
        #expect(!rivalry.isContested)
        let steps = [4000, 8000, 16_000, 32_000, 60_000, 60_000]
        let pauses = steps.compactMap { _ in rivalry.ended(.takenOver, stood: second) }
        #expect(rivalry.isContested && pauses.count == steps.count)
        #expect(zip(steps, pauses).allSatisfy { ($0 / 2...$0).contains($1) }, "\(pauses)")
    }

    @Test func onlyAConnectionThatStoodLongEnoughEndsIt() {
        var rivalry = rivalry()
        for _ in 0..<4 { _ = rivalry.ended(.takenOver, stood: second) }
        rivalry.stood(for: 59 * second)
        #expect(rivalry.isContested)
        let long = rivalry.ended(.takenOver, stood: second)
        #expect((8001...60_000).contains(long ?? 0))
        rivalry.stood(for: 60 * second)
        #expect(!rivalry.isContested)
        let short = rivalry.ended(.takenOver, stood: second)
        #expect((2000...4000).contains(short ?? 0))
    }

    @Test func threeShortConnectionsInARowTellIt() {
        var rivalry = rivalry()
        let pauses = (0..<2).map { _ in rivalry.ended(.lost, stood: 9 * second) }
        #expect(pauses == [nil, nil] && !rivalry.isContested)
        _ = rivalry.ended(.lost, stood: 9 * second)
        #expect(rivalry.isContested)
    }

    @Test func failedAttemptsAndLongConnectionsInBetweenTellOfSomethingElse() {
        var rivalry = rivalry()
        for _ in 0..<5 {
            _ = rivalry.ended(.lost, stood: second)
            _ = rivalry.ended(.lost, stood: second)
            rivalry.attemptFailed()
            _ = rivalry.ended(.lost, stood: second)
            _ = rivalry.ended(.lost, stood: second)
            _ = rivalry.ended(.lost, stood: 10 * second)
        }
        #expect(!rivalry.isContested)
    }
}
