internal import Foundation
import Plant
import Storage
import Telemetry

/// The same questions to stores of several sizes, in turns.
struct GrowthComparison {
    /// What is asked, of days that are picked anew each time.
    enum Question: String, CaseIterable {
        case unitDay = "a day of a unit"
        case unitShift = "a shift of a unit"
        case lineDay = "a day of a line of five"
        case lineShift = "a shift of a line of five"
        case stops = "the stops of a day of a line"
        case meter = "a day of a meter"
    }

    /// Where in the store's time.
    enum Age: String, CaseIterable {
        case oldest, middle, newest
    }

    /// Facts in each store, the smallest first.
    let sizes: [Int]
    /// Median microseconds by question, age and store.
    private(set) var costs: [Question: [Age: [Double]]] = [:]

    /// Asks.
    init(_ stores: [FilledStore], rounds: Int) throws {
        sizes = stores.map(\.facts)
        var random = SystemRandomNumberGenerator()
        for question in Question.allCases {
            for age in Age.allCases {
                var times = stores.map { _ in [Double]() }
                for round in 0..<(rounds + 3) {
                    for (place, store) in stores.enumerated() {
                        let day = Self.day(of: age, in: store, &random)
                        let unit = Int.random(in: 0..<FilledStore.unitCount, using: &random)
                        let begin = ContinuousClock.now
                        try Self.ask(question, unit: unit, day: day, of: store)
                        let time = (ContinuousClock.now - begin) / .microseconds(1)
                        // The first ones prepare statements.
                        if round >= 3 { times[place].append(time) }
                    }
                }
                costs[question, default: [:]][age] = times.map(Self.median)
            }
        }
    }

    /// How much more a question costs in a store than in the smallest, at worst over all ages.
    func ratio(_ question: Question, store: Int) -> Double {
        (costs[question] ?? [:]).values.map { $0[store] / $0[0] }.max() ?? .infinity
    }

    /// Shows the result.
    func report() {
        for question in Question.allCases {
            for age in Age.allCases {
                let times = (costs[question]?[age] ?? []).map { String(Int($0.rounded())) }
                writeLine(
                    "\(question.rawValue), \(age.rawValue): \(times.joined(separator: " → ")) µs")
            }
            let ratios = sizes.indices.dropFirst().map { Self.text(ratio(question, store: $0)) }
            writeLine("\(question.rawValue): ratio at worst \(ratios.joined(separator: ", "))")
        }
    }

    private static func day(
        of age: Age, in store: FilledStore, _ random: inout SystemRandomNumberGenerator
    ) -> Int {
        // A tenth of the time each, but no more than a hundred days.
        let width = max(1, min(100, store.days / 10))
        let offset = Int.random(in: 0..<width, using: &random)
        return switch age {
        case .oldest: offset
        case .middle: min(store.days - 1, store.days / 2 + offset)
        case .newest: store.days - 1 - offset
        }
    }

    private static func ask(
        _ question: Question, unit: Int, day: Int, of store: FilledStore
    ) throws {
        let figures = store.figures
        switch question {
        case .unitDay: _ = try figures.figures(unit: unit, over: [(store.day(day), nil)])
        case .unitShift: _ = try figures.figures(unit: unit, over: [(store.shift(day), nil)])
        case .lineDay: _ = try figures.figures(line: unit / 5, over: [(store.day(day), nil)])
        case .lineShift: _ = try figures.figures(line: unit / 5, over: [(store.shift(day), nil)])
        case .stops:
            let units = figures.plant.lines[unit / 5].constraint
            _ = try figures.stops(units: units, over: store.day(day))
        case .meter:
            _ = try figures.consumption(
                meter: figures.plant.meters[unit], over: store.day(day))
        }
    }

    private static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        return sorted.isEmpty ? 0 : sorted[sorted.count / 2]
    }

    static func text(_ ratio: Double) -> String { String(format: "%.2f", ratio) }
}

/// The stored limit of the ratios large store / small store.
struct GrowthThresholds: Decodable {
    /// What is wanted, and what is let through.
    struct Ratio: Decodable {
        let goal: Double
        let limit: Double
    }

    let tenfold: Ratio

    static func stored() throws -> GrowthThresholds {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Thresholds/growth.json")
        return try JSONDecoder().decode(GrowthThresholds.self, from: Data(contentsOf: file))
    }

    /// One sentence for each question that is over the limit.
    func failures(_ comparison: GrowthComparison) -> [String] {
        GrowthComparison.Question.allCases.compactMap { question in
            let ratio = comparison.ratio(question, store: comparison.sizes.count - 1)
            guard ratio > tenfold.limit else { return nil }
            return
                "\(question.rawValue): \(GrowthComparison.text(ratio)) × for ten times the facts, "
                + "limit \(tenfold.limit), goal \(tenfold.goal)"
        }
    }
}
