/// A value of a fact in its canonical form: that of PostgreSQL's `COPY`.
public enum FactValue: Hashable, Sendable {
    /// `\N`.
    case null
    /// Decimal digits.
    case integer(Int64)
    /// The 64 bits of IEEE 754 as 16 hexadecimal digits: no two programs write all numbers alike.
    case real(Double)
    /// Text with `\\`, `\t`, `\n`, `\r` for what would part or end it.
    case text([UInt8])

    /// Text.
    public static func text(_ text: String) -> Self { .text(Array(text.utf8)) }

    func write(to line: inout [UInt8]) {
        switch self {
        case .null: line += Array("\\N".utf8)
        case .integer(let value): line += Array(String(value).utf8)
        case .real(let value):
            let bits = value.bitPattern
            line += Array(
                Hex.text(
                    (0..<8).map { UInt8(truncatingIfNeeded: bits >> (56 - 8 * UInt64($0))) }
                ).utf8)
        case .text(let bytes):
            for byte in bytes {
                switch byte {
                case UInt8(ascii: "\\"): line += Array("\\\\".utf8)
                case UInt8(ascii: "\t"): line += Array("\\t".utf8)
                case UInt8(ascii: "\n"): line += Array("\\n".utf8)
                case UInt8(ascii: "\r"): line += Array("\\r".utf8)
                default: line.append(byte)
                }
            }
        }
    }
}

/// One fact in its canonical form: the name of its kind and its values, parted by tabs.
///
/// The bytes are those of a leaf of the tree. What a line consists of is fixed by
/// ``FactKind/columns``; a change is another ``Manifest/formats``.
public struct FactLine: Hashable, Sendable {
    /// Its kind.
    public var kind: FactKind
    /// A value for each of ``FactKind/columns``.
    public var values: [FactValue]

    /// Makes a line.
    ///
    /// - Precondition: there are as many values as the kind has columns.
    public init(_ kind: FactKind, _ values: [FactValue]) {
        precondition(values.count == kind.columns.count, "a fact has a value for every column")
        (self.kind, self.values) = (kind, values)
    }

    /// The line without an end.
    public var bytes: [UInt8] {
        var line: [UInt8] = []
        line.reserveCapacity(128)
        line += Array(kind.rawValue.utf8)
        for value in values {
            line.append(UInt8(ascii: "\t"))
            value.write(to: &line)
        }
        return line
    }

    /// The hash of it as a leaf.
    public var leaf: Digest { MerkleTree.leaf(bytes) }
}
