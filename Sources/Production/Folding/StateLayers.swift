import Telemetry

/// What the state signals of a work unit said last, and which state they give together.
///
/// One gives the state. A fallback is heard only until that one has spoken: numbers beside names. A
/// fault holds above any state; what was said below it holds again when no fault does. A starved
/// unit whose interlock says blocked is blocked.
struct StateLayers: BitwiseCopyable {
    /// What the state signal said last, or its fallback.
    var said = UnitState.unknown
    /// Whether the state signal itself has ever spoken.
    var hasSpoken = false
    /// The faults that hold, a bit for each signal.
    var faults: UInt32 = 0
    /// Whether the interlock says blocked.
    var isBlocked = false

    /// The state that all give together.
    var state: UnitState {
        if faults != 0 { return .faulted }
        return said == .starved && isBlocked ? .blocked : said
    }

    /// Takes what a state signal said; false where it has nothing to say.
    mutating func take(_ event: UnitEvent) -> Bool {
        switch event.subject {
        case .state, .fallback:
            guard event.subject == .state || !hasSpoken else { return false }
            hasSpoken = hasSpoken || event.subject == .state
            said = UnitState(rawValue: UInt8(clamping: event.value)) ?? .unknown
        case .fault:
            let bit: UInt32 = 1 << UInt32(truncatingIfNeeded: event.value >> 1)
            faults = event.value & 1 != 0 ? faults | bit : faults & ~bit
        case .blocked: isBlocked = event.value == Int64(UnitState.blocked.rawValue)
        default: return false
        }
        return true
    }

    /// Forgets what was said: nobody knows whether it still holds.
    mutating func forget() {
        said = .unknown
        faults = 0
        isBlocked = false
    }
}

extension UnitEvent {
    /// The value of a fault's event: which of the unit's fault signals, and whether it holds.
    static func fault(_ signal: Int32, holds: Bool) -> Int64 {
        Int64(signal) << 1 | (holds ? 1 : 0)
    }
}
