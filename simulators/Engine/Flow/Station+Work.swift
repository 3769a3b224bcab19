extension Station {
    /// Puts the next cycle to work, with its own time and perhaps a stop within.
    mutating func startPiece(_ product: Int) {
        let cycle = cycles[product]
        let time = cycle + random.below(cycle / 12 + 1)
        piece = Piece(remaining: time)
        for stoppage in profile.stoppages where random.below(stoppage.every) < time {
            piece?.stop = Stoppage(stoppage, &random)
            piece?.untilStop = random.below(time)
            return
        }
    }

    /// Counts the cycle in work, which is done; true when something good came of it.
    mutating func finishPiece() -> Bool {
        piece = nil
        made += profile.yield
        mustReport = true
        guard random.chance(perMille: profile.scrapPerMille) else { return true }
        let range = profile.scrap
        let lost = range.count == 1 ? range.lowerBound : random.within(range)
        scrap += lost
        return lost < profile.yield
    }

    /// The stop that falls into the piece in work, where its time has come.
    mutating func takeStoppageOfPiece() -> Stoppage? {
        guard let left = piece?.untilStop, left <= 0, let kind = piece?.stop else { return nil }
        piece?.untilStop = nil
        piece?.stop = nil
        return kind
    }

    /// Begins to change over to the next order.
    mutating func beginChangeover() {
        order += 1
        changeover = Changeover(
            waiting: random.within(profile.changeover.waiting),
            setup: random.within(profile.changeover.setup))
    }
}
