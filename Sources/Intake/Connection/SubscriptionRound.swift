/// What the broker said to our subscriptions.
public struct SubscriptionReport: Sendable, Equatable {
    /// Topics that are subscribed at quality of service 1.
    public var subscribed: [String] = []
    /// Topics that are not, and why.
    public var refused: [SubscriptionRefusal] = []
    /// Topics that were unsubscribed.
    public var unsubscribed: [String] = []
    /// Every topic that the session may hold now; store it as ``IntakeOptions/previousTopics``.
    public var remembered: [String] = []
}

/// A topic that the broker does not give us as asked.
public struct SubscriptionRefusal: Sendable, Equatable {
    /// The topic filter.
    public let topic: String
    /// The MQTT 5 reason; 0 where the broker grants quality of service 0 only, which could not
    /// be acknowledged.
    public let reason: Int
    /// The reason, for people.
    public let message: String
}

/// The packets of one round of subscriptions and the answers that came.
struct SubscriptionRound {
    private enum Question {
        case subscribe([String])
        case unsubscribe([String])
    }

    private var questions: [Int32: Question] = [:]
    private var report = SubscriptionReport()

    /// Whether every question was answered.
    var isComplete: Bool { questions.isEmpty }

    mutating func subscribing(_ topics: [String], messageID: Int32) {
        questions[messageID] = .subscribe(topics)
        report.remembered += topics
    }

    mutating func unsubscribing(_ topics: [String], messageID: Int32) {
        questions[messageID] = .unsubscribe(topics)
        report.remembered += topics
    }

    /// Takes a SUBACK; false where it answers nothing of this round.
    mutating func subscribed(
        messageID: Int32, reasons: [Int], text: (Int) -> String
    ) -> Bool {
        guard case .subscribe(let topics) = questions[messageID] else { return false }
        questions[messageID] = nil
        for (index, topic) in topics.enumerated() {
            let reason = index < reasons.count ? reasons[index] : Self.unspecified
            if reason == 1 || reason == 2 {
                report.subscribed.append(topic)
            } else {
                let message = reason == 0 ? "granted at quality of service 0" : text(reason)
                report.refused.append(.init(topic: topic, reason: reason, message: message))
            }
        }
        return true
    }

    /// Takes an UNSUBACK; false where it answers nothing of this round.
    mutating func unsubscribed(messageID: Int32) -> Bool {
        guard case .unsubscribe(let topics) = questions[messageID] else { return false }
        questions[messageID] = nil
        report.unsubscribed += topics
        return true
    }

    /// The answers, where all are in.
    ///
    /// A refused topic stays remembered only where the session may hold it from before.
    func result(previous: [String]) -> SubscriptionReport? {
        guard isComplete else { return nil }
        let gone = Set(report.unsubscribed)
        let never = Set(report.refused.lazy.filter { $0.reason != 0 }.map(\.topic))
            .subtracting(previous)
        var result = report
        result.remembered.removeAll { gone.contains($0) || never.contains($0) }
        return result
    }

    private static let unspecified = 0x80
}
