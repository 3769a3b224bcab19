internal import Plant
internal import Telemetry

/// Event times in every form that sources write.
enum EventTime {
    /// The instant of a number: exact, cut to the nanosecond.
    ///
    /// Without a declared unit the size tells it: between 1980 and 2100 seconds, milliseconds,
    /// microseconds and nanoseconds never overlap. Nil outside those years.
    static func instant(_ number: DecimalNumber, unit: TimeField.Unit) -> Timestamp? {
        guard !number.isNegative, let power = number.nanosecondPower(unit),
            let nanoseconds = number.magnitude(scaledBy: power)
        else { return nil }
        return checked(nanoseconds)
    }

    /// The instant of a text: a date with a time, or a number.
    ///
    /// A text without a zone is in `zone`. Nil outside 1980 to 2100.
    static func instant(
        _ text: Span<UInt8>, unit: TimeField.Unit, zone: borrowing ZoneOffsets
    ) -> Timestamp? {
        let text = text.extracting(text.trimmed(0..<text.count))
        if let number = DecimalNumber(text) { return instant(number, unit: unit) }
        guard let civil = CivilTime(text) else { return nil }
        let seconds =
            civil.offset.map { civil.localSeconds - $0 } ?? zone.instant(local: civil.localSeconds)
        let instant = Timestamp(clampingSeconds: seconds, nanoseconds: civil.nanoseconds)
        return checked(instant.nanoseconds)
    }

    private static func checked(_ nanoseconds: Int64) -> Timestamp? {
        guard nanoseconds >= CivilTime.firstSecond * nanosecondsPerSecond,
            nanoseconds < CivilTime.endSecond * nanosecondsPerSecond
        else { return nil }
        return Timestamp(nanoseconds: nanoseconds)
    }
}

extension DecimalNumber {
    /// The power of ten that makes nanoseconds of it; the bounds lie in the gaps between units.
    fileprivate func nanosecondPower(_ unit: TimeField.Unit) -> Int? {
        switch unit {
        case .s: return 9
        case .ms: return 6
        case .us: return 3
        case .ns: return 0
        case .guess:
            guard let whole = magnitude(scaledBy: 0) else { return nil }
            if whole < 30_000_000_000 { return 9 }
            if whole < 30_000_000_000_000 { return 6 }
            if whole < 30_000_000_000_000_000 { return 3 }
            return 0
        }
    }
}
