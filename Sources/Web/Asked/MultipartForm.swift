/// The fields and files of a form as browsers send them (`multipart/form-data`, RFC 7578).
///
/// Strict: what no browser sends is refused as a whole.
struct MultipartForm: Hashable {
    /// A file of a form.
    struct File: Hashable {
        /// The field's name.
        var field: String
        /// As the browser names it; never empty.
        var name: String
        var bytes: [UInt8]
    }

    /// Fields that say something, by name.
    private(set) var fields: [String: String] = [:]
    /// In order; such as nobody chose are left out.
    private(set) var files: [File] = []

    static let partLimit = 64
    static let headLimit = 2048
    static let fieldLimit = 8192

    /// Reads a body.
    ///
    /// - Parameters:
    ///   - body: all of it.
    ///   - type: the value of `Content-Type`, which names the boundary.
    /// - Returns: The form.
    /// - Throws: ``WebError`` with the code `malformed_form`.
    static func read(_ body: [UInt8], type: String) throws(WebError) -> MultipartForm {
        guard let boundary = boundary(type) else { throw .malformedForm }
        var reader = MultipartReader(bytes: body, boundary: boundary)
        var form = MultipartForm()
        guard reader.begin() else { throw .malformedForm }
        for _ in 0..<partLimit {
            guard let part = reader.part() else { throw .malformedForm }
            try form.take(part)
            switch reader.after() {
            case .next: continue
            case .end: return form
            case nil: throw .malformedForm
            }
        }
        throw .malformedForm
    }

    /// The parameter `boundary` of a media type.
    private static func boundary(_ type: String) -> [UInt8]? {
        let parts = type.split(separator: ";").dropFirst()
        for part in parts {
            let sides = part.split(separator: "=", maxSplits: 1)
            guard sides.count == 2, sides[0].filter({ $0 != " " }).lowercased() == "boundary"
            else { continue }
            var value = sides[1].drop { $0 == " " }
            while value.last == " " { value.removeLast() }
            if value.count > 1, value.first == "\"", value.last == "\"" {
                value = value.dropFirst().dropLast()
            }
            let isRight = value.utf8.allSatisfy { (33...126).contains($0) && $0 != 34 }
            return isRight && (1...70).contains(value.utf8.count) ? Array(value.utf8) : nil
        }
        return nil
    }

    private mutating func take(_ part: MultipartReader.Part) throws(WebError) {
        guard let name = part.names["name"] else { throw .malformedForm }
        if let file = part.names["filename"] {
            guard !file.isEmpty else {
                guard part.content.isEmpty else { throw .malformedForm }
                return
            }
            files.append(File(field: name, name: file, bytes: Array(part.content)))
        } else {
            guard part.content.count <= Self.fieldLimit,
                let text = String(validating: part.content, as: UTF8.self), fields[name] == nil
            else { throw .malformedForm }
            fields[name] = text.replacing("\r\n", with: "\n")
        }
    }

    /// Those that say something.
    var filledFields: [String: String] { fields.filter { !$0.value.isEmpty } }
}

/// Goes through the parts of a body.
struct MultipartReader {
    /// One part: the parameters of its disposition, and what is in it.
    struct Part {
        var names: [String: String]
        var content: ArraySlice<UInt8>
    }

    enum Step { case next, end }

    private let bytes: [UInt8]
    private let delimiter: [UInt8]
    private var place = 0

    init(bytes: [UInt8], boundary: [UInt8]) {
        self.bytes = bytes
        delimiter = Array("\r\n--".utf8) + boundary
    }

    /// Goes behind the first boundary.
    mutating func begin() -> Bool {
        skip(delimiter.dropFirst(2)) && skip("\r\n".utf8)
    }

    /// The part that begins here; nil where it is none.
    mutating func part() -> Part? {
        var names: [String: String]?
        let start = place
        while !skip("\r\n".utf8) {
            guard let end = line(), end - start <= MultipartForm.headLimit,
                let head = String(validating: bytes[place..<end], as: UTF8.self)
            else { return nil }
            place = end + 2
            if head.lowercased().hasPrefix("content-disposition:") {
                guard names == nil, let read = Disposition(head) else { return nil }
                names = read.parameters
            }
        }
        guard let names, let end = find(delimiter) else { return nil }
        defer { place = end + delimiter.count }
        return Part(names: names, content: bytes[place..<end])
    }

    /// What comes after a boundary; nil: nothing that may come.
    mutating func after() -> Step? {
        if skip("\r\n".utf8) { return .next }
        guard skip("--".utf8) else { return nil }
        _ = skip("\r\n".utf8)
        return place == bytes.count ? .end : nil
    }

    private mutating func skip(_ text: some Collection<UInt8>) -> Bool {
        guard bytes[place...].starts(with: text) else { return false }
        place += text.count
        return true
    }

    /// Where the line that begins here ends.
    private func line() -> Int? {
        let limit = min(bytes.count, place + MultipartForm.headLimit + 2)
        guard let end = bytes[place..<limit].firstIndex(of: 13), end + 1 < bytes.count,
            bytes[end + 1] == 10
        else { return nil }
        return end
    }

    private func find(_ text: [UInt8]) -> Int? {
        var from = place
        while let start = bytes[from...].firstIndex(of: text[0]) {
            if bytes[start...].starts(with: text) { return start }
            from = start + 1
        }
        return nil
    }
}

/// `Content-Disposition: form-data; name="…"; filename="…"`.
private struct Disposition {
    private(set) var parameters: [String: String] = [:]

    init?(_ head: String) {
        var rest = head.drop { $0 != ":" }.dropFirst().drop { $0 == " " }
        guard rest.lowercased().hasPrefix("form-data") else { return nil }
        rest = rest.dropFirst("form-data".count)
        while !rest.isEmpty {
            guard rest.first == ";" else { return nil }
            rest = rest.dropFirst().drop { $0 == " " }
            guard let equals = rest.firstIndex(of: "=") else { return nil }
            let name = rest[..<equals].lowercased()
            rest = rest[equals...].dropFirst()
            guard rest.first == "\"", let end = rest.dropFirst().firstIndex(of: "\"") else {
                return nil
            }
            let value = rest[..<end].dropFirst()
            guard parameters.updateValue(Self.plain(value), forKey: name) == nil else {
                return nil
            }
            rest = rest[end...].dropFirst()
        }
    }

    /// Browsers write what would end a name as `%22`, `%0D` and `%0A`, and nothing else so.
    private static func plain(_ text: Substring) -> String {
        String(text).replacing("%22", with: "\"").replacing("%0D", with: "\r")
            .replacing("%0A", with: "\n")
    }
}

extension WebError {
    static let malformedForm = badRequest("malformed_form", "the form cannot be read")
}
