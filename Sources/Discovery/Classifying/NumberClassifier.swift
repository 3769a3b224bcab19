import Plant
import Telemetry

/// Judges a field whose values are numbers.
enum NumberClassifier {
    static func candidates(_ subject: Subject) -> [Candidate] {
        [
            state(subject), mode(subject), reason(subject), code(subject), counter(subject),
            meter(subject), measurement(subject), actuator(subject),
        ].compactMap(\.self)
    }

    // MARK: Numbers that stand for words

    private static func state(_ subject: Subject) -> Candidate? {
        let numbers = subject.field.numbers
        guard subject.name.says(Lexicon.state), numbers.isWhole, !isTimed(subject),
            subject.field.fewWords != nil
        else { return nil }
        if numbers.minimum >= 10_000, numbers.maximum < 260_000 {
            return Candidate(
                role: .state(.builtIn(.umh)), confidence: 70, why: [.name, .wordsKnown("umh")])
        }
        guard numbers.minimum >= 1, numbers.maximum <= 17 else { return nil }
        return Candidate(
            role: .state(.builtIn(.packml)), confidence: 45, why: [.name, .numberingsDiffer])
    }

    private static func mode(_ subject: Subject) -> Candidate? {
        let numbers = subject.field.numbers
        guard subject.name.says(Lexicon.mode), numbers.isWhole, !isTimed(subject),
            let words = subject.field.fewWords, numbers.minimum >= 1, numbers.maximum <= 3
        else { return nil }
        let table: [String: UnitMode] = ["1": .production, "2": .maintenance, "3": .manual]
        let map = table.filter { words.contains($0.key) }
        return Candidate(
            role: .mode(map), confidence: words == ["1"] ? 60 : 45, why: [.name, .numberingsDiffer])
    }

    private static func reason(_ subject: Subject) -> Candidate? {
        guard subject.name.says(Lexicon.reason), subject.field.numbers.isWhole,
            subject.field.fewWords != nil
        else { return nil }
        let isCleared = subject.field.nulls > 0 || subject.field.words.contains { $0.word == "0" }
        guard isCleared || subject.context.says(Lexicon.reason) else { return nil }
        return Candidate(
            role: .reason, confidence: isCleared ? 80 : 50,
            why: [.name] + (isCleared ? [.clearedByNull] : []))
    }

    /// A product or order that has a number for a name.
    private static func code(_ subject: Subject) -> Candidate? {
        let field = subject.field
        guard field.numbers.isWhole, field.wordChanges * 4 <= field.count else { return nil }
        if subject.name.says(Lexicon.order) {
            return Candidate(role: .order, confidence: 65, why: [.name, .rarelyChanges])
        }
        guard subject.name.says(Lexicon.product), field.fewWords != nil else { return nil }
        return Candidate(role: .product, confidence: 55, why: [.name, .rarelyChanges])
    }

    private static func isTimed(_ subject: Subject) -> Bool {
        subject.name.says(["time", "duration", "seconds", "elapsed"])
    }

    // MARK: Counters

    /// Whether it counts the messages themselves.
    static func isSequence(_ numbers: NumberRecord) -> Bool {
        numbers.count >= 5 && numbers.unitRises == numbers.rises
            && numbers.rises + 1 >= numbers.count
    }

    /// Whether it rises as time does: an uptime.
    static func followsClock(_ numbers: NumberRecord) -> Bool {
        let drift = numbers.clockDrift.high - numbers.clockDrift.low
        return numbers.rises >= 5 && numbers.totalRise > 0
            && drift <= max(2, 0.02 * numbers.totalRise)
    }

