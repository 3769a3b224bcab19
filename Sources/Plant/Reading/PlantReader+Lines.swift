internal import Telemetry
internal import Yams

extension PlantReader {
    func readLine(_ id: Text, _ node: Node) {
        let keys = [
            "name", "broker", "calendar", "constraint", "output", "product", "target_oee",
            "work_units",
        ]
        guard let fields = Fields(node, "line \(id.string)", keys: keys, report) else { return }
        var line = Line(
            id: id.string, name: fields.name(fallback: id.string), broker: readBroker(fields) ?? 0,
            calendar: reference(fields, "calendar", to: calendarIDs), constraint: [], output: [],
            product: reference(fields, "product", to: productIDs),
            targetOEE: fields.value("target_oee", "a share such as 75 %", Quantities.share),
            workUnits: [])
        let units = readUnits(of: line, fields)
        line.workUnits = units.indices
        if !fields.has("calendar") {
            report.warning(
                id.place, "line \(line.id) has no calendar: all time is scheduled",
                hint: "give it a \"calendar\" so that nights and holidays do not count")
        }
        resolveTopology(of: &line, units, fields)
        lines.append(line)
    }

    private func readBroker(_ fields: Fields) -> Int? {
        if !fields.has("broker"), brokers.count == 1 { return 0 }
        return fields.requiredText("broker", "the identifier of a broker")
            .flatMap { brokerIDs.resolve($0, report) }
    }

    private func reference(_ fields: Fields, _ key: String, to catalog: Catalog) -> Int? {
        fields.text(key, "the identifier of a \(catalog.what)")
            .flatMap { catalog.resolve($0, report) }
    }

    private func readUnits(of line: Line, _ fields: Fields) -> LineUnits {
        var units = LineUnits(catalog: Catalog("work unit", of: "line \(line.id)"))
        var found: [(Text, Node)] = []
        readEntries(fields, "work_units", "a work unit", required: true) { found.append(($0, $1)) }
        for (offset, (id, _)) in found.enumerated() {
            units.catalog.add(id.string, index: workUnits.count + offset)
            units.indices.append(workUnits.count + offset)
            units.places.append(id.place)
        }
        for (id, node) in found { readUnit(id, node, of: line, units) }
        return units
    }

    private func readUnit(_ id: Text, _ node: Node, of line: Line, _ units: LineUnits) {
        let keys = [
            "name", "feeds", "minor_stop", "heartbeat", "stale_after", "prefer", "rates",
            "signals",
        ]
        let index = workUnits.count
        let path = "\(line.id)/\(id.string)"
        var unit = WorkUnit(
            id: id.string, path: path, name: LocalizedText(both: id.string), line: lines.count,
            feeds: [], minorStop: .time(300 * nanosecondsPerSecond), heartbeat: nil,
            staleAfter: nil, prefer: [.made, .scrap], rates: [], signals: [])
        workUnits.append(unit)
        guard let fields = Fields(node, "work unit \(path)", keys: keys, report) else { return }
        unit.name = fields.name(fallback: id.string)
        unit.feeds = references(fields, "feeds", units.catalog)
        if unit.feeds.isEmpty, fields.node("feeds")?.sequence?.isEmpty != true, fields.has("feeds")
        {
            unresolvedFeeds.insert(index)
        }
        unit.minorStop =
            fields.value("minor_stop", "a time or items: 5 min, 3 items", Quantities.minorStop)
            ?? unit.minorStop
        readSilence(&unit, fields)
        unit.rates = readRates(fields, of: index)
        let first = signals.count
        readEntries(fields, "signals", "a signal") { readSignal($0, $1, of: index, line.id) }
        unit.signals = Array(first..<signals.count)
        shareEventTimes(of: unit.signals, at: id.place)
        readPreference(&unit, fields)
        workUnits[index] = unit
        checkUnit(index, line, fields, at: id.place)
    }

