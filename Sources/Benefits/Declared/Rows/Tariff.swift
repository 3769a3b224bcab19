public import Plant

/// What a unit of energy or water costs from a day on.
public struct Tariff: Hashable, Sendable {
    /// What is paid for, by its name in the file.
    public enum Medium: String, CaseIterable, Sendable {
        case electricity, gas, water
        case compressedAir = "compressed_air"

        /// The unit of which the price is.
        public var unit: String {
            switch self {
            case .electricity: "kWh"
            case .gas: "MJ"
            case .water: "m3"
            case .compressedAir: "Nm3"
            }
        }
    }

    /// What is paid for.
    public var medium: Medium
    /// The first day on which it holds.
    public var from: LocalDate
    /// HK$ a unit, in millionths.
    public var price: Int64
    /// Its line in the file, from 1.
    public var line: Int

    /// Makes a tariff.
    public init(medium: Medium, from: LocalDate, price: Int64, line: Int) {
        (self.medium, self.from, self.price, self.line) = (medium, from, price, line)
    }
}

extension Tariff.Medium {
    /// What it is called.
    public var wording: LocalizedText {
        switch self {
        case .electricity: words("electricity", "電力")
        case .gas: words("gas", "煤氣")
        case .water: words("water", "用水")
        case .compressedAir: words("compressed air", "壓縮空氣")
        }
    }
}
