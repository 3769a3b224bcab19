import Telemetry

extension [Fact] {
    /// Piece counts of one kind and second become one, where nothing else happened in between; of
    /// conditions at one instant the last holds.
    func gatheredBySecond() -> [Fact] {
        var gathered: [Fact] = []
        gathered.reserveCapacity(count)
        for fact in self {
            if case .condition = fact.content, let last = gathered.last, last.at == fact.at,
                last.knownBy == fact.knownBy, case .condition = last.content
            {
                gathered.removeLast()
            }
            guard case .pieces(let pieces) = fact.content,
                let index = gathered.lastIndex(alike: pieces, fact)
            else {
                gathered.append(fact)
                continue
            }
            guard case .pieces(var sum) = gathered[index].content else { continue }
            sum.quantity.addClamped(pieces.quantity)
            gathered[index].content = .pieces(sum)
        }
        return gathered
    }

    /// The place of a count of the same second that can take this one in.
    private func lastIndex(alike pieces: PieceCount, _ fact: Fact) -> Int? {
        for index in indices.reversed() {
            guard case .pieces(let other) = self[index].content else { return nil }
            guard self[index].at.second == fact.at.second,
                self[index].knownBy.second == fact.knownBy.second
            else { return nil }
            let isAlike =
                other.kind == pieces.kind && other.product == pieces.product
                && other.isKnown == pieces.isKnown
            if isAlike { return index }
        }
        return nil
    }
}

extension Timestamp {
    /// Whole seconds since the epoch, rounded down.
    var second: Int64 {
        let whole = nanoseconds / nanosecondsPerSecond
        return nanoseconds % nanosecondsPerSecond < 0 ? whole - 1 : whole
    }
}

extension Fact {
    /// Whether it is about a value that cannot be.
    var isNonconforming: Bool {
        if case .finding(let finding) = content { finding.kind == .nonconforming } else { false }
    }
}
