import Testing

@testable import Intake

@Suite struct SubscriptionTests {
    @Test func findsStaleTopicsAndKeepsTheOrder() {
        let change = TopicChange(wanted: ["b", "a", "b"], previous: ["c", "a", "d", "c"])
        #expect(change.wanted == ["b", "a"])
        #expect(change.stale == ["c", "d"])
        #expect(change.all == ["b", "a", "c", "d"])
    }

    @Test func reportsOnceEveryPacketIsAnswered() {
        var round = SubscriptionRound()
        round.subscribing(["a", "b"], messageID: 1)
        round.unsubscribing(["c"], messageID: 2)
        let subscribed = round.subscribed(messageID: 1, reasons: [1, 1], text: { _ in "" })
        #expect(subscribed && round.result(previous: []) == nil)
        let unsubscribed = round.unsubscribed(messageID: 2)
        #expect(unsubscribed)
        let report = round.result(previous: ["c"])
        #expect(report?.subscribed == ["a", "b"])
        #expect(report?.unsubscribed == ["c"])
        #expect(report?.remembered == ["a", "b"])
    }

    @Test func namesRefusedTopicsAndRemembersThoseTheSessionMayHold() {
        var round = SubscriptionRound()
        round.subscribing(["new", "old", "weak", "silent"], messageID: 1)
        let answered = round.subscribed(
            messageID: 1, reasons: [0x87, 0x87, 0], text: { "reason \($0)" })
        let report = round.result(previous: ["old"])
        #expect(answered)
        #expect(report?.refused.map(\.topic) == ["new", "old", "weak", "silent"])
        #expect(report?.refused.map(\.reason) == [0x87, 0x87, 0, 0x80])
        #expect(report?.remembered == ["old", "weak"])
    }

    @Test func takesNoAnswerToSomeoneElsesPacket() {
        var round = SubscriptionRound()
        round.subscribing(["a"], messageID: 1)
        let subscribed = round.subscribed(messageID: 9, reasons: [1], text: { _ in "" })
        let unsubscribed = round.unsubscribed(messageID: 1)
        #expect(!subscribed && !unsubscribed && !round.isComplete)
    }
}
