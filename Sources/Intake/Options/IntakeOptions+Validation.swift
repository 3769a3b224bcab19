internal import CMosquitto

extension IntakeOptions {
    /// Refuses what cannot work: options out of their limits, certificates, keys and password
    /// files that cannot be used.
    ///
    /// Nothing is connected; an ``IntakeThread`` does the same before it starts.
    ///
    /// - Throws: ``IntakeError`` that names the option or the file.
    public func validate() throws(IntakeError) {
        try require(!host.isEmpty, "host is empty")
        try require((1...65_535).contains(port), "port is not in 1...65535")
        try require((1...256).contains(clientID.utf8.count), "clientID is not 1 to 256 bytes")
        try require((1...65_535).contains(receiveMaximum), "receiveMaximum is not in 1...65535")
        try require((5...65_535).contains(keepAliveSeconds), "keepAliveSeconds is not in 5...65535")
        try require(maximumPacketBytes > 0, "maximumPacketBytes is 0")
        try require(batchMessages > 0 && batchBytes > 0, "a batch holds something")
        try require((1...1000).contains(turnMilliseconds), "turnMilliseconds is not in 1...1000")
        try require(backoffFirstMilliseconds > 0, "backoffFirstMilliseconds is not above 0")
        try require(
            backoffLastMilliseconds >= backoffFirstMilliseconds,
            "backoffLastMilliseconds is below backoffFirstMilliseconds")
        try require(rivalPauseFirstMilliseconds > 0, "rivalPauseFirstMilliseconds is not above 0")
        try require(
            rivalPauseLastMilliseconds >= rivalPauseFirstMilliseconds,
            "rivalPauseLastMilliseconds is below rivalPauseFirstMilliseconds")
        for topic in topics {
            let isFilter = unsafe mosquitto_sub_topic_check(topic) == MOSQ_ERR_SUCCESS.rawValue
            try require(isFilter && !topic.isEmpty, "\(topic) is no topic filter")
        }
        _ = try Connection(options: self, owner: nil)
    }

    private func require(_ isTrue: Bool, _ message: String) throws(IntakeError) {
        guard isTrue else { throw IntakeError(.invalidOption, message) }
    }
}
