import Telemetry
import Testing

@testable import Discovery

@Suite struct BoundTests {
    @Test func topicsBeyondTheLimitAreCountedAndSomeNamed() {
        var heard = Heard()
        for number in 0..<ListeningLimits.topics + 50 { heard.hear("t/\(number)", ["1"]) }
        #expect(heard.hearing.topicCount == ListeningLimits.topics)
        #expect(heard.hearing.beyond.messages == 50)
        #expect(heard.hearing.beyond.topics.count == ListeningLimits.namedBeyond)
        #expect(heard.hearing.messages == ListeningLimits.topics + 50)
    }

    @Test func fieldsBeyondTheLimitAreSaid() {
        var heard = Heard()
        let keys = (0..<200).map { "\"k\($0)\":\($0)" }.joined(separator: ",")
        heard.hear("t/x", ["{\(keys)}"])
        #expect(heard.hearing.topics[0].fields.count == ListeningLimits.fieldsPerTopic)
        #expect(heard.hearing.beyond.fields)
        for number in 0..<400 { heard.hear("u/\(number)", ["{\(keys)}"]) }
        let fields = heard.hearing.topics.map(\.fields.count).reduce(0, +)
        #expect(fields == ListeningLimits.fields)
    }

    @Test func wordsAndExamplesAreBounded() {
        var heard = Heard()
        heard.hear("t/x", (0..<1000).map { String(repeating: "word\($0) ", count: 50) })
        let topic = heard.hearing.topics[0]
        #expect(topic.fields[0].words.count == ListeningLimits.words)
        #expect(topic.fields[0].hasMoreWords)
        #expect(topic.fields[0].words.allSatisfy { $0.word.count <= ListeningLimits.wordLength })
        #expect(topic.examples.count == ListeningLimits.examples)
        #expect(topic.examples.allSatisfy { $0.count <= ListeningLimits.exampleLength + 1 })
    }

    @Test(arguments: ["{\"a\":", "{\"a\"1}", "[1,2]", "{\"a\":01x}", "{} {}", "{\"a\":\"\\u12\"}"])
    func whatIsNoObjectIsOpaque(text: String) {
        #expect(PayloadFields(Array(text.utf8)) == .opaque)
    }

    @Test func deepPayloadsAreCutOrRefused() {
        let deep = String(repeating: "{\"a\":", count: 20) + "1" + String(repeating: "}", count: 20)
        #expect(PayloadFields(Array(deep.utf8)) == .object([], isWhole: false))
        let abyss = String(repeating: "[", count: 100_000)
        #expect(PayloadFields(Array("{\"a\":\(abyss)".utf8)) == .opaque)
    }

    @Test func quantilesAreThoseOfManyValues() {
        var record = NumberRecord()
        for place in 0..<10_000 {
            record.take(
                Double(place), text: "\(place)", at: Timestamp(clampingSeconds: Int64(place)),
                isBaseline: false)
        }
        #expect(abs(record.quantile(0.5) - 5_000) < 300)
        #expect(record.quantile(0.95) > 9_000)
    }
}
