import Plant
import Production
import Storage
import Telemetry

@testable import Pipeline

/// What must hold when all faults are over and everything is stored.
struct Judgement {
    /// Publications of quality of service 1 that the broker took.
    private(set) var published = 0
    /// Those among them that we never had: the broker lost them.
    private(set) var lostByBroker: [Int] = []
    /// Those that the broker sent again without saying so, or that nobody can tell apart.
    private(set) var doubledByBroker = 0
    private(set) var redelivered = 0
    private(set) var records: UInt64 = 0

    private let simulation: Simulation
    private let journal: JournalStory
    private let trial: Trial

    /// - Throws: ``Simulation/Failure`` where something does not hold.
    init(_ simulation: Simulation) throws {
        self.simulation = simulation
        journal = try JournalStory(simulation)
        var story = simulation.story
        story.messages = journal.messages
        trial = try Trial(story, plant: simulation.place.plant)
        simulation.world.trace(story.reproduction)
        records = journal.lastRecord
        try judgeMessages()
        try judgeCounts()
        try judgeFacts()
    }

    private func check(_ holds: Bool, _ text: @autoclosure () -> String) throws {
        if !holds { throw Simulation.Failure(text()) }
    }

    /// What we acknowledged is in the journal and counts once.
    private mutating func judgeMessages() throws {
        let broker = simulation.network.broker
        var counted: [Int: Int] = [:]
        var had: Set<Int> = []
        /// Otherwise than as a retained message.
        var came: Set<Int> = []
        for delivery in journal.deliveries {
            had.insert(delivery.handed.number)
            guard delivery.handed.isQoS1, !delivery.handed.isRetained else { continue }
            came.insert(delivery.handed.number)
            switch delivery.fate {
            case .counted: counted[delivery.handed.number, default: 0] += 1
            case .redelivered: redelivered += 1
            case .quarantined, .rejected: break
            }
        }
        for number in broker.acknowledged.sorted() {
            guard !had.contains(number) else { continue }
            throw Simulation.Failure("message \(number) was acknowledged and is lost", lost: 1)
        }
        for publication in simulation.publications {
            let number = publication.posted.number
            guard publication.posted.isQoS1, case .value(let message) = publication.kind,
                !message.isRetained
            else { continue }
            published += 1
            if !came.contains(number) {
                try check(broker.lost.contains(number), "message \(number) never came")
                lostByBroker.append(number)
                continue
            }
            let times = counted[number, default: 0]
            guard times != 1 else { continue }
            let isDoubled = times > 1 && broker.forgotten.contains(number)
            guard !isDoubled, !journal.alike.contains(number) else {
                doubledByBroker += 1
                continue
            }
            throw Simulation.Failure(
                "message \(number) counts \(times) times and not once", lost: times == 0 ? 1 : 0,
                doubled: times > 1 ? 1 : 0)
        }
    }

    /// The laws of conservation, against what was really delivered.
    private func judgeCounts() throws {
        let lanes = try simulation.store.lanes()
        guard let state = lanes["b"] else { throw Simulation.Failure("there is no lane") }
        try check(
            state.position == journal.lastRecord,
            "stored up to \(state.position) and not \(journal.lastRecord)")
        try check(state.isBalanced && state.counts.isBalanced, "the balances do not hold")
        try check(
            !simulation.store.isLateEventUsedTwice, "what came late was folded again twice")
        func count(_ isRight: (JournalStory.Fate) -> Bool) -> UInt64 {
            UInt64(journal.deliveries.count { isRight($0.fate) })
        }
        let expected: [(Tally, UInt64)] = [
            (.received, UInt64(journal.deliveries.count)),
            (.decoded, count { $0 == .counted }), (.redelivered, count { $0 == .redelivered }),
            (.quarantined, count { $0 == .quarantined }), (.rejected, count { $0 == .rejected }),
            (.unbound, 0), (.samples, count { $0 == .counted }),
        ]
        for (tally, number) in expected {
            try check(
                state.counts[tally] == number, "\(state.counts[tally]) \(tally) and not \(number)")
        }
        let quarantined = try simulation.store.quarantine().reduce(0) { $0 + $1.count }
        let refused = count { $0 == .quarantined || $0 == .rejected }
        try check(
            quarantined == refused, "\(quarantined) in quarantine and not \(refused)")
    }

    /// Facts are those of a fold without a break, figures those of the oracle.
    private func judgeFacts() throws {
        var fold = trial.fold()
        let clean = try StoredFacts(&fold, trial)
        let names = PlantNames(trial.plant)
        var stored: [Int: [Fact]] = [:]
        for (subject, path) in names.subjects.enumerated() {
            let facts = try simulation.store.facts(
                unit: path, knownIn: -(1 << 40)...Int64.max, names: names)
            stored[subject] = facts
            let sheet = FactSheet(facts)
            if let different = sheet.difference(from: FactSheet(clean[subject])) {
                throw Simulation.Failure("facts of \(path) and of a clean fold:\n\(different)")
            }
        }
        let ages = try AgeSheet(simulation.store, trial.plant)
        let different = ages.difference(from: AgeSheet(trial.story, trial.plant))
        try check(different == nil, "ages of values: \(different ?? "")")
        let state = try simulation.store.lanes()["b"]
        try check(
            state?.counts.lateSetAside == fold.counts.lateSetAside,
            "\(state?.counts.lateSetAside ?? 0) set aside and not \(fold.counts.lateSetAside)")
        let facts = StoredFacts(facts: stored)
        try judgeDurations(facts)
        // The oracle knows no clock that steps.
        guard !simulation.hasSteppedClock else { return }
        if simulation.network.broker.tellsAge {
            try BrokerTruth(simulation, trial.story).judge(lost: lostByBroker, facts)
        }
        let contradiction = try Property.contradiction(
            of: facts, lateSetAside: fold.counts.lateSetAside, trial)
        try check(contradiction == nil, "the oracle: \(contradiction ?? "")")
    }

    /// Whatever the clocks did, no time is negative and none is missing.
    private func judgeDurations(_ facts: StoredFacts) throws {
        for (unit, ask) in trial.questions {
            let span = trial.past(ask, trial.horizon())
            let sums = trial.evaluate(trial.view(unit, facts[unit], isCorrected: false), span).sums
            let parts = [
                sums.production, sums.setup, sums.delay, sums.down, sums.unknown,
                sums.notScheduled, sums.plannedDown,
            ]
            try check(parts.allSatisfy { $0 >= 0 }, "unit \(unit), \(ask): a negative duration")
            try check(
                parts.reduce(0, +) == span.duration, "unit \(unit), \(ask): time is lost")
        }
    }
}
