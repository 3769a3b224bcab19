extension Station {
    /// Puts the next piece to work, with its own time and perhaps a stop within.
    mutating func startPiece(_ product: Product) {
        let cycle = profile.cycle(product)
        let time = cycle + random.below(cycle / 12 + 1)
        piece = Piece(remaining: time)
        if random.below(profile.betweenBreakdowns) < time {
            piece?.stop = Stoppage.breakdown(&random)
        } else if random.below(profile.betweenMicroStops) < time {
            piece?.stop = Stoppage.microStop(&random)
        }
        if piece?.stop != nil { piece?.untilStop = random.below(time) }
    }

    /// Counts the piece in work, which is done; true when it is good.
    mutating func finishPiece() -> Bool {
        piece = nil
        total += 1
        mustReport = true
        guard random.chance(perMille: profile.scrapPerMille) else { return true }
        bad += 1
        return false
    }

    /// Begins the stop that falls into the piece in work, where its time has come.
    ///
    /// In a break nobody would clear it, so none happens there.
    mutating func beginStoppageOfPiece(at now: Milliseconds) -> Bool {
        guard let left = piece?.untilStop, left <= 0, let kind = piece?.stop else { return false }
        piece?.untilStop = nil
        piece?.stop = nil
        guard !Schedule.isBreak(now) else { return false }
        beginStoppage(kind, at: now)
        return true
    }

    /// Begins to change over to the next order.
    mutating func beginChangeover() {
        order += 1
        changeover = Changeover(
            waiting: random.within(5_000...40_000), setup: random.within(240_000...600_000))
    }
}
