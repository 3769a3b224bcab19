import Hummingbird
import Plant
import Production
import Reporting
import Storage
import Telemetry

/// The page of signals, and `/api/v1/signals`: signals along time, decimated here.
struct SignalEndpoint: Sendable {
    /// How many points a signal of the API has, and how many where nothing is asked for.
    static let pointLimits = 1...WebLimits.points.value
    /// Where nothing is asked for.
    static let usualPoints = 300
    /// The most signals of one answer.
    static let signalLimit = WebLimits.signals.value

    let context: WebContext
    let gate: QueryGate

    /// The page of a line.
    func page(_ request: Request, line: Int) async throws -> Response {
        let wording = Wording(try request.checkedLanguage(), context.plant)
        let parameters = try request.parameters(SignalQuery.parameters)
        let context = context
        return .page(
            try await gate.pass {
                let horizon = try Self.horizon(context, line: line)
                let query = try SignalQuery(
                    parameters, line: line, plant: context.plant, horizon: horizon)
                return try SignalPage(
                    query: query, wording: wording, horizon: horizon, context: context
                ).page
            })
    }

    /// Columns of signals.
    func answer(_ request: Request) async throws -> Response {
        let parameters = try request.parameters(["signal", "from", "to", "length", "points"])
        guard let paths = parameters["signal"]?.split(separator: ",").map(String.init) else {
            throw WebError.badRequest("missing_signal", "give signal=line/unit/signal,…")
        }
        let signals = try context.plant.measured(paths)
        guard signals.count <= Self.signalLimit else {
            throw WebError.badRequest(
                "too_many_signals", "at most \(Self.signalLimit) signals at once",
                limit: WebLimits.signals)
        }
        let points = try SignalQuery.count(
            parameters["points"], name: "points", limits: Self.pointLimits,
            usual: Self.usualPoints)
        let context = context
        return .json(
            try await gate.pass {
                .object([
                    (
                        "signals",
                        .array(
                            try signals.map {
                                try Self.json($0, parameters, points: points, context)
                            })
                    )
                ])
            })
    }

    private static func json(
        _ signal: Int, _ parameters: [String: String], points: Int, _ context: WebContext
    ) throws -> JSON {
        let plant = context.plant
        let line = plant.workUnits[plant.signals[signal].workUnit].line
        let horizon = try horizon(context, line: line)
        let window = try SignalWindow(
            from: parameters["from"], to: parameters["to"], length: parameters["length"],
            plant: plant, horizon: horizon)
        let reader = SignalReader(
            plant: plant, figures: context.figures, store: context.store, span: window.span,
            horizon: horizon, columns: points)
        return try reader.series(signal)?.json(plant, horizon: horizon, span: window.span) ?? .null
    }

    private static func horizon(_ context: WebContext, line: Int) throws -> Timestamp {
        try context.figures.horizon(line: line) ?? context.now()
    }
}

extension SignalPage {
    /// Reads what the page shows.
    fileprivate init(
        query: SignalQuery, wording: Wording, horizon: Timestamp, context: WebContext
    ) throws {
        let plant = context.plant
        let span = query.window.span
        let reader = SignalReader(
            plant: plant, figures: context.figures, store: context.store, span: span,
            horizon: horizon, columns: query.columns)
        let series = try query.shown(plant).compactMap { try reader.series($0) }
        let schedule = plant.schedule(line: query.line, over: span)
        var timelines: [Int: StateTimeline] = [:]
        for unit in Set(series.map { plant.signals[$0.signal].workUnit }) {
            let conditions = try context.figures.conditions(unit: unit, over: span)
            timelines[unit] = StateTimeline(
                conditions: conditions, schedule: schedule, span: span, horizon: horizon)
        }
        self.init(
            wording: wording, query: query, horizon: horizon, series: series,
            energy: try reader.energy(line: query.line), timelines: timelines)
    }
}
