/// One work unit as it runs: what it works on, what holds it up, what it has counted.
struct Station: Sendable {
    let index: Int
    let profile: StationProfile
    /// Planned time of a cycle, product by product.
    let cycles: [Milliseconds]
    var random: SplitMix64
    var absences: Absences

    /// Number of its order, from 0.
    var order = 0
    var state: UnitState = .starved
    /// Said in place of the state's word.
    var word: String?
    var made: Int64
    var scrap: Int64

    /// The cycle in work.
    var piece: Piece?
    /// Whether something finished waits for room downstream.
    var holdsPiece = false
    var changeover: Changeover?
    /// The stop that lasts, and when it ends.
    var stoppage: (kind: Stoppage, until: Milliseconds)?
    var help = Help.none
    /// Operators who are done here and have not been taken back yet.
    var helpers = 0

    /// When it next has something to do by itself.
    var wake: Milliseconds
    /// Since when the work of ``state`` runs that has not been booked yet.
    var booked: Milliseconds
    /// Producing time that has been booked.
    private var producing: Milliseconds = 0
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

    init(index: Int, settings: Line.Settings) {
        let scenario = settings.scenario
        self.index = index
        profile = scenario.stations[index]
        cycles = scenario.products.indices.map { product in
            scenario.cycle(of: scenario.stations[index], product: product) * settings.cycleScale
        }
        random = SplitMix64(seed: settings.seed, stream: 2 * index)
        absences = Absences(
            random: SplitMix64(seed: settings.seed, stream: 2 * index + 1),
            calendar: scenario.calendar, isAttended: scenario.stations[index].isAttended,
            start: settings.start)
        made = settings.countersStart * scenario.countsPerItem
        scrap = made / 100
        wake = settings.start
        booked = settings.start
        reported = settings.start
    }

    /// Books the work done since the last look.
    mutating func book(until now: Milliseconds) {
        let elapsed = now - booked
        booked = now
        switch state {
        case .producing:
            producing += elapsed
            piece?.remaining -= elapsed
            if let left = piece?.untilStop { piece?.untilStop = left - elapsed }
        case .idle: changeover?.waiting -= elapsed
        case .setup: changeover?.setup -= elapsed
        case .starved, .blocked, .stopped, .faulted, .unknown, .notScheduled: break
        }
    }

    /// All producing time so far.
    func producingTime(at now: Milliseconds) -> Milliseconds {
        producing + (state == .producing ? now - booked : 0)
    }

    /// Ends a stop whose time is over.
    mutating func endStoppage(at now: Milliseconds) {
        guard let stoppage, stoppage.until <= now else { return }
        if stoppage.kind.code != nil { announcements.append(.alarm(code: nil)) }
        if stoppage.kind.needsOperator { releaseHelp() }
        self.stoppage = nil
    }

    /// A stop that needs an operator lasts until one has come and mended it.
    mutating func beginStoppage(_ kind: Stoppage, at now: Milliseconds, hasCrew: Bool) {
        if let code = kind.code { announcements.append(.alarm(code: code)) }
        let waits = kind.needsOperator && hasCrew
        stoppage = (kind, waits ? .max : now + kind.length)
        if waits { help = .asked }
    }

    /// The operator has come.
    mutating func receiveHelp(at now: Milliseconds) {
        help = .granted
        if let stoppage { self.stoppage?.until = now + stoppage.kind.length }
    }

    mutating func releaseHelp() {
        guard help == .granted else { return }
        help = .none
        helpers += 1
    }

    /// Takes a state up to the instant at which it must be looked at again.
    mutating func enter(_ state: UnitState, word: String? = nil, until wake: Milliseconds) {
        if state != self.state || word != self.word { mustReport = true }
        self.state = state
        self.word = word
        self.wake = wake
    }
}
