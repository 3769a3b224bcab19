import Telemetry

/// What the control socket takes at most.
enum ControlLimits {
    /// A longer request is not understood.
    static let request = Limit("control_request", 16 << 10, .bytes)
    /// Connections at once; more are closed at once.
    static let connections = Limit("control_connections", 16, .connections)

    /// Both.
    static let all = [request, connections]
}
