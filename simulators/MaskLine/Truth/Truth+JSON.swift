extension Truth {
    /// The whole truth as JSON text; times in seconds are exact decimals.
    ///
    /// `published` and `acknowledged` count the messages of the run.
    public func json(line: String, published: Int, acknowledged: Int) -> [UInt8] {
        var out = TruthWriter(line: line)
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
    var bytes: [UInt8] = []

    mutating func text(_ text: String) {
        bytes.append(text: text)
    }

    mutating func header(of truth: Truth, published: Int, acknowledged: Int) {
        let settings = truth.settings
        text(" \"seed\": \(settings.seed), \"cycle_scale\": \(settings.cycleScale),")
        text(" \"counters_start\": \(settings.countersStart), \"convention\": \"iso22400\",\n")
        text(" \"start\": \"\(CivilTime.utc(settings.start))\",")
        text(" \"end\": \"\(CivilTime.utc(truth.end))\",")
        text(" \"start_ms\": \(settings.start), \"end_ms\": \(truth.end),\n")
        text(" \"messages\": {\"published\": \(published), \"acknowledged\": \(acknowledged)},\n")
    }

    mutating func rates(of truth: Truth) {
        let scale = truth.settings.cycleScale
        let rows = WorkUnit.allCases.map { unit in
            let times = Product.allCases.map {
                "\"\($0.rawValue)\": \(PlannedTime.perPiece($0, on: unit, cycleScale: scale))"
            }
            return "  \"\(line)/\(unit.name)\": {\(times.joined(separator: ", "))}"
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
              {"unit": "\(line)/\(result.unit.name)",\(shift) \
            "from": "\(CivilTime.utc(result.from))", "to": "\(CivilTime.utc(result.to))",
               "times_s": {"span": \(seconds(times.span)), "not_scheduled": 0, \
            "planned_down": \(seconds(times.plannedDown)), "pbt": \(seconds(times.pbt)), \
            "apt": \(seconds(times.apt)), "aust": \(seconds(times.aust)), \
            "adet": \(seconds(times.adet)), "adot": 0, "unknown": 0},
               "pieces": {\(pieces(result.pieces)), "in_unknown": {\(pieces(.init()))}, \
            "outside_pbt": {\(pieces(result.outside))}},
               "ideal_s": {"made": \(seconds(result.idealMade)), \
            "good": \(seconds(result.idealGood))},
               "stops": \(result.stops), "minor_stops": \(result.minorStops), \
            "failures": \(result.failures)}
            """
    }

    private func pieces(_ pieces: Truth.Pieces) -> String {
        "\"made\": \(pieces.made), \"good\": \(pieces.good), \"scrap\": \(pieces.scrap), "
            + "\"rework\": 0"
    }

    mutating func units(of truth: Truth) {
        text(" \"units\": {")
        for unit in WorkUnit.allCases {
            let track = truth.tracks[unit.rawValue]
            text(unit == .body ? "\n" : ",\n")
            text("  \"\(line)/\(unit.name)\": {\n   \"states\": [")
            join(track.intervals.filter { $0.from < $0.to }) {
                "[\($0.from),\($0.to),\"\($0.state.rawValue)\"]"
            }
            text("],\n   \"orders\": [")
            join(track.orders) { "[\($0.time),\"\($0.product.rawValue)\",\"WO-\($0.number)\"]" }
            text("],\n   \"pieces\": [")
            join(track.pieces) {
                "[\($0.second),\($0.made),\($0.scrap),\"\($0.product.rawValue)\"]"
            }
            text("]}")
        }
        text("}")
    }

    private mutating func join<Element>(_ items: [Element], _ text: (Element) -> String) {
        for (index, item) in items.enumerated() {
            if index > 0 { self.text(",") }
            self.text(text(item))
        }
    }

    /// Milliseconds as seconds, exactly and without empty decimals.
    private func seconds(_ time: Milliseconds) -> String {
        let whole = time / 1000
        let rest = time % 1000
        guard rest != 0 else { return "\(whole)" }
        var digits: [UInt8] = []
        digits.append(number: rest, digits: 3)
        while digits.last == UInt8(ascii: "0") { digits.removeLast() }
        return "\(whole).\(String(decoding: digits, as: UTF8.self))"
    }
}
