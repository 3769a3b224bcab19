import Testing

/// The simulation finds each bug that is put in on purpose.
@Suite struct MutantTests {
    /// By how many seeds each must be found.
    private static let patience = 2_000

    /// Only where runs are asked for: without optimization it takes minutes.
    @Test(.enabled(if: Environment.number("LINESIDE_RUNS") != nil))
    func everyMutantIsFound() async throws {
        let template = try Template()
        let path = template.path
        let first = UInt64(Environment.number("LINESIDE_SEED") ?? 0)
        let all = UInt64(Mutant.allCases.count)
        let found = await Workers.reduce(0..<all, into: Found()) { found, index in
            let mutant = Mutant.allCases[Int(index)]
            var tally = SimulationTally()
            while tally.failures.isEmpty, tally.runs < Self.patience {
                tally.run(first + UInt64(tally.runs), mutant: mutant, template: path)
            }
            found.mutants.append((mutant, tally.runs, tally.failures.first?.text))
        }
        for (mutant, seeds, text) in found.mutants.sorted(by: { $0.0.rawValue < $1.0.rawValue }) {
            let line = text?.split(separator: "\n").first ?? "NOT FOUND"
            Environment.tell("mutant \(mutant.rawValue): \(seeds) seeds: \(line)")
            #expect(text != nil, "\(mutant.rawValue) is not found by \(seeds) seeds")
        }
        #expect(found.mutants.count >= 10)
    }

    private struct Found: Summable {
        var mutants: [(Mutant, seeds: Int, text: String?)] = []

        static func += (left: inout Found, right: Found) { left.mutants += right.mutants }
    }
}
