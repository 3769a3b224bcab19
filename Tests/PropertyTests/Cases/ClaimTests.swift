import Decoding
import Production
import Telemetry
import Testing

/// What a case claims of a message, its time and flags, is what the decoder makes of it.
@Suite struct ClaimTests {
    /// Where our clock was set back, what is counted at the end does not bring back the old time.
    @Test func timeEndsWithTheLastMessage() throws {
        var story = GeneratedCase(seed: 0, isUndisturbed: true)
        let start = story.messages.first?.received ?? 0
        let ahead = start + 26 * 86_400_000_000_000
        story.messages = [start, ahead, start + 1].enumerated().map {
            Message(number: $0, received: $1, prompt: $1, content: .tick)
        }
        #expect(try Trial(story).fold().now == Timestamp(nanoseconds: start + 1))
    }

    @Test func claimsWhatTheDecoderMakes() throws {
        for seed: UInt64 in 0..<100 {
            var story = GeneratedCase(seed: seed, isUndisturbed: true)
            var decoder = Decoder(plant: try story.plant.read(), broker: 0)
            for publication in story.publications.live {
                guard case .value(let message) = publication.kind else { continue }
                var made: [Sample] = []
                _ = decoder.decode(
                    topic: Array(publication.posted.topic.utf8).span,
                    payload: publication.posted.payload.span,
                    message: MessageInfo(
                        record: 1, receiveTime: Timestamp(nanoseconds: message.received),
                        acknowledged: message.isQoS1),
                    into: &made)
                story.messages = [message]
                let claimed = story.samples[0]
                #expect(made.map(\.flags) == [claimed.flags], "seed \(seed), \(message)")
                #expect(made.map(\.eventTime) == [claimed.eventTime])
            }
        }
    }
}
