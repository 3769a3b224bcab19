import Plant
import Telemetry

/// Which signals of a line over which window: what an address of the page says.
struct SignalQuery: Sendable {
    /// Index into the plant's lines.
    var line: Int
    /// Indices into the plant's signals; nil: all that are measured.
    var chosen: [Int]?
    var window: SignalWindow
    /// How many pixels the charts are wide.
    var columns: Int

    /// The most charts of one page; further signals are named and can be chosen.
    static let chartLimit = 12
    /// How many columns a page has that says nothing: as many as a phone has pixels.
    static let usualColumns = 300
    /// Between the narrowest and the widest screen.
    static let columnLimits = 60...WebLimits.points.value
    /// What an address may say.
    static let parameters: Set<String> = ["signal", "from", "to", "length", "columns", "lang"]

    /// Reads an address whose parameters are of ``parameters``; `horizon` is until when time has
    /// come.
    init(
        _ parameters: [String: String], line: Int, plant: Plant, horizon: Timestamp
    ) throws(WebError) {
        self.line = line
        let paths = parameters["signal"]?.split(separator: ",").map {
            "\(plant.lines[line].id)/\($0)"
        }
        if let paths { chosen = try plant.measured(paths) }
        window = try SignalWindow(
            from: parameters["from"], to: parameters["to"], length: parameters["length"],
            plant: plant, horizon: horizon)
        columns = try Self.count(
            parameters["columns"], name: "columns", limits: Self.columnLimits,
            usual: Self.usualColumns)
    }

    /// A number within limits.
    static func count(
        _ text: String?, name: String, limits: ClosedRange<Int>, usual: Int
    ) throws(WebError) -> Int {
        guard let text else { return usual }
        guard let count = Int(text), limits.contains(count) else {
            throw .badRequest(
                "\(name)_out_of_range",
                "\(name) is a whole number from \(limits.lowerBound) to \(limits.upperBound)",
                limit: Int(text).map { $0 > limits.upperBound } == true ? WebLimits.points : nil)
        }
        return count
    }

    /// What is shown: what was chosen, else all, as far as a page holds them.
    func shown(_ plant: Plant) -> [Int] {
        Array((chosen ?? plant.measured(line: line)).prefix(Self.chartLimit))
    }
}

extension SignalWindow {
    /// Reads a window: two instants, or a length that ends with the time that has come.
    init(
        from: String?, to: String?, length: String?, plant: Plant, horizon: Timestamp
    ) throws(WebError) {
        switch (from, to, length) {
        case (let from?, let to?, nil):
            let begin = try plant.instant(from)
            let end = try plant.instant(to)
            guard let begin, let end, let window = SignalWindow(from: begin, to: end) else {
                throw .badRequest(
                    "span_out_of_range", "signals are shown over 10 minutes to 31 days",
                    limit: begin.flatMap { begin in end.map { $0 - begin > Self.longest } } == true
                        ? WebLimits.signalDays : nil)
            }
            self = window
        case (nil, nil, let length):
            let asked = length.map(Self.length)
            guard let length = asked ?? Self.usual else {
                throw .badRequest("malformed_length", "length is like 90m, 8h or 7d")
            }
            self.init(upTo: horizon, length: length)
        default:
            throw .badRequest("incomplete_span", "give from and to, or length alone")
        }
    }

    /// `90m`, `8h` or `7d` in nanoseconds.
    private static func length(_ text: String) -> Int64? {
        let units: [Character: Int64] = ["m": minute, "h": hour, "d": day]
        guard let unit = text.last.flatMap({ units[$0] }), let count = Int64(text.dropLast()),
            (1...100_000).contains(count)
        else { return nil }
        return count * unit
    }
}

extension Plant {
    /// The signals of a line that have values along time, in order of the file.
    func measured(line: Int) -> [Int] {
        lines[line].workUnits.flatMap { workUnits[$0].signals }.filter { signals[$0].isMeasured }
    }

    /// The signals of paths (`line/unit/signal`).
    func measured(_ paths: [String]) throws(WebError) -> [Int] {
        var found: [Int] = []
        for path in paths {
            let index = signals.firstIndex { $0.path == path && $0.isMeasured }
            guard let index else {
                throw .badRequest(
                    "unknown_signal",
                    "there is no measurement, meter or actuator \"\(path.prefix(100))\"")
            }
            if !found.contains(index) { found.append(index) }
        }
        return found
    }
}

extension Signal {
    /// Whether it has values along time.
    var isMeasured: Bool {
        switch meaning {
        case .measurement, .meter, .actuator: true
        case .state, .mode, .counter, .product, .order, .reason: false
        }
    }
}
