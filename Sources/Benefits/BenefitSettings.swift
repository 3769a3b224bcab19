/// Bounds that the scheme leaves open.
public struct BenefitSettings: Hashable, Sendable {
    /// Which difference of the stock identity is not remarked on, in ten-thousandths of the good
    /// pieces: 50 are 0.5 %.
    public var stockTolerance: Int64 = 50
    /// Below which coverage, in hundredths, measured figures are an estimate.
    public var estimatedBelow = 95
    /// Below which coverage, in hundredths, the stock identity is not judged.
    public var unusableBelow = 80

    /// Makes the defaults.
    public init() {}
}
