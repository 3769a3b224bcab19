import Testing

@testable import Engine

/// The year whose totals are known beforehand.
@Suite struct YearTests {
    /// From 1 September 2022 to 31 August 2023.
    private static let year: ClosedRange<Int64> = 19_236...19_600

    private func year(seed: UInt64, silent: ClosedRange<Int64>? = nil) -> FundedYear {
        FundedYear(
            .init(
                from: Self.year.lowerBound, to: Self.year.upperBound, seed: seed, silent: silent))
    }

    /// The whole number behind a name in a payload, or the text; decimals without their point.
    private func member(_ name: String, of payload: String) -> String {
        guard let place = payload.firstRange(of: "\"\(name)\":") else { return "" }
        return payload[place.upperBound...].prefix { $0 != "," && $0 != "}" }
            .filter { $0 != "\"" && $0 != "." }
    }

    /// Adds the messages up by an arithmetic of its own.
    private func recount(_ year: FundedYear) -> (totals: FundedYear.Totals, messages: Int) {
        var totals = FundedYear.Totals()
        var (first, last): ([String: Int64], [String: Int64]) = ([:], [:])
        var runs: [String: Int64] = [:]
        var crews: [String: (number: Int64, since: Int64)] = [:]
        var (before, messages): (Int64, Int) = (0, 0)
        year.tell(line: "l") { said in
            messages += 1
            #expect(said.time >= before, "messages are in order of time")
            before = said.time
            for name in ["made", "scrap", "value"] {
                guard let value = Int64(member(name, of: said.payload)) else { continue }
                first[said.topic + name] = first[said.topic + name] ?? value
                last[said.topic + name] = value
            }
            if let number = Int64(member("operators", of: said.payload)) {
                let before = crews.updateValue((number, said.time), forKey: said.topic)
                totals.operators += before.map { $0.number * (said.time - $0.since) / 1000 } ?? 0
            }
            let state = member("state", of: said.payload)
            guard state != "" else { return }
            if let since = runs.removeValue(forKey: said.topic) {
                totals.production += (said.time - since) / 1000
            }
            if state == "RUN" { runs[said.topic] = said.time }
        }
        for (name, value) in last {
            let rise = value - (first[name] ?? 0)
            if name.hasSuffix("made") { totals.made += rise }
            if name.hasSuffix("scrap") { totals.scrap += rise }
            if name.hasSuffix("value") { totals.energy += rise }
        }
        return (totals, messages)
    }

    /// Each year from September to August has the totals by itself.
    @Test func everyYearHasItsOwnTotals() {
        let years = FundedYear(.init(from: Self.year.lowerBound, to: 19_966, seed: 4))
        #expect(years.totals.days == 600 && years.totals.made == 2 * 49_766_400)
        let first = years.days.filter { Self.year.contains($0.day) }.flatMap(\.machines)
        #expect(first.count == 600 && first.reduce(0) { $0 + $1.made } == 49_766_400)
        #expect(first.reduce(0) { $0 + $1.scrap } == 746_496)
    }

    @Test(arguments: 1...3 as ClosedRange<UInt64>)
    func addsUpToTheWorkedExample(seed: UInt64) {
        let year = year(seed: seed)
        let (told, (found, _)) = (year.tell(line: "l") { _ in }, recount(year))
        #expect(told == year.totals)
        #expect((told.days, told.planned) == (300, 576_000 * 60))
        #expect((found.production, told.production) == (460_800 * 60, 460_800 * 60))
        #expect((found.made, found.scrap) == (49_766_400, 746_496))
        #expect(found.energy == 209_018_880)
        #expect((found.operators, told.operators) == (32_910 * 3600, 32_910 * 3600))
    }

    @Test func theSameSeedTellsTheSame() {
        var texts: [[String]] = [[], [], []]
        for (place, seed) in [7, 7, 8].enumerated() {
            let settings = FundedYear.Settings(from: 19_236, to: 19_240, seed: UInt64(seed))
            FundedYear(settings).tell(line: "l") { texts[place].append($0.line) }
        }
        #expect(texts[0] == texts[1] && texts[0] != texts[2])
    }

    @Test func silenceLeavesTheMeterAlone() {
        let silent: ClosedRange<Int64> = 19_300...19_319
        let (whole, part) = (recount(year(seed: 1)), recount(year(seed: 1, silent: silent)))
        #expect(part.messages < whole.messages)
        #expect(part.totals.energy == whole.totals.energy)
        year(seed: 1, silent: silent).tell(line: "l") { said in
            let day = (said.time + FundedYear.offset) / ShiftCalendar.day
            #expect(!silent.contains(day) || said.topic == "l/site/energy")
        }
    }
}
