/// How the running parts of the process are: what `/readyz`, `/metrics` and the watchdog go by.
public struct DaemonHealth: Sendable {
    /// Of each lane that runs.
    public var lanes: [LaneHealth.Reading]
    /// Of the thread that writes to the store.
    public var store: StoreHealth
    /// The bytes of the store's files.
    public var storeBytes: Int
    /// The bytes of the packs that are kept.
    public var packBytes = 0
    /// Whether a plant file is being swapped in: lanes stand for that long.
    public var isReloading: Bool
    /// Plant files swapped in since the start.
    public var reloads: Int
    /// Of the program.
    public var version = ""
    /// Threads that do not go on any more, by name.
    public var stalled: [String] = []

    /// Puts together what the parts said.
    public init(
        lanes: [LaneHealth.Reading], store: StoreHealth, storeBytes: Int, isReloading: Bool,
        reloads: Int
    ) {
        self.lanes = lanes
        self.store = store
        self.storeBytes = storeBytes
        self.isReloading = isReloading
        self.reloads = reloads
    }
}
