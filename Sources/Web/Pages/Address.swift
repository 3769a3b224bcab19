/// The address of a page with its filters.
struct Address: Hashable, Sendable {
    /// Without a query.
    var path: String
    /// The filters that are set, in order.
    var query: [Parameter] = []

    /// One filter.
    struct Parameter: Hashable, Sendable {
        var name: String
        var value: String
    }

    /// The same with a filter set, or without it.
    func with(_ name: String, _ value: String?) -> Address {
        var address = self
        let place = address.query.firstIndex { $0.name == name }
        if let value {
            let parameter = Parameter(name: name, value: value)
            if let place {
                address.query[place] = parameter
            } else {
                address.query.append(parameter)
            }
        } else if let place {
            address.query.remove(at: place)
        }
        return address
    }

    /// As a link has it.
    var text: String {
        guard !query.isEmpty else { return path }
        return path + "?"
            + query.map { "\(Self.escaped($0.name))=\(Self.escaped($0.value))" }
            .joined(separator: "&")
    }

    /// As it stands in an address.
    static func escaped(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF")
        return text.utf8.reduce(into: "") { escaped, byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: ":"):
                escaped.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                escaped.append("%")
                escaped.append(digits[Int(byte >> 4)])
                escaped.append(digits[Int(byte & 15)])
            }
        }
    }
}
