import Foundation
import Plant
import Telemetry
import Testing

@testable import Decoding

/// What holds for every convention, shown on samples of each.
@Suite struct ConventionTests {
    @Test func everyConventionHasTwoSamples() {
        for name in PayloadConventions.names {
            #expect(ConventionCase.all.count { $0.convention == name } >= 2, "\(name)")
        }
    }

    @Test(arguments: ConventionCase.all)
    func readsItsSamples(_ given: ConventionCase) throws {
        var decoder = Decoder(plant: try given.plant(), broker: 0)
        let outcome = decoder.decode(given.payload, topic: given.topic)
        let own = given.time.map { $0 * 1_000_000 }
        #expect(outcome.verdict == .decoded(samples: given.values.count))
        #expect(outcome.values == given.values)
        #expect(outcome.times == given.values.map { _ in own ?? Fixtures.receiveTime.nanoseconds })
        let flags = given.flags.union(own == nil ? [] : .ownTime)
        #expect(outcome.flags == given.values.map { _ in flags.rawValue })
    }

    @Test(arguments: ConventionCase.all)
    func refusesAPayloadCutAfterAnyByte(_ given: ConventionCase) throws {
        var decoder = Decoder(plant: try given.plant(), broker: 0)
        let bytes = Array(given.payload.utf8)
        for count in 0..<bytes.count where given.convention != "packml" {
            let outcome = decoder.decode(Array(bytes[..<count]), topic: given.topic)
            #expect(outcome.verdict.refusal == .notJSON, "\(count)")
        }
    }

    @Test(arguments: ConventionCase.all.filter { $0.convention != "packml" })
    func takesNoValueFromElsewhereWhereAMemberIsMissing(_ given: ConventionCase) throws {
        var decoder = Decoder(plant: try given.plant(), broker: 0)
        for altered in try Alteration.without(given.payload) {
            let outcome = decoder.decode(altered, topic: given.topic)
            #expect(outcome.values == given.values || outcome.values.isEmpty, "\(altered)")
            #expect(
                outcome.values.isEmpty == (outcome.verdict.refusal != nil), "\(altered)")
        }
    }

    @Test(arguments: ConventionCase.all.filter { $0.convention != "packml" })
    func givesEveryMessageOneFateWhateverStandsInAMember(_ given: ConventionCase) throws {
        var decoder = Decoder(plant: try given.plant(), broker: 0)
        for altered in try Alteration.replacing(given.payload) {
            let outcome = decoder.decode(altered, topic: given.topic)
            switch outcome.verdict {
            case .decoded(let samples): #expect(outcome.values.count == samples, "\(altered)")
            case .quarantined: #expect(outcome.values.isEmpty, "\(altered)")
            case .unbound: Issue.record("the topic is bound")
            }
        }
    }

    @Test(arguments: ConventionCase.all.filter { $0.convention != "packml" })
    func readsNamesThroughEscapes(_ given: ConventionCase) throws {
        var decoder = Decoder(plant: try given.plant(), broker: 0)
        // "t" stands in a name of each of them.
        let escaped = given.payload.replacing("t", with: "\\u0074")
            .replacing("\\u0074rue", with: "true")
        #expect(decoder.decode(escaped, topic: given.topic).values == given.values)
    }
}

/// Payloads with one member left out or replaced, at any depth.
enum Alteration {
    static func without(_ payload: String) throws -> [String] {
        try everywhere(payload) { object, key in [object.filter { $0.key != key }] }
    }

    static func replacing(_ payload: String) throws -> [String] {
        let values: [Any] = [
            NSNull(), true, "", "x", [Any](), [String: Any](), -1, 0, 9_007_199_254_740_993,
            1e300, "1e999999", "\u{7F}\\\"",
        ]
        return try everywhere(payload) { object, key in
            values.map { value in object.merging([key: value]) { $1 } }
        }
    }

    private static func everywhere(
        _ payload: String, _ edit: ([String: Any], String) -> [[String: Any]]
    ) throws -> [String] {
        let value = try JSONSerialization.jsonObject(with: Data(payload.utf8))
        return try edits(of: value, edit).map {
            String(decoding: try JSONSerialization.data(withJSONObject: $0), as: UTF8.self)
        }
    }

    private static func edits(
        of value: Any, _ edit: ([String: Any], String) -> [[String: Any]]
    ) -> [Any] {
        if let list = value as? [Any] {
            return list.indices.flatMap { place in
                edits(of: list[place], edit).map { new in
                    var list = list
                    list[place] = new
                    return list
                }
            }
        }
        guard let object = value as? [String: Any] else { return [] }
        return object.keys.sorted().flatMap { key -> [Any] in
            let inner = edits(of: object[key] as Any, edit).map { new in
                object.merging([key: new]) { $1 }
            }
            return edit(object, key) + inner
        }
    }
}
