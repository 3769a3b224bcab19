/// The library's log line for a PUBLISH that came, which alone tells the DUP flag.
///
/// `Client <id> received PUBLISH (d1, q1, r0, m7, '<topic>', ... (12 bytes))`
struct PublishLogLine: Equatable {
    let duplicate: Bool
    let qos: UInt8
    let packetID: UInt16

    /// Reads a line; nil where it tells something else.
    ///
    /// Client name and topic may hold any text, so the name is skipped by its length and
    /// nothing is searched for.
    init?(_ line: Span<UInt8>, clientIDBytes: Int) {
        var at = 0
        guard skip("Client ", in: line, at: &at) else { return nil }
        at += clientIDBytes
        guard skip(" received PUBLISH (d", in: line, at: &at),
            let dup = number(in: line, at: &at, limit: 1),
            skip(", q", in: line, at: &at), let qos = number(in: line, at: &at, limit: 2),
            skip(", r", in: line, at: &at), number(in: line, at: &at, limit: 1) != nil,
            skip(", m", in: line, at: &at), let packet = number(in: line, at: &at, limit: 65_535),
            skip(", '", in: line, at: &at)
        else { return nil }
        self.duplicate = dup == 1
        self.qos = UInt8(qos)
        self.packetID = UInt16(packet)
    }
}

/// Steps over an expected text.
private func skip(_ text: String, in line: Span<UInt8>, at position: inout Int) -> Bool {
    for byte in text.utf8 {
        guard position < line.count, line[position] == byte else { return false }
        position += 1
    }
    return true
}

/// Reads decimal digits up to a limit.
private func number(in line: Span<UInt8>, at position: inout Int, limit: Int) -> Int? {
    var value: Int?
    while position < line.count, line[position] >= 0x30, line[position] <= 0x39 {
        let next = (value ?? 0) * 10 + Int(line[position] - 0x30)
        guard next <= limit else { return nil }
        value = next
        position += 1
    }
    return value
}
