import ArgumentParser
import Discovery
import Foundation
import Plant
import Production
import Reporting
import Storage
import StorageSQLite
import Telemetry

/// From what was heard to a proposal with the figures it would give.
///
/// The proposal is run over what was heard, through the whole path; from the facts come the
/// demonstrated rates, and with these the figures. Facts hold neither rates nor heartbeats, so once
/// is enough.
struct Study {
    private(set) var proposal: Proposal
    /// The figures the proposal would give, a line each.
    private(set) var outlook: [String] = []
    private(set) var report: FigureReport?
    private let source: any RecordingSource
    private let zone: Plant
    private let broker: [(key: String, value: String)]
    private let folder: String

    init(
        source: any RecordingSource, plant: Plant, broker: [(key: String, value: String)],
        folder: String
    ) {
        self.source = source
        zone = plant
        self.broker = broker
        self.folder = folder
        proposal = Proposal(Hearing())
    }

    mutating func run() throws {
        var hearing = Hearing()
        try source.forEach { entry in
            guard case .message(let message) = entry else { return }
            hearing.hear(
                topic: String(decoding: message.topic, as: UTF8.self), payload: message.payload,
                at: message.at, isRetained: message.retained)
        }
        proposal = Proposal(hearing)
        guard !proposal.isEmpty else { return }
        let replayer = try Replayer(plant: try plant(), folder: folder)
        var signs = SignsOfLife(proposal)
        try source.forEach { entry in
            if case .message(let message) = entry {
                signs.note(String(decoding: message.topic, as: UTF8.self), at: message.at)
            }
            try replayer.take(entry)
        }
        try replayer.finish()
        if let span = proposal.heard.span { proposal.apply(signs, heard: span) }
        try findRates(replayer.store)
        try look(replayer.store)
    }

    /// The plant that the proposal describes.
    private func plant() throws -> Plant {
        do {
            return try Plant.read(yaml: text, file: "proposal")
        } catch {
            throw failure(.failure, "the proposal is not valid: \(error.description)")
        }
    }

    /// The proposal as a plant file.
    var text: String {
        let span = proposal.heard.span
        let from = span.map { local($0.from) } ?? "—"
        return PlantFile.text(
            of: proposal,
            settings: PlantFile.Settings(
                broker: broker, timeZone: zone.timeZone,
                ratesFrom: span.map { "\(zone.localDate(of: $0.from))" } ?? "2000-01-01",
                heardFrom: from, heardTo: span.map { local($0.to) } ?? "—"),
            outlook: outlook)
    }

    private func local(_ instant: Timestamp) -> String {
        Timestamp(clampingSeconds: instant.nanoseconds / nanosecondsPerSecond).rfc3339
    }

    /// The best window of every product on every work unit.
    private mutating func findRates(_ store: SQLiteStore) throws {
        guard let heard = proposal.heard.span else { return }
        let figures = Figures(plant: try plant(), store: store)
        let windows = DemonstratedBest.windows(in: heard)
        var unit = 0
        for line in proposal.lines.indices {
            for place in proposal.lines[line].units.indices {
                defer { unit += 1 }
                guard proposal.lines[line].units[place].isCounting else { continue }
                let made = try figures.figures(unit: unit, over: windows.map { ($0, nil) })
                    .map { $0.sums.byProduct.mapValues(\.made) }
                proposal.setRates(
                    DemonstratedBest.rates(made, window: windows.first?.duration ?? 0),
                    line: line, unit: place)
            }
        }
    }

    private mutating func look(_ store: SQLiteStore) throws {
        let plant = try plant()
        let query = KPIQuery(figures: Figures(plant: plant, store: store), store: store)
        let report = try query.report(unit: nil, from: nil, to: nil, by: nil)
        self.report = report
        outlook = report.figures.map { figure in
            let kpis: [KPI] = [.availability, .effectiveness, .quality, .oee]
            let texts = zip(["A", "E", "Q", "OEE"], kpis).map { name, kpi in
                "\(name) \(percent(figure.sums.kpi(kpi)))"
            }
            let reason = figure.sums.kpi(.oee).reason.map { " (\($0.text(plant)))" } ?? ""
            return "\(figure.unit): \(texts.joined(separator: ", "))\(reason), coverage 數據覆蓋率 "
                + "\(percent(figure.sums.kpi(.coverage))), bounds 上下限 "
                + "\(percent(figure.sums.kpi(.oeeLow))) – \(percent(figure.sums.kpi(.oeeHigh)))"
        }
    }

    private func percent(_ value: KPIValue) -> String {
        value.ratio.map { String(format: "%.1f %%", $0 * 100) } ?? "—"
    }

    /// The same, for programs.
    var json: JSON {
        guard case .object(let members) = proposal.json else { return .null }
        let figures = report.flatMap { report in (try? plant()).map { report.json($0) } }
        return .object(members + [("figures", figures ?? .null), ("plant_yaml", .string(text))])
    }
}
