internal import Crypto

/// A file of declared data as it was handed in.
public struct DeclaredSource: Sendable {
    /// Its name, for messages and as evidence; it is not opened.
    public var name: String
    /// Its bytes.
    public var bytes: [UInt8]

    /// The most bytes that are read: 4 MiB.
    public static let sizeLimit = 4 << 20

    /// Makes a source.
    public init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }

    /// Its name and hash.
    public var file: DeclaredFile {
        let digits = Array("0123456789abcdef")
        let hash = SHA256.hash(data: bytes).reduce(into: "") { text, byte in
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return DeclaredFile(name: name, sha256: hash)
    }

    /// The text without a byte order mark; nil, with a mistake, where it is not UTF-8.
    func text(_ mistakes: Mistakes) -> String? {
        guard bytes.count <= Self.sizeLimit else {
            mistakes.add(TextPlace(), .file(.size(most: Self.sizeLimit)))
            return nil
        }
        let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        let content = bytes.dropFirst(hasMark ? 3 : 0)
        guard let text = String(validating: content, as: UTF8.self) else {
            mistakes.add(Self.firstInvalid(content), .file(.encoding), .encoding)
            return nil
        }
        return text
    }

    /// The place of the first byte that is not UTF-8.
    private static func firstInvalid(_ bytes: ArraySlice<UInt8>) -> TextPlace {
        var place = TextPlace()
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        while case .scalarValue(let scalar) = decoder.decode(&iterator) {
            if scalar == "\n" {
                place = TextPlace(line: place.line + 1, column: 1)
            } else {
                place.column += 1
            }
        }
        return place
    }
}
