import Sealing
import Testing

/// The canonical bytes of facts, which must never change.
@Suite struct FactLineTests {
    private func text(_ line: FactLine) -> String { String(decoding: line.bytes, as: UTF8.self) }

    @Test func writesEveryFormOfValue() {
        let line = FactLine(
            .command,
            [.text("l/a/valve"), .integer(-5), .real(1.5), .null, .text("tab\tback\\line\nend\r")])
        #expect(
            text(line)
                == "command\tl/a/valve\t-5\t3ff8000000000000\t\\N\ttab\\tback\\\\line\\nend\\r")
    }

    @Test func isTheSameAsEver() {
        let line = FactLine(
            .pieces,
            [
                .text("mask-1/packer"), .integer(1_772_409_600_000_000_000),
                .integer(1_772_409_600_000_000_000), .integer(0), .integer(1), .integer(3_000_000),
                .text("mask-l1"), .integer(1),
            ])
        #expect(
            text(line)
                == "pieces\tmask-1/packer\t1772409600000000000\t1772409600000000000\t0\t1\t3000000"
                + "\tmask-l1\t1")
        #expect(
            line.leaf.hex == "575b80deffd87d58699c85019327c1becf7bd91601095e2d6fd30bfd803cfe9d")
        #expect(line.name == "pieces mask-1/packer 1772409600000000000 1772409600000000000 0")
    }

    @Test func twoFactsNeverHaveOneText() {
        let parted = FactLine(.claim, [.text("a\tb"), .text("c")])
        let shifted = FactLine(.claim, [.text("a"), .text("b\tc")])
        #expect(parted.bytes != shifted.bytes)
        #expect(
            FactLine(.claim, [.text("\\N"), .null]).bytes != FactLine(.claim, [.null, .null]).bytes)
    }

    @Test func saysWhichColumnHoldsWhatNoFactCanHold() {
        func line(at: FactValue, quantity: FactValue) -> FactLine {
            FactLine(
                .pieces,
                [
                    .text("u"), at, .integer(0), .integer(0), .integer(0), quantity, .null,
                    .integer(1),
                ])
        }
        #expect(line(at: .integer(0), quantity: .integer(1)).badColumn == nil)
        #expect(line(at: .integer(-1), quantity: .integer(1)).badColumn == "at")
        #expect(line(at: .integer(.max), quantity: .integer(1)).badColumn == "at")
        #expect(line(at: .text("1"), quantity: .integer(1)).badColumn == "at")
        #expect(line(at: .integer(0), quantity: .integer(1 << 53)).badColumn == nil)
        #expect(line(at: .integer(0), quantity: .integer(1 << 53 + 1)).badColumn == "quantity")
        #expect(line(at: .integer(0), quantity: .integer(.min)).badColumn == "quantity")
        #expect(line(at: .integer(0), quantity: .real(1)).badColumn == "quantity")
        #expect(line(at: .integer(0), quantity: .null).badColumn == "quantity")
    }
}
