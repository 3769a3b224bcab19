import Plant
import Testing

@Suite struct RobustnessTests {
    /// SplitMix64: the same mutations in every run.
    private struct Seeded: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var word = state
            word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
            word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
            return word ^ (word >> 31)
        }
    }

    /// Reads a text and says how it ended.
    private func isRead(_ yaml: String) -> Bool {
        do throws(PlantError) {
            _ = try Plant.read(yaml: yaml, file: "f")
            return true
        } catch {
            if !error.diagnostics.contains(where: { $0.severity == .error }) {
                Issue.record("refused without an error: \(yaml)")
            }
            return false
        }
    }

    @Test func mutatedFilesAreReadOrRefused() {
        var random = Seeded(state: 1)
        let right = Array(Mistake.right.unicodeScalars)
        let pieces = [
            "{", "}", "[", "]", ":", ",", "\"", "'", "\n", " ", "-", "&a", "*a", "!", "|", "0",
            "-1",
            "99999999999999999999", "\u{E000}", "\0", "é", "~", "<<", "? ",
        ]
        var refused = 0
        for _ in 0..<1500 {
            var scalars = right
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = Int.random(in: 0..<scalars.count, using: &random)
                let length = Int.random(in: 0...min(6, scalars.count - place), using: &random)
                let piece = pieces.randomElement(using: &random) ?? ""
                scalars.replaceSubrange(place..<place + length, with: piece.unicodeScalars)
            }
            var text = String.UnicodeScalarView()
            text.append(contentsOf: scalars)
            refused += isRead(String(text)) ? 0 : 1
        }
        #expect(refused > 500)
    }

    @Test func refusesDeepNestingWithoutOverflow() {
        #expect(!isRead(String(repeating: "[", count: 100_000)))
        #expect(!isRead("version: 1\nplant: " + String(repeating: "{a: ", count: 900)))
        #expect(!isRead(String(repeating: "- ", count: 5000) + "a"))
    }

    /// Found by hand beside the fuzzer: reading never ended.
    @Test(arguments: [
        "{ a: 0, a: 1, \"\u{E000}\": 2, \"\u{E001}\": 3 }",
        #"{ a: 0, a: 1, "\uE000": 2, "\uE001": 3, "\uE002": 4 }"#,
    ])
    func endsWhereAStandInOfADoubledKeyIsAKeyToo(plant: String) {
        #expect(!isRead("version: 1\nplant: \(plant)\n"))
    }

    @Test func refusesAnExplosionOfAliases() {
        var yaml = "version: 1\nplant: &a0 [x, x, x, x, x, x, x, x]\n"
        for level in 1...12 {
            let alias = "*a\(level - 1)"
            yaml +=
                "k\(level): &a\(level) [\(Array(repeating: alias, count: 9).joined(separator: ", "))]\n"
        }
        #expect(!isRead(yaml))
    }

    @Test func readsAPlantOfManySignals() throws {
        var yaml = """
            version: 1
            plant: { id: big, time_zone: UTC }
            brokers: { b: { url: mqtt://h } }
            lines:
              l:
                constraint: [u0]
                work_units:

            """
        for unit in 0..<1000 {
            yaml += "      u\(unit): { heartbeat: 1 s, signals: { \(Fixtures.standardSignals) } }\n"
        }
        let clock = ContinuousClock()
        let start = clock.now
        let plant = try Fixtures.read(yaml)
        #expect(plant.signals.count == 3000)
        #expect(clock.now - start < .seconds(20))
    }
}
