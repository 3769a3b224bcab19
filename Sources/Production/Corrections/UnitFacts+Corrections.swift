import Plant
import Telemetry

extension UnitFacts {
    /// The facts as people corrected them; the stored ones stay as they are.
    ///
    /// - Parameters:
    ///   - corrections: those that hold.
    ///   - found: the judged findings that are there, with what was credited for each. A judgement
    ///     of one that is not there any more, after its facts were folded again, does nothing.
    ///   - product: the one that runs where nothing is known.
    /// - Returns: What is to be evaluated.
    public func corrected(
        by corrections: UnitCorrections, found: [CounterFinding: Int64] = [:],
        orElse product: Int32 = -1
    ) -> UnitFacts {
        guard !corrections.isEmpty else { return self }
        var facts = self
        if !corrections.states.isEmpty {
            facts.heard = conditions
            for told in corrections.states { facts.overlay(told, orElse: product) }
        }
        for judged in corrections.counters {
            guard let credited = found[judged.finding] else { continue }
            facts.replaceCredit(credited, by: judged, orElse: product)
        }
        facts.retellPieces(corrections.states)
        for scrap in corrections.scraps { facts.add(scrap, orElse: product) }
        facts.remarks = corrections.remarks
        return facts
    }

    /// The condition that holds at an instant.
    private func condition(at instant: Timestamp, orElse product: Int32) -> Condition {
        if let last = conditions.last(where: { $0.at <= instant }) { return last.condition }
        var condition = Condition.unknown
        condition.product = product
        return condition
    }

    /// Says the state of a stretch; product and order stay as they were, and afterwards all is as
    /// it was.
    private mutating func overlay(
        _ told: UnitCorrections.ToldState, orElse product: Int32
    ) {
        let span = told.span
        guard !span.isEmpty else { return }
        let first = (at: span.from, condition: condition(at: span.from, orElse: product))
        var rest = (at: span.to, condition: condition(at: span.to, orElse: product))
        // What goes on after a person's word is no retained message.
        if !conditions.contains(where: { $0.at == span.to }) { rest.condition.isRetained = false }
        let within = conditions.filter { span.from < $0.at && $0.at < span.to }
        let retold = ([first] + within).map { at, condition in
            (at: at, condition: condition.retold(told.state))
        }
        conditions =
            conditions.filter { $0.at < span.from } + retold + [rest]
            + conditions.filter { $0.at > span.to }
    }

    /// A piece that was counted while people say the state was known belongs to known time.
    private mutating func retellPieces(_ states: [UnitCorrections.ToldState]) {
        guard !states.isEmpty else { return }
        let stretches = states.lastWords
        let spans = stretches.map(\.span)
        for index in pieces.indices {
            let place = spans.firstIndex(endingAfter: pieces[index].at)
            guard place < spans.count, spans[place].contains(pieces[index].at) else { continue }
            pieces[index].count.isKnown = stretches[place].state != .unknown
        }
    }

    /// Puts what a discontinuity counts for in the place of what was credited: in the gap that it
    /// ends, else beside the count of its second.
    private mutating func replaceCredit(
        _ credited: Int64, by judged: UnitCorrections.JudgedCounter, orElse product: Int32
    ) {
        let change = judged.rules.pieces(judged.credit) - judged.rules.pieces(credited)
        guard change != 0 else { return }
        let (at, kind) = (judged.finding.at, judged.kind)
        if let gap = gaps.lastIndex(where: { $0.at == at && $0.count.kind == kind }) {
            gaps[gap].count.quantity.addClamped(change)
            gaps[gap].count.isBridged = judged.isRollover
            return
        }
        let second = at.wholeSecond
        let original = pieces.filter {
            $0.count.kind == kind && $0.at <= at && $0.at.wholeSecond == second
        }.max { $0.at < $1.at }
        var count = PieceCount(kind: kind, quantity: change, product: product, isKnown: false)
        if let original {
            count.product = original.count.product
            count.isKnown = original.count.isKnown
        } else {
            let condition = (heard ?? conditions).last { $0.at <= at }?.condition
            count.product = condition?.product ?? product
            count.isKnown = condition.map { $0.state != .unknown } ?? false
        }
        pieces.append((original?.at ?? at, count))
    }

    /// Whichever two counters good is known from: what was made stays, good falls, scrap rises.
    private mutating func add(_ scrap: UnitCorrections.FoundScrap, orElse product: Int32) {
        let condition = condition(at: scrap.at, orElse: product)
        for (kind, quantity) in [(CountKind.good, -scrap.quantity), (scrap.kind, scrap.quantity)] {
            let count = PieceCount(
                kind: kind, quantity: quantity, product: scrap.product ?? condition.product,
                isKnown: condition.state != .unknown)
            pieces.append((scrap.at, count))
        }
    }
}

extension [UnitCorrections.ToldState] {
    /// The stretches of which anybody told, in order and apart from each other, each with what was
    /// told last.
    fileprivate var lastWords: [UnitCorrections.ToldState] {
        let edges = Set(flatMap { [$0.span.from, $0.span.to] }).sorted()
        return zip(edges, edges.dropFirst()).compactMap { from, to in
            last { $0.span.contains(from) }.map {
                UnitCorrections.ToldState(span: TimeSpan(from: from, to: to), state: $0.state)
            }
        }
    }
}

extension Condition {
    /// The same with a state that somebody told.
    ///
    /// Who tells what a unit did tells it of production: a mode would take the word back.
    fileprivate func retold(_ state: UnitState) -> Condition {
        var condition = self
        condition.state = state
        condition.mode = .production
        condition.reason = -1
        condition.isRetained = false
        return condition
    }
}

extension Timestamp {
    /// Whole seconds since the epoch, rounded down.
    fileprivate var wholeSecond: Int64 {
        let whole = nanoseconds / nanosecondsPerSecond
        return nanoseconds % nanosecondsPerSecond < 0 ? whole - 1 : whole
    }
}
