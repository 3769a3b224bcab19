extension Truth {
    /// The whole truth as JSON text; times in seconds are exact decimals.
    ///
    /// `published` and `acknowledged` count the messages of the run.
    public func json(line: String, published: Int, acknowledged: Int) -> [UInt8] {
        var out = TruthWriter(line: line, scenario: settings.scenario)
        out.text("{\n")
        out.header(of: self, published: published, acknowledged: acknowledged)
        out.rates(of: self)
        out.list("results", results)
        out.list("totals", totals)
        out.units(of: self)
        out.text("\n}\n")
        return out.bytes
    }
}

/// Writes the parts of the truth one after the other.
private struct TruthWriter {
    let line: String
    let scenario: Scenario
    var bytes: [UInt8] = []

    mutating func text(_ text: String) {
        bytes.append(text: text)
    }

    mutating func header(of truth: Truth, published: Int, acknowledged: Int) {
        let settings = truth.settings
        text(" \"scenario\": \"\(scenario.name)\", \"seed\": \(settings.seed),")
        text(" \"cycle_scale\": \(settings.cycleScale),")
        text(" \"counters_start\": \(settings.countersStart), \"convention\": \"iso22400\",\n")
        text(" \"start\": \"\(CivilTime.utc(settings.start))\",")
        text(" \"end\": \"\(CivilTime.utc(truth.end))\",")
        text(" \"start_ms\": \(settings.start), \"end_ms\": \(truth.end),\n")
        text(" \"messages\": {\"published\": \(published), \"acknowledged\": \(acknowledged)},\n")
    }

    mutating func rates(of truth: Truth) {
        let scale = truth.settings.cycleScale
        let rows = scenario.stations.map { station in
            let times = zip(scenario.products, station.itemTimes).map { product, time in
                "\"\(product)\": \(decimal(time * scale, places: 6))"
            }
            return "  \"\(line)/\(station.name)\": {\(times.joined(separator: ", "))}"
        }
        text(" \"item_time_ms\": {\n\(rows.joined(separator: ",\n"))},\n")
    }

    mutating func list(_ name: String, _ results: [Truth.Result]) {
        text(" \"\(name)\": [\n")
        text(results.map(object).joined(separator: ",\n"))
        text("],\n")
    }

    private func object(_ result: Truth.Result) -> String {
        let times = result.times
        let shift = result.shift.map { " \"shift\": \"\($0)\"," } ?? ""
        return """
              {"unit": "\(line)/\(name(result.unit))",\(shift) \
            "from": "\(CivilTime.utc(result.from))", "to": "\(CivilTime.utc(result.to))",
               "times_s": {"span": \(seconds(times.span)), \
            "not_scheduled": \(seconds(times.notScheduled)), \
            "planned_down": \(seconds(times.plannedDown)), "pbt": \(seconds(times.pbt)), \
            "apt": \(seconds(times.apt)), "aust": \(seconds(times.aust)), \
            "adet": \(seconds(times.adet)), "adot": \(seconds(times.adot)), \
            "unknown": \(seconds(times.unknown))},
               "pieces": {\(pieces(result.pieces)), "in_unknown": {\(pieces(.init()))}, \
            "outside_pbt": {\(pieces(result.outside))}},
               "ideal_s": {"made": \(decimal(result.idealMade, places: 9)), \
            "good": \(decimal(result.idealGood, places: 9))},
               "stops": \(result.stops), "minor_stops": \(result.minorStops), \
            "failures": \(result.failures)\(signals(result.signals))}
            """
    }

    private func name(_ unit: Int) -> String { scenario.stations[unit].name }

    private func pieces(_ pieces: Truth.Pieces) -> String {
        [("made", pieces.made), ("good", pieces.good), ("scrap", pieces.scrap), ("rework", 0)]
            .map { "\"\($0)\": \(decimal($1, places: scenario.decimals))" }
            .joined(separator: ", ")
    }

    mutating func units(of truth: Truth) {
        let rows = truth.tracks.enumerated().map { unit, track in
            """
              "\(line)/\(name(unit))": {
               "states": \(states(of: track)),
               "orders": \(orders(of: track)),
               "pieces": \(pieces(of: track))}
            """
        }
        text(" \"units\": {\n\(rows.joined(separator: ",\n"))}")
    }

    private func states(of track: Recorder.Track) -> String {
        list(
            track.intervals.filter { $0.from < $0.to }.map {
                "[\($0.from),\($0.to),\"\($0.state.rawValue)\"]"
            })
    }

    private func orders(of track: Recorder.Track) -> String {
        list(
            track.orders.map { order in
                let number = order.number.map { "\"\(scenario.orders.prefix)\($0)\"" }
                return "[\(order.time),\"\(scenario.products[order.product])\",\(number ?? "null")]"
            })
    }

    private func pieces(of track: Recorder.Track) -> String {
        list(
            track.pieces.map { count in
                let counts = [count.made, count.scrap].map {
                    decimal($0, places: scenario.decimals)
                }
                let product = scenario.products[count.product]
                return "[\(count.second),\(counts[0]),\(counts[1]),\"\(product)\"]"
            })
    }

    private func list(_ items: [String]) -> String { "[\(items.joined(separator: ","))]" }

    /// Milliseconds as seconds, exactly and without empty decimals.
    private func seconds(_ time: Milliseconds) -> String { decimal(time, places: 3) }
}

/// A number in units of its last decimal place, exactly and without empty decimals.
func decimal(_ value: Int64, places: Int) -> String {
    let unit = powerOfTen(places)
    let whole = "\(value < 0 ? "-" : "")\(abs(value) / unit)"
    guard value % unit != 0 else { return whole }
    var digits: [UInt8] = []
    digits.append(number: abs(value) % unit, digits: places)
    while digits.last == UInt8(ascii: "0") { digits.removeLast() }
    return "\(whole).\(String(decoding: digits, as: UTF8.self))"
}
