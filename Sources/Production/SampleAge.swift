public import Plant
import Telemetry

/// How old a sample was when it was first received: our clock then, less the time that it says.
///
/// Ages are stored as seconds like the values of a signal, but by the hour, of each class apart:
/// `line/unit/~fresh` and so on, names that no signal can have. What carries no time of its own has
/// no age; it is counted as `bad` of ``fresh``. What is retained is no sample of now.
public enum SampleAge: String, CaseIterable, Sendable {
    /// Less than ``freshLimit``; also one that our clock says is still to come.
    case fresh
    /// Older, but less than ``lateLimit``.
    case late
    /// Kept somewhere and handed in later.
    case backfilled

    /// Nanoseconds from which on a sample is not fresh.
    public static let freshLimit = 5 * nanosecondsPerSecond
    /// Nanoseconds from which on a sample is filled in.
    public static let lateLimit = 60 * nanosecondsPerSecond

    /// Where it stands among all.
    var place: Int {
        switch self {
        case .fresh: 0
        case .late: 1
        case .backfilled: 2
        }
    }

    /// The path of the sums of a work unit (`line/unit`).
    public func path(of unit: String) -> String { "\(unit)/~\(rawValue)" }
}

extension Plant {
    /// Where the ages of all work units are summed: numbered after ``Plant/signals``.
    public var agePaths: [String] {
        workUnits.flatMap { unit in SampleAge.allCases.map { $0.path(of: unit.path) } }
    }

    /// The number of the sums of a work unit.
    func series(of age: SampleAge, unit: Int) -> Int {
        signals.count + unit * SampleAge.allCases.count + age.place
    }
}
