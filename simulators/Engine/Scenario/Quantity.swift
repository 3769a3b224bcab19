/// Numbers and times as scenario files write them.
enum Quantity {
    private static let units: [String: Int64] = [
        "us": 1_000, "ms": 1_000_000, "s": 1_000_000_000, "min": 60_000_000_000,
        "h": 3_600_000_000_000,
    ]

    /// A number from 0 up in units of its last place: `2.5` with two places is 250.
    static func decimal(_ text: some StringProtocol, places: Int) -> Int64? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count) else { return nil }
        let fraction = parts.count == 2 ? String(parts[1]) : ""
        guard fraction.count <= places else { return nil }
        let digits = parts[0] + fraction + String(repeating: "0", count: places - fraction.count)
        guard !parts[0].isEmpty, digits.allSatisfy({ $0.isASCII && $0.isNumber }) else {
            return nil
        }
        return Int64(digits)
    }

    /// `a..b`, or `a` alone for both.
    static func range(
        _ text: String, read: (Substring) -> Int64?
    ) -> ClosedRange<Int64>? {
        let text = text[...]
        guard let dots = text.firstRange(of: "..") else { return read(text).map { $0...$0 } }
        guard let low = read(text[..<dots.lowerBound]), let high = read(text[dots.upperBound...]),
            low <= high
        else { return nil }
        return low...high
    }

    /// `2.5 ms` in nanoseconds.
    static func nanoseconds(_ text: String) -> Int64? {
        guard let (number, unit) = split(text), let value = decimal(number, places: 6) else {
            return nil
        }
        let product = Int128(value) * Int128(unit)
        return product % 1_000_000 == 0 ? Int64(exactly: product / 1_000_000) : nil
    }

    /// `5..25 min` in milliseconds.
    static func timeRange(_ text: String) -> ClosedRange<Milliseconds>? {
        guard let (number, unit) = split(text) else { return nil }
        return range(String(number)) { decimal($0, places: 3).map { $0 * unit / 1_000_000_000 } }
    }

    /// `HH:MM` in milliseconds since midnight.
    static func clock(_ text: some StringProtocol) -> Milliseconds? {
        let parts = text.split(separator: ":").map { Int64($0) }
        guard parts.count == 2, let hour = parts[0], let minute = parts[1],
            (0...24).contains(hour), (0...59).contains(minute)
        else { return nil }
        return (hour * 60 + minute) * 60_000
    }

    private static func split(_ text: String) -> (number: Substring, unit: Int64)? {
        guard let space = text.firstIndex(of: " "),
            let unit = units[String(text[text.index(after: space)...])]
        else { return nil }
        return (text[..<space], unit)
    }
}
