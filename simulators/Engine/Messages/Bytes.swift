extension [UInt8] {
    /// Appends the UTF-8 bytes of a text.
    public mutating func append(text: String) {
        append(contentsOf: text.utf8)
    }

    /// Appends a whole number that is not negative, in decimal digits.
    public mutating func append(number: Int64, digits: Int = 1) {
        precondition(number >= 0, "only numbers from 0 up are written")
        let first = count
        var rest = number
        while rest > 0 || count - first < digits {
            append(UInt8(ascii: "0") + UInt8(rest % 10))
            rest /= 10
        }
        self[first...].reverse()
    }

    /// Appends a number in units of its last decimal place, with all its places.
    mutating func append(number: Int64, decimals: Int) {
        guard decimals > 0 else { return append(number: number) }
        let unit = powerOfTen(decimals)
        append(number: number / unit)
        append(text: ".")
        append(number: number % unit, digits: decimals)
    }

    /// Appends a JSON string, or null; texts of scenarios need no escapes.
    mutating func append(quoted text: String?) {
        guard let text else { return append(text: "null") }
        append(text: "\"")
        append(text: text)
        append(text: "\"")
    }

    /// Appends a JSON number or null where the text is one, else a string.
    mutating func append(scalar text: String) {
        if text == "null" || Int64(text) != nil {
            append(text: text)
        } else {
            append(quoted: text)
        }
    }
}
