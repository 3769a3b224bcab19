import Foundation
import Telemetry
import Testing

@testable import Decoding

@Suite struct NumberTests {
    /// A random number as text: up to 25 digits, a point and an exponent here and there.
    private func randomNumber(_ generator: inout SeededGenerator) -> String {
        var text = Bool.random(using: &generator) ? "-" : ""
        let whole = Int.random(in: 1...12, using: &generator)
        for _ in 0..<whole { text += String(Int.random(in: 0...9, using: &generator)) }
        if Bool.random(using: &generator) {
            text += "."
            for _ in 0..<Int.random(in: 1...13, using: &generator) {
                text += String(Int.random(in: 0...9, using: &generator))
            }
        }
        if Int.random(in: 0...2, using: &generator) == 0 {
            text += "e\(Int.random(in: -30...12, using: &generator))"
        }
        return text
    }

    @Test func agreesWithDecimalOnMillionths() throws {
        let cutting = NSDecimalNumberHandler(
            roundingMode: .down, scale: 0, raiseOnExactness: false, raiseOnOverflow: false,
            raiseOnUnderflow: false, raiseOnDivideByZero: false)
        var generator = SeededGenerator(state: 1)
        var wrong: [String] = []
        for _ in 0..<20_000 {
            let text = randomNumber(&generator)
            let bytes = Array(text.utf8)
            let exact = (try #require(Decimal(string: text)) * 1_000_000).magnitude
            let cut = NSDecimalNumber(decimal: exact).rounding(accordingToBehavior: cutting)
                .decimalValue
            let expected = cut > Decimal(Int64.max) ? nil : Int64("\(cut)")
            let number = DecimalNumber(bytes.span, 0..<bytes.count)
            if number?.magnitude(scaledBy: 6) != expected { wrong.append(text) }
        }
        #expect(wrong.isEmpty)
    }

    @Test func roundsEveryRealCorrectly() {
        var generator = SeededGenerator(state: 2)
        var wrong: [String] = []
        for round in 0..<60_000 {
            var text = randomNumber(&generator)
            if round % 3 == 0 {
                text = "\(Double(bitPattern: generator.next()))"
                if !(Double(text)?.isFinite ?? false) { continue }
            } else if round % 3 == 1 {
                text = "\(Double.random(in: -1_000...1_000, using: &generator))"
            }
            let bytes = Array(text.utf8)
            let number = DecimalNumber(bytes.span, 0..<bytes.count)
            let real = number?.real(bytes.span, 0..<bytes.count)
            if real?.bitPattern != Double(text)?.bitPattern { wrong.append(text) }
        }
        #expect(wrong.isEmpty)
    }

    @Test func roundsTiesToEven() {
        // 2^53 + 1 and 2^53 + 3 lie in the middle between two doubles.
        for text in ["9007199254740993", "9007199254740995", "9007199254740993.0", "0.5e-323"] {
            let bytes = Array(text.utf8)
            let number = DecimalNumber(bytes.span, 0..<bytes.count)
            #expect(number?.real(bytes.span, 0..<bytes.count) == Double(text), "\(text)")
        }
    }

    @Test func readsShortAndLongFormsAlike() {
        var wrong = 0
        for number in stride(from: 0, through: 99_999_999, by: 9_973) {
            for places in 0...3 {
                let text = places == 0 ? "\(number)" : "\(number % 10_000).\(number % 1_000)"
                let bytes = Array("xx\(text),".utf8)
                let short = DecimalNumber(bytes.span, 2..<bytes.count - 1)
                let long = DecimalNumber(bytes.span.extracting(2..<bytes.count - 1))
                if short?.mantissa != long?.mantissa || short?.exponent != long?.exponent
                    || short?.hasLeadingZero != long?.hasLeadingZero
                {
                    wrong += 1
                }
            }
        }
        #expect(wrong == 0)
    }

    @Test func hashesEveryByteOfAMessage() {
        var seen: Set<UInt64> = []
        var bytes = Array("mask-1/ear-loop-a/status-and-more".utf8)
        for place in bytes.indices {
            bytes[place] ^= 1
            for count in 0...bytes.count {
                seen.insert(ContentHash.hash(bytes.span.extracting(0..<count)))
            }
            bytes[place] ^= 1
        }
        // A change behind the count makes no difference, one before it does.
        let count = bytes.count
        #expect(seen.count == count * (count + 1) / 2 + count + 1 - 1)
    }
}
