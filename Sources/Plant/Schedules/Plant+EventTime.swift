public import Telemetry

extension Plant {
    /// Reads an instant as a recording states it: RFC 3339, with an offset or in the plant's zone,
    /// to the nanosecond.
    ///
    /// - Returns: Nil for anything else.
    public func parse(eventTime text: String) -> Timestamp? {
        CivilTime(text)?.instant(clock)
    }
}
