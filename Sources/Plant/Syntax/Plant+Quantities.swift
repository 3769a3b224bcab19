extension Plant {
    /// Reads a planned run time per item as the plant file has it, `500 ms` or `1/3 s`, or the
    /// items of a time, `120/h`; nil where it is neither, or not above zero.
    ///
    /// - Returns: Nanoseconds, and for how many items they are.
    public static func itemTime(_ text: String) -> (nanoseconds: Int64, items: Int64)? {
        if let time = try? Quantities.itemTime(text) { return time }
        guard let rate = try? Quantities.rate(text) else { return nil }
        let divisor = greatestCommonDivisor(rate.per, rate.count)
        // Both are in lowest terms; a count is in millionths.
        let (time, overflow) = (rate.per / divisor).multipliedReportingOverflow(by: quantityScale)
        guard !overflow else { return nil }
        let items = rate.count / divisor
        let common = greatestCommonDivisor(time, items)
        return (time / common, items / common)
    }

    /// Reads a quantity above zero in millionths; nil where the text is none.
    public static func quantity(_ text: String) -> Int64? { try? Quantities.quantity(text) }

    private static func greatestCommonDivisor(_ one: Int64, _ other: Int64) -> Int64 {
        var (one, other) = (one, other)
        while other != 0 { (one, other) = (other, one % other) }
        return max(1, one)
    }
}
