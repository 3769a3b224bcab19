/// What can go wrong between a plant and who listens to it; what really happened stays the same.
public enum FaultKind: String, CaseIterable, Sendable {
    /// The connection is lost and made again; the broker has kept the session.
    case connection
    /// Who listens is killed and started again.
    case restart
    /// Messages of a station are held back, and arrive behind newer ones.
    case late
    /// A station's counters begin again at zero.
    case reset

    /// Whether the plant itself does it, wherever its messages go.
    public var isOfPlant: Bool {
        switch self {
        case .late, .reset: true
        case .connection, .restart: false
        }
    }

    /// Its own stream of random draws: one kind more or less changes no other.
    var stream: Int {
        switch self {
        case .connection, .restart: 1000
        case .late: 2000
        case .reset: 3000
        }
    }
}
