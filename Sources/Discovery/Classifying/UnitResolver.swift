import Plant
import Telemetry

/// Chooses among the fields of one work unit: what only one may say, one says.
struct UnitResolver {
    /// A field with the role it gets.
    struct Chosen {
        var subject: Subject
        var role: Role
        var confidence: Int
        var why: [Why]
    }

    private(set) var chosen: [Chosen] = []
    private(set) var rest: [(subject: Subject, why: Why)] = []
    /// By topic: where the event time is.
    private(set) var times: [String: TimeField] = [:]
    private var open: [Subject]

    init(_ subjects: [Subject]) {
        open = subjects
        takeTimes()
        takeOrdersBesideProducts()
        takeOne { if case .state = $0 { true } else { false } }
        takeOne { if case .mode = $0 { true } else { false } }
        takeCounters()
        takeOne { if case .product = $0 { true } else { false } }
        takeOne { if case .order = $0 { true } else { false } }
        takeOne { if case .reason = $0 { true } else { false } }
        takePairs()
        takeAll()
    }

    /// Whether it says what it does or counts what it makes.
    var isUnit: Bool {
        chosen.contains { chosen in
            switch chosen.role {
            case .state, .counter: true
            default: false
            }
        }
    }

    // MARK: One of each

    private mutating func takeTimes() {
        let marked = open.filter { if case .time? = $0.best?.role { true } else { false } }
        for (topic, rivals) in Dictionary(grouping: marked, by: \.topic.topic) {
            let best = rivals.max { $0.best?.confidence ?? 0 < $1.best?.confidence ?? 0 }
            guard let best, let path = best.field.path, case .time(let unit)? = best.best?.role
            else { continue }
            times[topic] = TimeField(path: path, unit: unit)
            for rival in rivals where rival.field.path != path {
                rest.append((rival, .second("time")))
            }
        }
        open.removeAll { subject in
            if case .time? = subject.best?.role { times[subject.topic.topic] != nil } else { false }
        }
    }

    private mutating func takeOne(_ isWanted: (Role) -> Bool) {
        var rivals: [(place: Int, candidate: Candidate)] = []
        for (place, subject) in open.enumerated() {
            if let candidate = subject.candidates.first(where: {
                $0.confidence >= Candidate.proposed && isWanted($0.role)
            }) {
                rivals.append((place, candidate))
            }
        }
        guard let best = rivals.max(by: { $0.candidate.confidence < $1.candidate.confidence })
        else { return }
        take(best.place, best.candidate)
        let losers = rivals.map(\.place).filter { $0 != best.place }
            .map { $0 > best.place ? $0 - 1 : $0 }
        // A name beside its number says the same thing twice.
        for place in losers.sorted(by: >) where open[place].candidates.count == 1 {
            rest.append((open.remove(at: place), .second(best.candidate.role.word)))
        }
    }

    private mutating func take(_ place: Int, _ candidate: Candidate) {
        chosen.append(
            Chosen(
                subject: open.remove(at: place), role: candidate.role,
                confidence: candidate.confidence, why: candidate.why))
    }

    /// An identifier in a product's message is the order's.
    private mutating func takeOrdersBesideProducts() {
        let products = open.filter { if case .product? = $0.best?.role { true } else { false } }
        let topics = Set(products.filter { $0.field.path != nil }.map(\.topic.topic))
        for place in open.indices
        where topics.contains(open[place].topic.topic) && open[place].candidates.isEmpty
            && open[place].name.says(["id", "number", "no"])
        {
            open[place].candidates = [
                Candidate(role: .order, confidence: 70, why: [.name, .besideProduct])
            ]
        }
    }

    // MARK: Counters

    private mutating func takeCounters() {
        for kind in [CountKind.made, .good, .scrap, .rework] {
            takeOne { if case .counter(kind, _) = $0 { true } else { false } }
        }
        processedMayBeGood()
        let kinds = Set(chosen.compactMap(\.kind))
        if !kinds.contains(.made), !kinds.contains(.good) { takeUnnamed() }
        if !chosen.contains(where: { $0.kind == .made || $0.kind == .good }) {
            for lonely in chosen where lonely.kind != nil {
                rest.append((lonely.subject, .scrapAlone))
            }
            chosen.removeAll { $0.kind != nil }
        }
        judgeScrap()
    }