    /// The work units of a line that a key lists, each once.
    func references(_ fields: Fields, _ key: String, _ catalog: Catalog) -> [Int] {
        guard let node = fields.node(key) else { return [] }
        var indices: [Int] = []
        for item in report.list(node, "work units") ?? [] {
            guard let text = report.text(item, "the identifier of a work unit"),
                let index = catalog.resolve(text, report)
            else { continue }
            guard !indices.contains(index) else {
                report.error(text.place, "\(quoted(text.string)) stands twice in \"\(key)\"")
                continue
            }
            indices.append(index)
        }
        return indices
    }

    private func readSilence(_ unit: inout WorkUnit, _ fields: Fields) {
        let example = "a time such as 10 s"
        unit.heartbeat = fields.value("heartbeat", example, Quantities.duration)
        unit.staleAfter = fields.value("stale_after", example, Quantities.duration)
        guard fields.has("heartbeat") else {
            if fields.has("stale_after") {
                report.error(
                    fields.place(ofKey: "stale_after"), "\"stale_after\" needs a \"heartbeat\"",
                    hint: "silence is judged only where a source promises signs of life")
            }
            return
        }
        guard let heartbeat = unit.heartbeat else { return }
        if let stale = unit.staleAfter, stale < heartbeat {
            report.error(
                fields.place(of: "stale_after"), "\"stale_after\" is shorter than the heartbeat",
                hint: "every pause between two signs of life would be silence")
        }
        unit.staleAfter = unit.staleAfter ?? 2 * heartbeat
    }

    private func readPreference(_ unit: inout WorkUnit, _ fields: Fields) {
        guard let node = fields.node("prefer") else { return }
        let words: [(String, CountKind)] = [("made", .made), ("good", .good), ("scrap", .scrap)]
        var kinds: [CountKind] = []
        for item in report.list(node, "two counts") ?? [] {
            guard let text = report.text(item, "made, good or scrap"),
                let kind = report.word(text, "a count that can be preferred", words)
            else { return }
            kinds.append(kind)
        }
        guard kinds.count == 2, Set(kinds).count == 2 else {
            report.error(
                Place(node.mark), "\"prefer\" names two different counts",
                hint: "expected two of made, good and scrap")
            return
        }
        unit.prefer = kinds
    }

    private func readRates(_ fields: Fields, of unit: Int) -> [Rate] {
        var rates: [Rate] = []
        guard let node = fields.node("rates") else { return [] }
        for item in report.list(node, "rates") ?? [] {
            guard let (rate, place) = readRate(item) else {
                unclearUnits.insert(unit)
                continue
            }
            if rates.contains(where: { $0.product == rate.product && $0.from == rate.from }) {
                report.error(
                    place,
                    "product \(products[rate.product].id) has two rates from the same instant on")
            }
            rates.append(rate)
        }
        return rates
    }

    private func readRate(_ node: Node) -> (Rate, Place)? {
        let keys = ["product", "item_time", "from", "by", "reason"]
        guard let fields = Fields(node, "a rate", keys: keys, report) else { return nil }
        let product = fields.requiredText("product", "the identifier of a product")
            .flatMap { productIDs.resolve($0, report) }
        let time = fields.requiredValue(
            "item_time", "a time per item such as 500 ms", Quantities.itemTime)
        let clock = clock
        let from = fields.requiredValue("from", "a date or time such as 2026-01-01") {
            text throws(Mismatch) in
            guard let instant = CivilTime(text)?.instant(clock) else {
                throw Mismatch(
                    problem: "is not a date or time",
                    hint: "expected 2026-01-01 or 2026-01-01T06:00")
            }
            return instant
        }
        let author = fields.requiredText("by", "who set the rate")
        let reason = fields.requiredText("reason", "why the rate was set")
        guard let product, let time, let from else { return nil }
        let rate = Rate(
            product: product, itemTime: time.nanoseconds, items: time.items, from: from,
            author: author?.string ?? "", reason: reason?.string ?? "")
        return (rate, fields.place(of: "from"))
    }
}

/// The work units of one line while it is read.
struct LineUnits {
    var catalog: Catalog
    /// Places in the plant's list.
    var indices: [Int] = []
    /// Where their identifiers stand.
    var places: [Place] = []
}
