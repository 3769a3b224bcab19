/// The operators of a line: whoever needs one waits until one is free.
struct Crew: Sendable {
    private let profile: CrewProfile
    private let calendar: ShiftCalendar
    private(set) var busy = 0
    /// Stations that wait, the longest first.
    private(set) var queue: [Int] = []

    init(profile: CrewProfile, calendar: ShiftCalendar) {
        self.profile = profile
        self.calendar = calendar
    }

    /// How many are there; who has begun something ends it, in a break too.
    func present(at now: Milliseconds) -> Int {
        max(busy, calendar.isBreak(now) ? profile.inBreaks : profile.count)
    }

    /// A station asks for one.
    mutating func ask(_ station: Int) {
        if !queue.contains(station) { queue.append(station) }
    }

    /// So many have done what a station needed.
    mutating func release(_ count: Int) { busy -= count }

    /// The next station that gets one, where one is free.
    mutating func grant(at now: Milliseconds) -> Int? {
        guard !queue.isEmpty, busy < present(at: now) else { return nil }
        busy += 1
        return queue.removeFirst()
    }
}

/// How a station stands to the operators.
enum Help: Sendable {
    case none, asked, granted
}
