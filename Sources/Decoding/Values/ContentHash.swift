/// A fast 64-bit hash of bytes for tables in memory; its values may change between versions.
///
/// Folds 128-bit products, sixteen bytes at a time. Not for secrets.
public enum ContentHash {
    /// The hash of some bytes, continued from a seed.
    public static func hash(_ bytes: Span<UInt8>, seed: UInt64 = 0) -> UInt64 {
        mixed(bytes, seed: seed)
    }

    /// The same, joined into its caller.
    @inline(__always)
    static func mixed(_ bytes: Span<UInt8>, seed: UInt64) -> UInt64 {
        var state = seed ^ 0x9E37_79B9_7F4A_7C15
        var place = 0
        while place < bytes.count {
            state = fold(
                bytes.word(place) ^ 0xA076_1D64_78BD_642F ^ state,
                bytes.word(place + 8) ^ 0xE703_7ED1_A0B4_28DB ^ state)
            place += 16
        }
        return fold(state ^ 0x8EBC_6AF0_9C88_C6E3, UInt64(bytes.count) ^ 0x5899_65CC_7537_4CC3)
    }

    /// The hash of a message: of its topic and its payload.
    public static func hash(topic: Span<UInt8>, payload: Span<UInt8>) -> UInt64 {
        hash(payload, seed: hash(topic))
    }

    @inline(__always)
    private static func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let product = left.multipliedFullWidth(by: right)
        return product.high ^ product.low
    }
}

/// The hash that names an order in samples and facts: FNV-1a with 64 bits, fixed for all time.
public enum OrderHash {
    /// The hash of an order's identifier; never 0, which stands for no order.
    public static func hash(_ identifier: Span<UInt8>) -> Int64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for place in identifier.indices {
            hash = (hash ^ UInt64(identifier[place])) &* 0x100_0000_01B3
        }
        return hash == 0 ? 1 : Int64(bitPattern: hash)
    }
}
