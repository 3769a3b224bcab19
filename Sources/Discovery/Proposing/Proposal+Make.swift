import Plant
import Telemetry

extension Proposal {
    /// Proposes a plant from what was heard; without a work unit in it where nothing was a state or
    /// a counter.
    public init(_ hearing: Hearing) {
        heard = Heard(
            messages: hearing.messages, topics: hearing.topicCount, span: hearing.span,
            beyond: hearing.beyond)
        plant = "plant"
        let topics = hearing.settledTopics
        for topic in topics {
            if topic.levels.first == "spBv1.0" {
                setAside(topic, .sparkplug)
            } else if topic.topic.contains("{") {
                setAside(topic, .braces)
            } else if 2 * topic.opaque > topic.messages || topic.fields.isEmpty {
                setAside(topic, .opaque)
            }
        }
        let outside = Set(unplaced.map(\.topic))
        var stations = Self.stations(topics.filter { !outside.contains($0.topic) })
        adopt(&stations)
        build(stations.filter(\.resolver.isUnit))
        unplaced.sort {
            ($0.topic, $0.field?.description ?? "") < ($1.topic, $1.field?.description ?? "")
        }
    }

    /// Whether there is a work unit in it.
    public var isEmpty: Bool { lines.isEmpty }

    private mutating func setAside(_ topic: TopicRecord, _ why: Why) {
        unplaced.append(
            Unplaced(
                topic: topic.topic, field: nil, why: why, guesses: [], examples: topic.examples))
    }

    mutating func setAside(_ subject: Subject, _ why: Why) {
        unplaced.append(
            Unplaced(
                topic: subject.topic.topic, field: subject.field.path, why: why,
                guesses: subject.candidates.map { "\($0.role.word) \($0.confidence) %" },
                examples: subject.topic.examples))
    }

    /// A group of topics with what was chosen of them.
    private struct Station {
        let prefix: [String]
        var subjects: [Subject]
        var resolver: UnitResolver
    }

    private static func stations(_ topics: [TopicRecord]) -> [Station] {
        Grouping.groups(topics).map { group in
            let subjects = group.topics.flatMap { topic in
                topic.fields.map { field in
                    FieldClassifier.classify(
                        Subject(topic: topic, field: field, below: group.prefix.count))
                }
            }
            return Station(
                prefix: group.prefix, subjects: subjects, resolver: UnitResolver(subjects))
        }
    }

    /// What is no work unit itself belongs to the one whose topics it lies below, or to none.
    private mutating func adopt(_ stations: inout [Station]) {
        for station in stations where !station.resolver.isUnit {
            let parent = stations.indices.filter {
                stations[$0].resolver.isUnit && station.prefix.starts(with: stations[$0].prefix)
            }.max { stations[$0].prefix.count < stations[$1].prefix.count }
            guard let parent else {
                for chosen in station.resolver.chosen { setAside(chosen.subject, .noUnit) }
                for (subject, why) in station.resolver.rest {
                    setAside(subject, subject.candidates.isEmpty ? why : .noUnit)
                }
                continue
            }
            stations[parent].subjects += station.subjects
            stations[parent].resolver = UnitResolver(stations[parent].subjects)
        }
    }

    private mutating func build(_ stations: [Station]) {
        var places: [[String]: Int] = [:]
        var lineIDs: Set<String> = []
        var unitIDs: [Int: Set<String>] = [:]
        for station in stations {
            let above = station.prefix.dropLast().filter { !$0.isEmpty }
            if places[above] == nil {
                let name = above.last ?? "line"
                let id = Identifier.unused(Identifier.make(name, fallback: "line"), &lineIDs)
                places[above] = lines.count
                lines.append(ProposedLine(id: id, name: name, units: []))
            }
            guard let line = places[above] else { continue }
            let name = station.prefix.last ?? "unit"
            let id = Identifier.unused(
                Identifier.make(name, fallback: "unit"), &unitIDs[line, default: []])
            var signals = SignalBuilder(products: products, reasons: reasons)
            signals.build(station.resolver)
            (products, reasons) = (signals.products, signals.reasons)
            for (subject, why) in station.resolver.rest + signals.rest { setAside(subject, why) }
            lines[line].units.append(
                ProposedUnit(
                    id: id, name: name, prefix: station.prefix.joined(separator: "/"),
                    signals: signals.signals))
        }
        let roots = Set(stations.compactMap { $0.prefix.first { !$0.isEmpty } })
        if roots.count == 1, let root = roots.first {
            plant = Identifier.make(root, fallback: "plant")
        }
        nameProducts()
    }

    /// Where a counting work unit has no product signal, its line makes a product that stands in.
    private mutating func nameProducts() {
        for line in lines.indices {
            let isSilent = lines[line].units.contains { unit in
                unit.isCounting
                    && !unit.signals.contains {
                        if case .product = $0.meaning { true } else { false }
                    }
            }
            guard isSilent else { continue }
            if let place = products.firstIndex(where: { $0.word == nil }) {
                lines[line].product = place
            } else {
                lines[line].product = products.count
                var taken = Set(products.map(\.id))
                products.append(
                    ProposedName(id: Identifier.unused("product", &taken), word: nil))
            }
        }
    }
}
