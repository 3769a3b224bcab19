public import Telemetry

/// One value of a line that an MTConnect adapter wrote (SHDR).
public struct ShdrReading: Hashable, Sendable {
    /// When the adapter says it was.
    public var time: Timestamp
    /// The data item.
    public var key: String
    /// Its value; of a condition its level, of a message its text.
    public var value: String
}

/// Reads lines as MTConnect adapters write them: `time|key|value[|key|value…]`.
public enum Shdr {
    /// The readings of a line.
    ///
    /// Conditions (`time|key|level|code|severity|qualifier|text`) and messages
    /// (`time|key|code|text`) stand alone in their line; a condition's text may hold further `|`.
    /// A time without a zone is UTC; a duration behind the time (`@1.5`) is left out. An empty line
    /// and an adapter's command (`* …`) give no reading.
    ///
    /// - Returns: Nil where the line is none of these or its time cannot be read.
    public static func readings(in line: String) -> [ShdrReading]? {
        var line = line[...]
        while let last = line.last, last.isNewline { line.removeLast() }
        guard !line.isEmpty, !line.hasPrefix("*") else { return [] }
        let fields = line.split(separator: "|", omittingEmptySubsequences: false)
        guard fields.count >= 3, let time = instant(fields[0]) else { return nil }
        if isCondition(fields) { return reading(time, fields[1], fields[2]).map { [$0] } }
        if fields.count == 4 { return reading(time, fields[1], fields[3]).map { [$0] } }
        guard fields.count % 2 == 1 else { return nil }
        var readings: [ShdrReading] = []
        for place in stride(from: 1, to: fields.count, by: 2) {
            guard let reading = reading(time, fields[place], fields[place + 1]) else { return nil }
            readings.append(reading)
        }
        return readings
    }

    private static func instant(_ field: Substring) -> Timestamp? {
        let time = Array(field.prefix { $0 != "@" }.utf8)
        guard let civil = CivilTime(time.span) else { return nil }
        return Timestamp(
            clampingSeconds: civil.localSeconds - (civil.offset ?? 0),
            nanoseconds: civil.nanoseconds)
    }

    /// Pairs can look like a condition: but a key is never empty, and a level seldom a value.
    private static func isCondition(_ fields: [Substring]) -> Bool {
        guard fields.count >= 7 else { return false }
        switch fields[2].lowercased() {
        case "normal", "warning", "fault": return true
        case "unavailable": return fields[3].isEmpty || fields[5].isEmpty
        default: return false
        }
    }

    private static func reading(
        _ time: Timestamp, _ key: Substring, _ value: Substring
    ) -> ShdrReading? {
        key.isEmpty ? nil : ShdrReading(time: time, key: String(key), value: String(value))
    }
}
