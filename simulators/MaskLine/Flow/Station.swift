/// One work unit as it runs: what it works on, what holds it up, what it has counted.
struct Station: Sendable {
    let unit: WorkUnit
    let profile: Profile
    var random: SplitMix64
    var absences: Absences

    /// Number of its order, from 0.
    var order = 0
    var state: UnitState = .starved
    var total: Int64
    var bad: Int64

    /// The piece in work.
    var piece: Piece?
    /// Whether a finished piece waits for room downstream.
    var holdsPiece = false
    var changeover: Changeover?
    /// The stop that lasts, and when it ends.
    var stoppage: (kind: Stoppage, until: Milliseconds)?

    /// When it next has something to do by itself.
    var wake: Milliseconds
    /// Since when the work of ``state`` runs that has not been booked yet.
    var booked: Milliseconds
    /// When its last status went out.
    var reported: Milliseconds
    /// What goes out at the current instant before the status.
    var announcements: [Message.Content] = []
    /// Whether a status goes out at the current instant.
    var mustReport = true

    struct Piece: Sendable {
        var remaining: Milliseconds
        /// Until the stop that happens while this piece is in work.
        var untilStop: Milliseconds?
        var stop: Stoppage?
    }

    /// Waiting for the fitter, then setting up; the new order is announced in between.
    struct Changeover: Sendable {
        var isAnnounced = false
        var waiting: Milliseconds
        var setup: Milliseconds
    }

    init(
        unit: WorkUnit, profile: Profile, seed: UInt64, start: Milliseconds, counters: Int64
    ) {
        self.unit = unit
        self.profile = profile
        random = SplitMix64(seed: seed, stream: 2 * unit.rawValue)
        let absenceRandom = SplitMix64(seed: seed, stream: 2 * unit.rawValue + 1)
        absences = Absences(random: absenceRandom, start: start)
        total = counters
        bad = counters / 100
        wake = start
        booked = start
        reported = start
    }

    /// When it must be looked at next, a sign of life included.
    var due: Milliseconds {
        min(wake, reported + Line.heartbeat)
    }

    /// Books the work done since the last look.
    mutating func book(until now: Milliseconds) {
        let elapsed = now - booked
        booked = now
        switch state {
        case .producing:
            piece?.remaining -= elapsed
            if let left = piece?.untilStop { piece?.untilStop = left - elapsed }
        case .idle: changeover?.waiting -= elapsed
        case .setup: changeover?.setup -= elapsed
        case .starved, .blocked, .stopped, .faulted: break
        }
    }

    /// Ends a stop whose time is over.
    mutating func endStoppage(at now: Milliseconds) {
        guard let stoppage, stoppage.until <= now else { return }
        if stoppage.kind.code != nil { announcements.append(.alarm(code: nil)) }
        self.stoppage = nil
    }

    mutating func beginStoppage(_ kind: Stoppage, at now: Milliseconds) {
        if let code = kind.code { announcements.append(.alarm(code: code)) }
        stoppage = (kind, now + kind.length)
    }

    /// Takes a state up to the instant at which it must be looked at again.
    mutating func enter(_ state: UnitState, until wake: Milliseconds) {
        if state != self.state { mustReport = true }
        self.state = state
        self.wake = wake
    }
}
