internal import Telemetry
internal import Yams

extension PlantReader {
    /// Fills in constraint and output, and refuses flows that cannot be.
    func resolveTopology(of line: inout Line, _ units: LineUnits, _ fields: Fields) {
        refuseCycles(units)
        let sinks = units.indices.filter {
            workUnits[$0].feeds.isEmpty && !unresolvedFeeds.contains($0)
        }
        line.constraint = references(fields, "constraint", units.catalog)
        line.output = references(fields, "output", units.catalog)
        for key in ["constraint", "output"] where fields.node(key)?.sequence?.isEmpty == true {
            report.error(fields.place(of: key), "\"\(key)\" names no work unit")
        }
        if !fields.has("output") { line.output = sinks }
        guard !fields.has("constraint") else { return warnOfUncounted(line, fields) }
        if sinks.count > 1 {
            let names = sinks.map { workUnits[$0].id }
            report.error(
                fields.place, "line \(line.id) lacks the key \"constraint\"",
                hint: "it has several ends: \(names.joined(separator: ", ")); "
                    + "name the work units that pace the line")
        }
        line.constraint = sinks
        warnOfUncounted(line, fields)
    }

    private func warnOfUncounted(_ line: Line, _ fields: Fields) {
        for index in line.constraint where !unclearUnits.contains(index) {
            let counts = workUnits[index].signals.contains {
                signals[$0].meaning.counter?.counts != nil
            }
            guard !counts else { continue }
            report.warning(
                fields.place(of: "constraint"),
                "\(workUnits[index].path) paces line \(line.id) but counts no pieces",
                hint: "the line has no OEE without a counter there")
        }
    }

    private func refuseCycles(_ units: LineUnits) {
        var state: [Int: Bool] = [:]  // false: on the way from the start, true: without a cycle
        for (start, place) in zip(units.indices, units.places) where state[start] == nil {
            var way = [(unit: start, next: 0)]
            state[start] = false
            while let (unit, next) = way.last {
                let feeds = workUnits[unit].feeds
                guard next < feeds.count else {
                    state[unit] = true
                    way.removeLast()
                    continue
                }
                way[way.count - 1].next += 1
                switch state[feeds[next]] {
                case nil:
                    state[feeds[next]] = false
                    way.append((feeds[next], 0))
                case false:
                    let cycle = way.map(\.unit).drop { $0 != feeds[next] } + [feeds[next]]
                    let names = cycle.map { workUnits[$0].id }.joined(separator: " → ")
                    report.error(place, "what flows out comes back: \(names)")
                default:
                    break
                }
            }
        }
    }

    /// What cannot be, or should be looked at, in a work unit as a whole.
    func checkUnit(_ index: Int, _ line: Line, _ fields: Fields, at place: Place) {
        let unit = workUnits[index]
        if unit.heartbeat == nil, !fields.has("heartbeat") {
            report.warning(
                place, "\(unit.path) has no heartbeat: silence is not judged",
                hint: "declare how often its source sends at least: heartbeat: 10 s")
        }
        // What could not be read would have meant something.
        guard !unclearUnits.contains(index) else { return }
        let meanings = unit.signals.map { signals[$0].meaning }
        let roles = unit.signals.compactMap { signals[$0].stateRole }
        if !roles.contains(.state) {
            report.warning(
                place, "\(unit.path) has no state signal: its time is unknown",
                hint: roles.isEmpty ? nil : "what it has only adds to a state signal")
        }
        checkCounts(unit, meanings, fields, at: place)
        checkProducts(unit, meanings, line, at: place)
    }

    private func checkCounts(
        _ unit: WorkUnit, _ meanings: [SignalMeaning], _ fields: Fields, at place: Place
    ) {
        let kinds = Set(meanings.compactMap(\.counter?.counts))
        guard !kinds.isEmpty else { return }
        if !kinds.contains(.made), !kinds.contains(.good) {
            report.error(
                fields.place(ofKey: "signals"),
                "\(unit.path) counts neither made nor good pieces: good cannot be derived",
                hint: "declare a counter of made or good pieces")
        } else if !kinds.contains(.good), !kinds.contains(.scrap) {
            report.warning(
                place, "\(unit.path) counts neither good pieces nor scrap: quality is not measured")
        } else if !kinds.contains(.made), !kinds.contains(.scrap) {
            report.warning(
                place, "\(unit.path) counts neither made pieces nor scrap: quality is not measured")
        }
        for kind in unit.prefer where fields.has("prefer") && !kinds.contains(kind) {
            report.warning(
                fields.place(of: "prefer"),
                "\"prefer\" names \(kind), which no counter of \(unit.path) counts")
        }
    }

    private func checkProducts(
        _ unit: WorkUnit, _ meanings: [SignalMeaning], _ line: Line, at place: Place
    ) {
        guard meanings.contains(where: { $0.counter?.counts != nil }) else { return }
        var running: Set<Int> = []
        for case .product(let words) in meanings { running.formUnion(words.values) }
        if let product = line.product { running.insert(product) }
        if running.isEmpty {
            report.warning(
                place, "\(unit.path) has no product: no rate applies, and there is no OEE",
                hint: "give the line a \"product\", or the work unit a product signal")
        }
        for product in running.sorted() where !unit.rates.contains(where: { $0.product == product })
        {
            report.warning(
                place, "\(unit.path) has no rate for product \(products[product].id)",
                hint: "its effectiveness and OEE stay empty while it runs")
        }
    }
}

extension SignalMeaning {
    /// How it counts, where it is a counter of pieces or a meter.
    public var counter: Counter? {
        switch self {
        case .counter(let counter), .meter(let counter, _): counter
        default: nil
        }
    }
}
