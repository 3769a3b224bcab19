import Plant
import Telemetry

/// Turns what was chosen of one work unit into signals, and names products and reasons.
struct SignalBuilder {
    private(set) var products: [ProposedName]
    private(set) var reasons: [ProposedName]
    private(set) var signals: [ProposedSignal] = []
    private(set) var rest: [(subject: Subject, why: Why)] = []
    private var taken: Set<String> = []

    init(products: [ProposedName], reasons: [ProposedName]) {
        self.products = products
        self.reasons = reasons
    }

    mutating func build(_ resolver: UnitResolver) {
        var command: Subject?
        for chosen in resolver.chosen {
            let time = resolver.times[chosen.subject.topic.topic]
            switch chosen.role {
            case .command: command = chosen.subject
            case .feedback:
                guard let from = command?.field.path, let to = chosen.subject.field.path else {
                    continue
                }
                let actuator = Actuator(command: from, feedback: to)
                let stem = chosen.subject.name.parts.filter { !Lexicon.feedback.contains($0) }
                add(
                    chosen, id: stem.isEmpty ? "actuator" : stem.joined(separator: "-"),
                    .actuator(actuator), time: time)
                command = nil
            default:
                guard let meaning = meaning(chosen, hasOwnTime: time != nil) else { continue }
                add(chosen, id: id(chosen), meaning, time: time)
            }
        }
        shareGreatestRate()
    }

    /// A batch of scrap comes as fast as what is made, though it was not seen.
    private mutating func shareGreatestRate() {
        let rates = signals.compactMap { signal in
            signal.meaning.counter.flatMap { $0.counts == nil ? nil : $0.maxRate }
        }
        guard let most = rates.max(by: { $0.count < $1.count }) else { return }
        for place in signals.indices {
            guard case .counter(var counter) = signals[place].meaning, counter.maxRate != nil else {
                continue
            }
            counter.maxRate = most
            signals[place].meaning = .counter(counter)
        }
    }

    private mutating func add(
        _ chosen: UnitResolver.Chosen, id: String, _ meaning: SignalMeaning, time: TimeField?
    ) {
        let subject = chosen.subject
        var field = subject.field.path
        if case .actuator = meaning { field = nil }
        if meaning.counter?.type == .pulse { field = nil }
        let others = subject.candidates.filter { $0.role.word != chosen.role.word }
        signals.append(
            ProposedSignal(
                id: Identifier.unused(Identifier.make(id, fallback: "signal"), &taken),
                topic: subject.topic.topic, field: field,
                time: subject.field.path == nil ? nil : time, meaning: meaning,
                confidence: chosen.confidence, why: chosen.why,
                alternatives: others.map { "\($0.role.word) \($0.confidence) %" },
                example: subject.topic.examples.last ?? ""))
    }

    private func id(_ chosen: UnitResolver.Chosen) -> String {
        switch chosen.role {
        case .state: "state"
        case .mode: "mode"
        case .counter(let kind, _): "\(kind)"
        case .product: "product"
        case .order: "order"
        case .reason: "reason"
        default: chosen.subject.title
        }
    }

    private mutating func meaning(
        _ chosen: UnitResolver.Chosen, hasOwnTime: Bool
    ) -> SignalMeaning? {
        let field = chosen.subject.field
        switch chosen.role {
        case .state(let table): return .state(table)
        case .mode(let map): return .mode(map)
        case .counter(let kind, let type):
            return .counter(
                CounterShape.counter(
                    field.numbers, counts: kind, type: type, hasOwnTime: hasOwnTime))
        case .product:
            return .product(Self.indices(of: field, prefix: "product", in: &products))
        case .order: return .order
        case .reason: return .reason(Self.indices(of: field, prefix: "reason", in: &reasons))
        case .meter(let unit):
            return .meter(
                CounterShape.counter(
                    field.numbers, counts: nil, type: .cumulative, hasOwnTime: hasOwnTime),
                unit: unit)
        case .measurement(let unit):
            return .measurement(unit: unit, normal: band(field.numbers))
        case .time, .material, .command, .feedback: return nil
        }
    }

    /// Where nine tenths of the values lay; nil where they did not differ.
    private func band(_ numbers: NumberRecord) -> ClosedRange<Double>? {
        let low = numbers.quantile(0.05)
        let high = numbers.quantile(0.95)
        return low < high && numbers.count >= 10 ? low...high : nil
    }

    /// Indices of a field's words in a list, which grows by those that are new.
    private static func indices(
        of field: FieldRecord, prefix: String, in list: inout [ProposedName]
    ) -> [String: Int] {
        var map: [String: Int] = [:]
        var taken = Set(list.map(\.id))
        for (word, _) in field.words where !word.isEmpty && !(field.isNumber && word == "0") {
            if let place = list.firstIndex(where: { $0.word == word }) {
                map[word] = place
                continue
            }
            let startsWithDigit = word.utf8.first.map { (48...57).contains($0) } ?? false
            let wanted = startsWithDigit ? "\(prefix)-\(word)" : word
            let id = Identifier.unused(Identifier.make(wanted, fallback: prefix), &taken)
            map[word] = list.count
            list.append(ProposedName(id: id, word: word))
        }
        return map
    }
}
