internal import Yams

extension PlantReader {
    func readCalendar(_ id: Text, _ node: Node) {
        let fields = Fields(
            node, "calendar \(id.string)", keys: ["shifts", "exceptions", "maintenance"], report)
        var calendar = Calendar(id: id.string, shifts: [], exceptions: [], maintenance: [])
        defer {
            calendarIDs.add(id.string, index: calendars.count)
            calendars.append(calendar)
        }
        guard let fields else { return }
        let shifts = fields.required("shifts", "a list of shifts")
            .flatMap { report.list($0, "shifts") }
        if let shifts, shifts.isEmpty {
            report.error(fields.place(of: "shifts"), "calendar \(id.string) has no shift")
        }
        let patterns = (shifts ?? []).compactMap { shift in
            readShift(shift).map { ($0, Place(shift.mark)) }
        }
        calendar.shifts = patterns.map(\.0)
        refuseOverlaps(patterns)
        let exceptions = (list(fields, "exceptions")).compactMap { exception in
            readException(exception).map { ($0, Place(exception.mark)) }
        }
        calendar.exceptions = exceptions.map(\.0)
        refuseContradictions(exceptions, in: calendar)
        calendar.maintenance = list(fields, "maintenance").compactMap(readMaintenance)
    }

    private func list(_ fields: Fields, _ key: String) -> [Node] {
        fields.node(key).flatMap { report.list($0, key) } ?? []
    }

    private func readShift(_ node: Node) -> ShiftPattern? {
        let keys = [
            "name", "days", "rotation", "from", "to", "breaks", "effective", "until",
        ]
        guard let fields = Fields(node, "a shift", keys: keys, report) else { return nil }
        let name = fields.requiredText("name", "a name such as day")
        let from = fields.requiredValue("from", "a time such as 08:00", WallClockTexts.minute)
        let to = fields.requiredValue("to", "a time such as 16:00", WallClockTexts.minuteOrEnd)
        var pattern = ShiftPattern(
            name: name?.string ?? "", days: readPattern(fields), from: from ?? 0, to: to ?? 0,
            breaks: [],
            effective: fields.value("effective", "a date such as 2026-01-01", WallClockTexts.date),
            until: fields.value("until", "a date such as 2026-12-31", WallClockTexts.date))
        let breaks = readBreaks(fields)
        if let effective = pattern.effective, let until = pattern.until, until <= effective {
            report.error(
                fields.place(of: "until"),
                "the shift ends for good on \(until), not after it began on \(effective)")
            return nil
        }
        guard from != nil, to != nil, name != nil else { return nil }
        pattern.breaks = breaks.map(\.0)
        check(breaks, of: pattern)
        return pattern
    }

    private func readBreaks(_ fields: Fields) -> [(MinuteRange, Place)] {
        list(fields, "breaks").compactMap { node in
            report.value(node, "a break such as 12:00-12:45", WallClockTexts.range)
                .map { ($0, Place(node.mark)) }
        }
    }

    private func check(_ breaks: [(MinuteRange, Place)], of pattern: ShiftPattern) {
        var seen: [Range<Int>] = []
        for (minutes, place) in breaks {
            let range = minutes.range(inShiftFrom: pattern.from)
            if range.upperBound > pattern.range.upperBound {
                report.error(
                    place, "the break \(minutes) is not within the shift",
                    hint: "the shift is \(MinuteRange(from: pattern.from, to: pattern.to))")
            } else if seen.contains(where: { $0.overlaps(range) }) {
                report.error(place, "the break \(minutes) overlaps another break")
            }
            seen.append(range)
        }
    }

    private func readException(_ node: Node) -> CalendarException? {
        let keys = ["date", "from", "to", "closed", "reason", "name"]
        guard let fields = Fields(node, "an exception", keys: keys, report) else { return nil }
        let date = fields.requiredValue("date", "a date such as 2026-12-25", WallClockTexts.date)
        let flag = fields.flag("closed")
        guard flag != nil || !fields.has("closed") else { return nil }
        let closed = flag ?? false
        var minutes: MinuteRange?
        if fields.has("from") || fields.has("to") {
            let from = fields.requiredValue("from", "a time such as 13:00", WallClockTexts.minute)
            let to = fields.requiredValue("to", "a time such as 20:00", WallClockTexts.minuteOrEnd)
            guard let from, let to else { return nil }
            minutes = MinuteRange(from: from, to: to)
        } else if !closed {
            report.error(
                fields.place, "an exception that is not closed is an extra shift",
                hint: "expected \"from\" and \"to\", or \"closed: true\"")
            return nil
        }
        let name = fields.text("name", "the name of an extra shift")
        if let name, closed {
            report.error(name.place, "what is closed has no name", hint: "give a \"reason\"")
        }
        let reason = fields.text("reason", "a reason")?.string ?? ""
        guard let date else { return nil }
        return CalendarException(
            date: date, minutes: minutes, closed: closed, reason: reason,
            shift: closed ? nil : name?.string ?? Calendar.overtime)
    }

    private func readMaintenance(_ node: Node) -> LocalSpan? {
        guard let fields = Fields(node, "planned maintenance", keys: ["from", "to"], report) else {
            return nil
        }
        let example = "a date and time such as 2026-03-07T08:00"
        let from = fields.requiredValue("from", example, WallClockTexts.dateTime)
        let to = fields.requiredValue("to", example, WallClockTexts.dateTime)
        guard let from, let to else { return nil }
        guard (from.date.dayNumber, from.minute) < (to.date.dayNumber, to.minute) else {
            report.error(fields.place(of: "to"), "the maintenance does not end after it begins")
            return nil
        }
        return LocalSpan(
            fromDate: from.date, fromMinute: from.minute, toDate: to.date, toMinute: to.minute)
    }
}

extension MinuteRange: CustomStringConvertible {
    /// `12:00-12:45`.
    public var description: String {
        [from, to].map { "\(padded($0 / 60, 2)):\(padded($0 % 60, 2))" }.joined(separator: "-")
    }
}