    /// A counter without a name, where there is no other.
    private mutating func takeUnnamed() {
        let rivals = open.indices.filter { place in
            if case .counter? = open[place].candidates.first?.role { true } else { false }
        }
        guard
            let place = rivals.max(by: {
                open[$0].field.numbers.totalRise < open[$1].field.numbers.totalRise
            }), var candidate = open[place].candidates.first
        else { return }
        candidate.confidence = max(candidate.confidence, Candidate.proposed)
        take(place, candidate)
    }

    /// Where processed and defective add up to what was consumed, processed counts the good ones.
    private mutating func processedMayBeGood() {
        guard let made = chosen.firstIndex(where: { $0.kind == .made }),
            !chosen.contains(where: { $0.kind == .good }),
            let scrap = chosen.first(where: { $0.kind == .scrap }),
            let consumed = open.first(where: { subject in
                if case .material? = subject.candidates.first?.role { true } else { false }
            })
        else { return }
        let processed = chosen[made].subject.field.numbers
        let defective = scrap.subject.field.numbers
        let input = consumed.field.numbers
        let slack = 2 * max(processed.largestRise, input.largestRise)
        guard defective.totalRise > 2 * slack,
            abs(processed.totalRise + defective.totalRise - input.totalRise) <= slack,
            case .counter(_, let type) = chosen[made].role
        else { return }
        chosen[made].role = .counter(.good, type)
        chosen[made].why.append(.processedIsGood)
    }

    private mutating func judgeScrap() {
        guard let made = chosen.first(where: { $0.kind == .made }),
            let scrap = chosen.firstIndex(where: { $0.kind == .scrap }),
            made.isTotal, chosen[scrap].isTotal
        else { return }
        let all = made.subject.field.numbers
        let bad = chosen[scrap].subject.field.numbers
        if bad.last <= all.last, bad.totalRise <= all.totalRise {
            chosen[scrap].confidence = min(98, chosen[scrap].confidence + 10)
            chosen[scrap].why.append(.withinMade)
        } else {
            chosen[scrap].confidence = max(20, chosen[scrap].confidence - 30)
        }
    }

    // MARK: What there may be several of

    private mutating func takePairs() {
        let commands = open.filter { if case .command? = $0.best?.role { true } else { false } }
        for command in commands {
            let stem = command.stem(without: Lexicon.command)
            let partner = open.first {
                if case .feedback? = $0.best?.role, $0.topic.topic == command.topic.topic,
                    $0.stem(without: Lexicon.feedback) == stem
                {
                    true
                } else {
                    false
                }
            }
            guard let partner else { continue }
            open.removeAll { $0.isSameField(as: command) || $0.isSameField(as: partner) }
            chosen.append(
                Chosen(subject: command, role: .command, confidence: 75, why: [.name, .pair]))
            chosen.append(
                Chosen(subject: partner, role: .feedback, confidence: 75, why: [.name, .pair]))
        }
    }

    private mutating func takeAll() {
        for subject in open {
            guard let best = subject.candidates.first else {
                rest.append((subject, subject.refusal ?? .unknownName))
                continue
            }
            switch best.role {
            case .meter, .measurement:
                chosen.append(
                    Chosen(
                        subject: subject, role: best.role, confidence: best.confidence,
                        why: best.why))
            case .material: rest.append((subject, .material))
            case .command, .feedback: rest.append((subject, .unpaired))
            case .counter where best.confidence >= Candidate.proposed:
                rest.append((subject, .second(best.role.word)))
            default: rest.append((subject, .unsure))
            }
        }
        open = []
    }
}

extension UnitResolver.Chosen {
    /// What it counts.
    var kind: CountKind? {
        if case .counter(let kind, _) = role { kind } else { nil }
    }

    /// Whether its readings are totals.
    fileprivate var isTotal: Bool {
        if case .counter(_, let type) = role {
            type == .cumulative || type == .resettable
        } else {
            false
        }
    }
}

extension Subject {
    /// The words of its name without some.
    fileprivate func stem(without words: Set<String>) -> [String] {
        name.parts.filter { !words.contains($0) }
    }

    fileprivate func isSameField(as other: Subject) -> Bool {
        topic.topic == other.topic.topic && field.path == other.field.path
    }
}
