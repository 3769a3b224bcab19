public import Telemetry

/// The tables of modes that Lineside knows, by their name in the plant file.
public enum BuiltInModes {
    /// A table: its name, and the source's words as they are written.
    public struct Table: Sendable {
        /// Its name.
        public var name: String
        /// Its words.
        public var words: [String: UnitMode]
    }

    /// PackML as [OPC 30050](https://reference.opcfoundation.org/PackML/v101/docs/) numbers the
    /// modes, and as libremfg's PackML-MQTT-Simulator does, which swaps 2 and 3.
    public static let tables = [
        Table(name: "packml", words: packml(maintenance: "2", manual: "3")),
        Table(name: "packml-libremfg", words: packml(maintenance: "3", manual: "2")),
    ]

    private static func packml(maintenance: String, manual: String) -> [String: UnitMode] {
        [
            "1": .production, "Production": .production, "Produce": .production,
            maintenance: .maintenance, "Maintenance": .maintenance,
            manual: .manual, "Manual": .manual,
        ]
    }
}
