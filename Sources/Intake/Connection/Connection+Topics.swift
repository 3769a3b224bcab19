internal import CMosquitto
internal import Glibc

extension Connection {
    /// Queues the packets that make the session hold the wanted topics and no stale ones.
    ///
    /// The new ones go first, so that nothing is missed where one filter replaces another.
    func send(_ change: TopicChange) throws(IntakeError) -> SubscriptionRound {
        var round = SubscriptionRound()
        for topics in chunks(change.wanted) {
            round.subscribing(topics, messageID: try subscribe(topics))
        }
        for topics in chunks(change.stale) {
            round.unsubscribing(topics, messageID: try unsubscribe(topics))
        }
        return round
    }

    /// Subscribes at quality of service 1.
    ///
    /// Retained messages come for subscriptions that are new to the session: all of them as a
    /// start in a new session, none again after a resumption. "Retained" then marks these only,
    /// not live messages that their publisher asked to be kept.
    private func subscribe(_ topics: [String]) throws(IntakeError) -> Int32 {
        var messageID: Int32 = 0
        var pointers = unsafe topics.map { unsafe strdup($0) }
        defer { unsafe pointers.forEach { unsafe free($0) } }
        let code = unsafe mosquitto_subscribe_multiple(
            handle, &messageID, Int32(topics.count), &pointers, 1,
            Int32(MQTT_SUB_OPT_SEND_RETAIN_NEW.rawValue), nil)
        try check(code, "subscription refused")
        return messageID
    }

    private func unsubscribe(_ topics: [String]) throws(IntakeError) -> Int32 {
        var messageID: Int32 = 0
        var pointers = unsafe topics.map { unsafe strdup($0) }
        defer { unsafe pointers.forEach { unsafe free($0) } }
        let code = unsafe mosquitto_unsubscribe_multiple(
            handle, &messageID, Int32(topics.count), &pointers, nil)
        try check(code, "unsubscription refused")
        return messageID
    }

    /// Queues what tells whose the session is, and marks it as ours: see ``SessionMark``.
    func mark() throws(IntakeError) {
        for retained in [MQTT_SUB_OPT_SEND_RETAIN_NEW, MQTT_SUB_OPT_SEND_RETAIN_ALWAYS] {
            let code = unsafe mosquitto_subscribe_v5(
                handle, nil, SessionMark.topic, 0, Int32(retained.rawValue), nil)
            try check(code, "subscription refused")
        }
    }

    /// Asks the broker to tell how long it has run, now and again; its answer is not waited for.
    func askAge() throws(IntakeError) {
        let code = unsafe mosquitto_subscribe(handle, nil, BrokerAge.topic, 0)
        try check(code, "subscription refused")
    }

    /// Queues a packet that changes nothing, so that the broker hears from us.
    ///
    /// A ping would not do while nothing is read: the library closes the connection when its
    /// answer does not come. A subscription that already stands may stay unanswered.
    func stayAwake(topic: String) -> Int32 {
        unsafe mosquitto_subscribe_v5(
            handle, nil, topic, 1, Int32(MQTT_SUB_OPT_SEND_RETAIN_NEVER.rawValue), nil)
    }

    /// Groups that fit any broker's packet limit.
    private func chunks(_ topics: [String]) -> [[String]] {
        stride(from: 0, to: topics.count, by: 64).map {
            Array(topics[$0..<min($0 + 64, topics.count)])
        }
    }
}
