/// A zone and a day on which its clocks are interesting, as days since 1970-01-01.
struct Place: Hashable, Sendable {
    var zone: String
    var day: Int

    /// Ordinary days, and days on which clocks change, by an hour or by half of one, at night or at
    /// midnight.
    static let all = [
        Place(zone: "UTC", day: 20_514), Place(zone: "Asia/Hong_Kong", day: 20_514),
        Place(zone: "Asia/Kathmandu", day: 20_514), Place(zone: "Pacific/Tongatapu", day: 20_514),
        Place(zone: "Europe/Berlin", day: 20_541), Place(zone: "Europe/Berlin", day: 20_751),
        Place(zone: "America/New_York", day: 20_520), Place(zone: "America/New_York", day: 20_758),
        Place(zone: "Australia/Lord_Howe", day: 20_548),
        Place(zone: "Australia/Lord_Howe", day: 20_730),
        Place(zone: "America/Havana", day: 20_520), Place(zone: "America/Havana", day: 20_758),
        Place(zone: "Pacific/Auckland", day: 20_548),
    ]
}

extension CalendarShape {
    /// A calendar that is no contradiction; `day` is near the middle of the story.
    static func generate(day: Int, _ dice: inout Dice) -> CalendarShape {
        var calendar = CalendarShape(shifts: shifts(&dice))
        for index in calendar.shifts.indices {
            addBreaks(to: &calendar.shifts[index], &dice)
            if dice.oneIn(8) { calendar.shifts[index].days = [1, 2, 3, 4, 5] }
            if dice.oneIn(10) { calendar.shifts[index].effective = day + Int(dice.int(-1...1)) }
            if dice.oneIn(10), calendar.shifts[index].effective == nil {
                calendar.shifts[index].until = day + Int(dice.int(0...2))
            }
        }
        if dice.oneIn(3) {
            calendar.exceptions.append(exception(day: day, &dice))
        }
        if dice.oneIn(3) {
            let (from, length) = (Int(dice.int(0...1439)), Int(dice.int(10...600)))
            let first = day + Int(dice.int(-1...0))
            calendar.maintenance.append(
                Maintenance(
                    fromDay: first, fromMinute: from, toDay: first + (from + length) / 1440,
                    toMinute: (from + length) % 1440))
        }
        return calendar
    }

    private static func shifts(_ dice: inout Dice) -> [Shift] {
        let everyDay = Array(1...7)
        func shift(_ name: String, _ from: Int, _ to: Int) -> Shift {
            Shift(name: name, days: everyDay, range: Range(from: from, to: to))
        }
        switch dice.int(0...5) {
        case 0: return [shift("day", 390, 870), shift("late", 870, 1350)]
        case 1: return [shift("a", 360, 840), shift("b", 840, 1320), shift("c", 1320, 360)]
        case 2: return [shift("all", 0, 1440)]
        case 3: return [shift("night", 1275, 345)]
        case 4: return [shift("night", 1320, 150), shift("morning", 165, 600)]
        default:
            let from = Int(dice.int(0...95)) * 15
            let length = Int(dice.int(1...90)) * 15
            let end = (from + length) % 1440
            return [shift("one", from, end == 0 ? 1440 : end)]
        }
    }

    private static func addBreaks(to shift: inout Shift, _ dice: inout Dice) {
        guard dice.oneIn(2) else { return }
        let length = shift.range.minutes.count
        guard length >= 60 else { return }
        let from = shift.range.from + Int(dice.int(0...Int64(length - 45)))
        let to = from + Int(dice.int(5...45))
        let end = to % 1440
        shift.breaks.append(Range(from: from % 1440, to: end == 0 ? 1440 : end))
    }

    private static func exception(day: Int, _ dice: inout Dice) -> Exception {
        let day = day + Int(dice.int(-1...0))
        guard !dice.oneIn(3) else { return Exception(day: day, part: nil, isClosed: true) }
        let from = Int(dice.int(0...95)) * 15
        let end = (from + Int(dice.int(1...30)) * 15) % 1440
        return Exception(
            day: day, part: Range(from: from, to: end == 0 ? 1440 : end),
            isClosed: dice.oneIn(2))
    }
}
