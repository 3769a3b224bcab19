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

    @Test(arguments: [1, 7, 42] as [UInt64])
    func pausesDoubleUpToTheLimit(seed: UInt64) {
        var rivalry = rivalry(seed: seed)
        #expect(!rivalry.isContested)
        let steps = [4000, 8000, 16_000, 32_000, 60_000, 60_000]
        let pauses = steps.map { _ in rivalry.takenOver() }
        #expect(rivalry.isContested)
        #expect(zip(steps, pauses).allSatisfy { ($0 / 2...$0).contains($1) }, "\(pauses)")
    }

    @Test func onlyAConnectionThatStoodLongEnoughEndsIt() {
        var rivalry = rivalry()
        for _ in 0..<4 { _ = rivalry.takenOver() }
        rivalry.stood(for: 59_999 * nanosecondsPerMillisecond)
        #expect(rivalry.isContested)
        #expect(rivalry.takenOver() > 8000)
        rivalry.stood(for: 60_000 * nanosecondsPerMillisecond)
        #expect(!rivalry.isContested)
        #expect((2000...4000).contains(rivalry.takenOver()))
    }
}
