/// What a work unit does, in the words of `production.md` section 3.
///
/// The raw value is stored and must not change.
public enum UnitState: UInt8, CaseIterable, BitwiseCopyable, Sendable {
    /// No trustworthy state.
    case unknown = 0
    case producing = 1
    case setup = 2
    case idle = 3
    case starved = 4
    case blocked = 5
    case stopped = 6
    case faulted = 7
    /// The source itself says that it is not scheduled (SEMI E10 NST).
    case notScheduled = 8
}

/// What a work unit should do.
///
/// The raw value is stored and must not change.
public enum UnitMode: UInt8, CaseIterable, BitwiseCopyable, Sendable {
    case production = 1
    case setup = 2
    case maintenance = 3
    case manual = 4
}

/// What a counter counts.
///
/// The raw value is stored and must not change.
public enum CountKind: UInt8, CaseIterable, BitwiseCopyable, Sendable {
    case made = 0
    case good = 1
    case scrap = 2
    case rework = 3
}
