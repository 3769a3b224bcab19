/// What is to go wrong in a run.
public struct FaultPlan: Sendable {
    /// Which kinds.
    public var kinds: Set<FaultKind>
    /// Decides when and how long.
    public var seed: UInt64
    /// How many stations the line has.
    public var stations: Int
    /// When the run begins.
    public var start: Milliseconds
    /// How many values a counter has before it begins again, in units of the last decimal place;
    /// nil: it never ends.
    public var modulus: Int64?

    /// The faults of a line's run.
    public init(_ kinds: Set<FaultKind>, of settings: Line.Settings, modulus: Int64? = nil) {
        precondition(modulus.map { $0 > 0 } ?? true, "a counter has values")
        self.kinds = kinds
        seed = settings.seed
        stations = settings.scenario.stations.count
        start = settings.start
        self.modulus = modulus
    }

    func random(_ kind: FaultKind, _ place: Int = 0) -> SplitMix64 {
        SplitMix64(seed: seed, stream: kind.stream + place)
    }
}
