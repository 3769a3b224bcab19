extension FundedYear {
    /// A message of the year.
    public struct Said: Sendable {
        /// When, in milliseconds since 1970.
        public var time: Milliseconds
        /// The topic.
        public var topic: String
        /// The payload: JSON.
        public var payload: String
    }

    /// How long a message is on its way.
    static let delay: Milliseconds = 100
    /// The longest time between two messages of a machine that works.
    static let tick: Int64 = 900

    /// Tells every message in order of time, its topic under a first level, and gives what they add
    /// up to.
    @discardableResult
    public func tell(line: String, _ body: (Said) throws -> Void) rethrows -> Totals {
        var counters = Counters()
        var told = Totals()
        var working = days[...]
        for day in settings.from...settings.to {
            try body(meter(counters, line: line, at: midnight(day)))
            guard let today = working.first, today.day == day else { continue }
            working.removeFirst()
            told.days += 1
            var said: [Said] = []
            for (place, machine) in today.machines.enumerated() {
                said += self.said(
                    machine, of: place, line: line, on: day, since: counters, &told)
            }
            said += logIns(line: line, on: day)
            if settings.silent?.contains(day) ?? false { said = [] }
            said += meters(today.machines, line: line, on: day, since: counters)
            let order = said.indices.sorted { (said[$0].time, $0) < (said[$1].time, $1) }
            for place in order { try body(said[place]) }
            for (place, machine) in today.machines.enumerated() {
                counters.made[place] += machine.made
                counters.scrap[place] += machine.scrap
                counters.energy += machine.energy
            }
        }
        try body(meter(counters, line: line, at: midnight(settings.to + 1)))
        told.energy = counters.energy - Counters().energy
        told.operators = told.days * LogIns.time
        return told
    }

    /// The line of `messages.jsonl` with which it ends: a minute after the last local day.
    public var endLine: String {
        let end = midnight(settings.to + 1) + ShiftCalendar.minute
        return #"{"at":"\#(CivilTime.local(end, offset: Self.offset))","end":true}"#
    }

    private func midnight(_ day: Int64) -> Milliseconds { day * ShiftCalendar.day - Self.offset }

    /// What the counters show at the beginning of a day.
    struct Counters {
        var made: [Int64] = [1_000_000, 2_000_000]
        var scrap: [Int64] = [10_000, 20_000]
        var energy: Int64 = 5_000_000
    }

    private func said(
        _ machine: MachineDay, of place: Int, line: String, on day: Int64, since: Counters,
        _ told: inout Totals
    ) -> [Said] {
        let open = midnight(day) + Self.opens
        let unit = Self.machines[place]
        var said: [Said] = []
        var (clock, produced): (Int64, Int64) = (0, 0)
        func status(_ word: String, at second: Int64, produced: Int64) {
            let made = since.made[place] + machine.made * produced / machine.production
            let scrap = since.scrap[place] + machine.scrap * produced / machine.production
            let time = open + second * 1000
            said.append(
                Said(
                    time: time, topic: "\(line)/\(unit)/status",
                    payload:
                        #"{"ms":\#(time),"state":"\#(word)","made":\#(made),"scrap":\#(scrap)}"#))
        }
        func alarm(_ code: String?, at second: Int64) {
            let time = open + second * 1000
            let text = code.map { "\"\($0)\"" } ?? "null"
            said.append(
                Said(
                    time: time, topic: "\(line)/\(unit)/alarm",
                    payload: #"{"ms":\#(time),"code":\#(text)}"#))
        }
        for (index, length) in machine.lengths.enumerated() {
            let stop = index.isMultiple(of: 2) ? nil : machine.stops[index / 2]
            let word = stop?.state ?? "RUN"
            status(word, at: clock, produced: produced)
            if let stop { alarm(stop.rawValue, at: clock) }
            for second in Self.readings(from: clock, to: clock + length) {
                let since = stop == nil ? second - clock : 0
                status(word, at: second, produced: produced + since)
            }
            clock += length
            if stop == nil {
                produced += length
                // The last mask falls a second before the machine stops.
                status(word, at: clock - 1, produced: produced)
            } else {
                alarm(nil, at: clock)
            }
        }
        status("OFF", at: clock, produced: produced)
        told.planned += clock
        told.production += produced
        told.made += machine.made
        told.scrap += machine.scrap
        return said
    }

    /// When a machine speaks within a run or stop: at every tick, and a second before the shifts
    /// change.
    private static func readings(from clock: Int64, to end: Int64) -> [Int64] {
        let first = clock - clock % tick + tick
        let ticks = Array(stride(from: first, to: end, by: Int(tick)))
        let edge = Totals.day / 2 - 1
        return clock < edge && edge < end ? (ticks + [edge]).sorted() : ticks
    }

    private func meters(
        _ machines: [MachineDay], line: String, on day: Int64, since: Counters
    ) -> [Said] {
        stride(from: 0, through: Totals.day, by: Int(Self.tick)).map { second in
            var now = since
            for machine in machines { now.energy += machine.energy * second / Totals.day }
            return meter(now, line: line, at: midnight(day) + Self.opens + second * 1000)
        }
    }

    /// How many are logged in at each machine: at every other tick, and when it changes.
    private func logIns(line: String, on day: Int64) -> [Said] {
        zip(Self.machines, LogIns.numbers).flatMap { unit, crew in
            let ticks = Set(stride(from: 0, to: Totals.day, by: Int(2 * Self.tick)))
            return ticks.union([crew.lateUntil, Totals.day]).sorted().map { second in
                let time = midnight(day) + Self.opens + second * 1000
                return Said(
                    time: time, topic: "\(line)/\(unit)/operators",
                    payload: #"{"ms":\#(time),"operators":\#(crew.number(at: second))}"#)
            }
        }
    }

    private func meter(_ counters: Counters, line: String, at time: Milliseconds) -> Said {
        var value: [UInt8] = []
        value.append(number: counters.energy, decimals: 3)
        return Said(
            time: time, topic: "\(line)/site/energy",
            payload: #"{"ms":\#(time),"value":\#(String(decoding: value, as: UTF8.self))}"#)
    }
}

extension FundedYear.Said {
    /// The message as a line of `messages.jsonl`, a moment after it was sent.
    public var line: String {
        let at = CivilTime.local(time + FundedYear.delay, offset: FundedYear.offset)
        return #"{"at":"\#(at)","topic":"\#(topic)","payload":\#(payload)}"#
    }
}
