public import Telemetry

extension JournalWriter {
    /// Appends an MQTT message to the pending group.
    ///
    /// - Parameters:
    ///   - topic: Its topic, at most ``JournalLimits/topicBytes``.
    ///   - payload: Its payload, at most ``JournalLimits/payloadBytes``.
    ///   - receiveTime: When it was received.
    ///   - qos: The quality of service, 0 to 2.
    ///   - packetID: The packet identifier, 0 at QoS 0.
    ///   - retained: Whether the broker had retained it.
    ///   - duplicate: Whether it is marked as delivered before.
    /// - Returns: The number of its record.
    /// - Throws: ``JournalError/messageTooLarge(topicBytes:payloadBytes:)``,
    ///   ``JournalError/groupFull(records:bytes:)`` or ``JournalError/dead(cause:)``; nothing is
    ///   appended then.
    @discardableResult
    public mutating func append(
        topic: Span<UInt8>, payload: Span<UInt8>, receiveTime: Timestamp, qos: UInt8,
        packetID: UInt16 = 0, retained: Bool = false, duplicate: Bool = false
    ) throws(JournalError) -> UInt64 {
        precondition(qos <= 2, "the quality of service is 0, 1 or 2")
        guard topic.count <= JournalLimits.topicBytes,
            payload.count <= JournalLimits.payloadBytes
        else {
            throw .messageTooLarge(
                topicBytes: topic.count, payloadBytes: payload.count)
        }
        let flags =
            qos | (retained ? RecordFlags.retained : 0) | (duplicate ? RecordFlags.duplicate : 0)
        return try append(
            RecordKind.message.code.kind, flags: flags, packetID: packetID, at: receiveTime,
            topic: topic, payload: payload)
    }

    /// Appends the note that a message was refused for its size.
    ///
    /// - Parameters:
    ///   - topic: Its topic; what is over ``JournalLimits/topicBytes`` is left out.
    ///   - payloadBytes: The size of its payload; kept as decimal digits in place of the payload.
    ///   - receiveTime: When it was received.
    /// - Returns: The number of its record.
    /// - Throws: ``JournalError/groupFull(records:bytes:)`` or ``JournalError/dead(cause:)``.
    @discardableResult
    public mutating func append(
        rejected topic: Span<UInt8>, payloadBytes: Int, receiveTime: Timestamp
    ) throws(JournalError) -> UInt64 {
        try append(
            RecordKind.rejected.code.kind, flags: 0, packetID: 0, at: receiveTime,
            topic: topic.extracting(first: JournalLimits.topicBytes),
            payload: Array(String(payloadBytes).utf8).span)
    }

    /// Appends an event of the lane to the pending group.
    ///
    /// - Parameters:
    ///   - event: What happened; none that has a topic or a payload.
    ///   - value: What the event's kind says; kept as decimal digits in place of a payload, but 0.
    ///   - receiveTime: When it happened, by our clock.
    /// - Returns: The number of its record.
    /// - Throws: ``JournalError/groupFull(records:bytes:)`` or ``JournalError/dead(cause:)``.
    @discardableResult
    public mutating func append(
        event: RecordKind, value: Int64 = 0, receiveTime: Timestamp
    ) throws(JournalError) -> UInt64 {
        let isBare = event != .message && event != .rejected
        precondition(isBare, "what has a topic or a payload is appended with it")
        let (kind, flags) = event.code
        let digits = value == 0 ? [] : Array(String(value).utf8)
        return try append(
            kind, flags: flags, packetID: 0, at: receiveTime, topic: Span<UInt8>(),
            payload: digits.span)
    }

    private mutating func append(
        _ kind: UInt8, flags: UInt8, packetID: UInt16, at receiveTime: Timestamp,
        topic: Span<UInt8>, payload: Span<UInt8>
    ) throws(JournalError) -> UInt64 {
        try checkAlive()
        let length = RecordFormat.headerBytes + topic.count + payload.count
        let place = isPending ? group.records.count : 0
        guard place < JournalLimits.groupRecords,
            !isPending || group.bytes.count + length <= JournalLimits.groupBytes
        else { throw .groupFull(records: place, bytes: group.bytes.count) }
        if !isPending {
            group.recycle(keeping: Self.keptBytes)
            isPending = true
        }
        let fields = RecordFormat.Fields(
            length: length, number: lastDurableRecord + 1 + UInt64(place),
            receiveTime: receiveTime, placeInGroup: UInt16(place),
            topicBytes: topic.count, packetID: packetID, kind: kind, flags: flags)
        let start = group.bytes.count
        RecordFormat.append(fields, topic: topic, payload: payload, seed: seed, to: &group.bytes)
        if let header = RecordHeader(fields, at: start) { group.records.append(header) }
        return fields.number
    }

    func checkAlive() throws(JournalError) {
        if let failure { throw .dead(cause: failure.description) }
    }

    /// Memory that is kept from one group to the next.
    private static var keptBytes: Int { 4 << 20 }
}
