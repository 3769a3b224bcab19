/// Something that is told where to go, and goes there in time, late or not at all.
struct Actuator: Sendable {
    private let profile: ActuatorProfile
    private let calendar: ShiftCalendar
    private var random: SplitMix64
    private(set) var command: Int64
    private(set) var feedback: Int64
    private var nextCommand: Milliseconds = 0
    /// When the feedback arrives, and where.
    private var arrival: (at: Milliseconds, value: Int64)?

    init(
        _ profile: ActuatorProfile, calendar: ShiftCalendar, random: SplitMix64, start: Milliseconds
    ) {
        self.profile = profile
        self.calendar = calendar
        self.random = random
        command = profile.levels[0]
        feedback = profile.levels[0]
        planCommand(after: start)
    }

    /// When it next moves by itself.
    var due: Milliseconds { min(nextCommand, arrival?.at ?? .max) }

    /// Does what is due; true when command or feedback changed.
    mutating func advance(to now: Milliseconds) -> Bool {
        var hasMoved = false
        if let arrival, arrival.at <= now {
            feedback = arrival.value
            self.arrival = nil
            hasMoved = true
        }
        if nextCommand <= now {
            beginCommand(at: now)
            planCommand(after: now)
            hasMoved = true
        }
        return hasMoved
    }

    private mutating func beginCommand(at now: Milliseconds) {
        let reach = profile.tolerance
        let next = profile.levels.filter { abs($0 - command) > reach && abs($0 - feedback) > reach }
        command = next[Int(random.below(Int64(next.count)))]
        let fate = random.below(1000)
        guard fate >= profile.stuckPerMille else { return }
        let isLate = fate < profile.stuckPerMille + profile.latePerMille
        let within = profile.within
        let delay = isLate ? within * 3 / 2...within * 3 : within / 10...within * 7 / 10
        let low = max(0, command - reach)
        arrival = (now + random.within(delay), random.within(low...command + reach))
    }

    /// Every command is decided before the next full hour, so that spans need not share it.
    private mutating func planCommand(after now: Milliseconds) {
        nextCommand = now + random.within(profile.commands)
        let edge = calendar.edge(after: nextCommand)
        if nextCommand + 4 * profile.within >= edge { nextCommand = edge + profile.within }
    }
}
