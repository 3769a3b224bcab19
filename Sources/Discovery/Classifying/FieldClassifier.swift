import Plant
import Telemetry

/// Judges one field by its name and by what its values did.
enum FieldClassifier {
    /// The subject with its candidates, the best first, or the reason why there are none.
    static func classify(_ subject: Subject) -> Subject {
        var subject = subject
        var candidates: [Candidate] = []
        let field = subject.field
        if let time = time(subject) {
            candidates = [time]
        } else if field.isNumber {
            candidates = NumberClassifier.candidates(subject)
        } else if field.isText || field.isFlag {
            candidates = WordClassifier.candidates(subject)
        } else if field.valueCount == 0, subject.name.says(Lexicon.reason) {
            candidates = [Candidate(role: .reason, confidence: 45, why: [.name, .onlyNull])]
        }
        if let pulse = pulse(subject) { candidates.append(pulse) }
        subject.candidates = candidates.sorted { $0.confidence > $1.confidence }
        if subject.candidates.isEmpty { subject.refusal = refusal(subject) }
        return subject
    }

    private static func refusal(_ subject: Subject) -> Why {
        let field = subject.field
        if field.valueCount == 0 { return .onlyNull }
        if field.isNumber, NumberClassifier.isSequence(field.numbers) { return .sequence }
        if field.isNumber, NumberClassifier.followsClock(field.numbers) { return .followsClock }
        if field.isConstant { return .constant }
        return .unknownName
    }

    private static func time(_ subject: Subject) -> Candidate? {
        let field = subject.field
        let times = field.times
        let isNamed = subject.name.says(Lexicon.time)
        if field.isText, isNamed, times.texts == field.textCount {
            return Candidate(role: .time(.guess), confidence: 90, why: [.name, .isDateTime])
        }
        guard field.isNumber, let (unit, hits) = times.byUnit.max(by: { $0.value < $1.value }),
            hits == field.numberCount, !field.isConstant || field.count < 3
        else { return nil }
        let isNear = times.near == hits
        guard isNamed || (isNear && hits >= 3) else { return nil }
        return Candidate(
            role: .time(unit), confidence: (isNamed ? 60 : 30) + (isNear ? 38 : 10),
            why: (isNamed ? [.name] : []) + [isNear ? .nearReceipt : .isDateTime])
    }

    /// Every message is one count: a topic that says the same each time and is called like one.
    private static func pulse(_ subject: Subject) -> Candidate? {
        let field = subject.field
        let fresh = subject.topic.messages - subject.topic.retained
        guard field.path == nil, fresh >= 3, field.words.count <= 1, !field.hasMoreWords,
            subject.name.says(Lexicon.pulse), !subject.name.says(Lexicon.state),
            ["1", "true", "pulse", nil].contains(field.words.first?.word)
        else { return nil }
        let kind: CountKind =
            subject.name.says(Lexicon.scrap)
            ? .scrap : subject.name.says(Lexicon.good) ? .good : .made
        return Candidate(role: .counter(kind, .pulse), confidence: 60, why: [.name, .samePayload])
    }
}