    private static func counter(_ subject: Subject) -> Candidate? {
        let numbers = subject.field.numbers
        guard numbers.minimum >= 0, !subject.name.says(Lexicon.noCount),
            Lexicon.meterUnit(subject.name) == nil
        else { return nil }
        let isGeneric = subject.name.says(Lexicon.count)
        let kind = kind(subject.name) ?? (isGeneric ? self.kind(subject.context) : nil)
        let isMaterial =
            subject.name.says(Lexicon.material)
            || isGeneric && subject.context.says(Lexicon.material)
        if isMaterial, numbers.rises > 0 {
            return Candidate(role: .material, confidence: 70, why: [.name])
        }
        guard let kind = kind ?? (isGeneric ? .made : nil) else { return unnamed(numbers) }
        guard kind == .made || numbers.isWhole || numbers.rises > 0 else { return nil }
        guard let (type, behaviour) = type(numbers) else { return nil }
        let isStill = numbers.rises == 0
        // Who counts nothing for a while may still count; a constant setting says nothing.
        if isStill, isGeneric || kind == .made, !subject.name.says(Lexicon.made) { return nil }
        var confidence = (isGeneric ? 40 : 50) + (isStill ? 0 : min(30, 10 + 5 * numbers.rises))
        if followsClock(numbers) || isGeneric && isSequence(numbers) { confidence -= 15 }
        if subject.name.says(["acc", "acccount"]) { confidence += 5 }
        if type == .delta { confidence -= 20 }
        return Candidate(
            role: .counter(kind, type), confidence: min(confidence, 95),
            why: [.name, isStill ? .neverMoved : behaviour])
    }

    private static func kind(_ name: Name) -> CountKind? {
        if name.says(Lexicon.scrap) { return .scrap }
        if name.says(Lexicon.rework) { return .rework }
        if name.says(Lexicon.good) { return .good }
        return name.says(Lexicon.made) ? .made : nil
    }

    /// A number that only rises and has no name that tells what it counts.
    private static func unnamed(_ numbers: NumberRecord) -> Candidate? {
        guard numbers.rises >= 10, numbers.fallCount * 20 <= numbers.rises, numbers.isWhole,
            !isSequence(numbers), !followsClock(numbers)
        else { return nil }
        return Candidate(
            role: .counter(.made, .cumulative), confidence: 35, why: [.onlyRises(numbers.rises)])
    }

    /// Of which type a counter is by what it did, and how that is said.
    static func type(_ numbers: NumberRecord) -> (Counter.ReadingType, Why)? {
        let resets = numbers.falls.filter { $0.to <= 0.1 * $0.from || $0.to == 0 }.count
        guard numbers.fallCount > 0 else { return (.cumulative, .onlyRises(numbers.rises)) }
        if numbers.fallCount * 10 <= numbers.rises || numbers.fallCount == 1 {
            guard resets >= 2 else { return (.cumulative, .fell(numbers.fallCount)) }
            return (.resettable, .resets(resets))
        }
        if resets == numbers.falls.count, numbers.rises >= 2 * numbers.fallCount {
            return (.resettable, .resets(resets))
        }
        return (.delta, .upAndDown)
    }

    // MARK: Meters, measurements, actuators

    private static func meter(_ subject: Subject) -> Candidate? {
        let numbers = subject.field.numbers
        guard numbers.fallCount == 0, numbers.minimum >= 0,
            let unit = Lexicon.meterUnit(subject.name)
                ?? (subject.name.says(Lexicon.count) ? Lexicon.meterUnit(subject.context) : nil)
        else { return nil }
        return Candidate(
            role: .meter(unit: unit), confidence: numbers.rises > 0 ? 85 : 50,
            why: [.name, .onlyRises(numbers.rises)])
    }

    private static func measurement(_ subject: Subject) -> Candidate? {
        let isValue = subject.name.says(["value", "val", "v"])
        guard
            let unit = Lexicon.measurementUnit(subject.name)
                ?? (isValue ? Lexicon.measurementUnit(subject.context) : nil),
            !subject.name.says(Lexicon.state), !subject.name.says(Lexicon.mode),
            !subject.name.says(["target", "setpoint", "design", "max", "min", "limit"])
        else { return nil }
        let isMoving = subject.field.numbers.changes > 0
        guard isMoving || subject.field.count >= 3 else { return nil }
        return Candidate(
            role: .measurement(unit: unit), confidence: isMoving ? 70 : 45,
            why: [.name, .unitFromName(unit)])
    }

    private static func actuator(_ subject: Subject) -> Candidate? {
        guard subject.field.path != nil else { return nil }
        if subject.name.says(Lexicon.command) {
            return Candidate(role: .command, confidence: 45, why: [.name])
        }
        guard subject.name.says(Lexicon.feedback) else { return nil }
        return Candidate(role: .feedback, confidence: 45, why: [.name])
    }
}
