/// Stands for the hash of swift-crypto while fuzzing: as long, as repeatable, and no secure hash.
public enum SHA256 {
    /// 32 bytes that depend on all others.
    public static func hash(data: some Sequence<UInt8>) -> [UInt8] {
        var state: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in data { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return (0..<32).map { UInt8(truncatingIfNeeded: state >> (8 * UInt64($0 % 8))) }
    }
}
