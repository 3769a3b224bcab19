/// Tells which messages of a resumed session are sent again.
///
/// Open from the resumption on until a whole window of acknowledged messages in a row came
/// unmarked: no more can be waiting for us. A message of quality of service 0 closes nothing.
/// While it is open, the library writes a log line before each message; see ``PublishLogLine``.
struct RedeliveryWatch {
    private let window: Int
    private var unmarkedLeft = 0
    private var announced: PublishLogLine?

    /// Makes a closed watch; `window` is the session's receive maximum.
    init(window: Int) {
        precondition(window > 0, "some message may wait for its acknowledgement")
        self.window = window
    }

    /// Whether log lines are needed.
    var isOpen: Bool { unmarkedLeft > 0 }

    /// The broker took us.
    mutating func connected(sessionPresent: Bool) {
        unmarkedLeft = sessionPresent ? window : 0
        announced = nil
    }

    /// The log announces a message.
    mutating func announce(_ line: PublishLogLine) {
        guard isOpen else { return }
        announced = line
    }

    /// Whether the message that came is sent again.
    mutating func isDuplicate(qos: UInt8, packetID: UInt16) -> Bool {
        guard isOpen else { return false }
        defer { announced = nil }
        guard qos == 1, let line = announced, line.qos == 1, line.packetID == packetID else {
            return false
        }
        unmarkedLeft = line.duplicate ? window : unmarkedLeft - 1
        return line.duplicate
    }
}
