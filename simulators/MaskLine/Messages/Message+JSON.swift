extension Message {
    /// Appends the payload as compact JSON.
    public func appendPayload(to bytes: inout [UInt8]) {
        bytes.append(text: #"{"ts":"#)
        bytes.append(number: time)
        switch content {
        case .status(let state, let total, let bad):
            bytes.append(text: #","state":""#)
            bytes.append(text: state.rawValue)
            bytes.append(text: #"","mode":1,"total":"#)
            bytes.append(number: total)
            bytes.append(text: #","bad":"#)
            bytes.append(number: bad)
        case .order(let product, let number):
            bytes.append(text: #","sku":""#)
            bytes.append(text: product.rawValue)
            bytes.append(text: #"","id":"WO-"#)
            bytes.append(number: Int64(number))
            bytes.append(text: #"""#)
        case .alarm(let code):
            bytes.append(text: #","code":"#)
            if let code { bytes.append(number: Int64(code)) } else { bytes.append(text: "null") }
        }
        bytes.append(text: "}")
    }
}

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
}
