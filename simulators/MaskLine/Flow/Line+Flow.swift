extension Line {
    /// Brings one unit up to the instant and decides what it does from then on.
    mutating func step(_ index: Int, at now: Milliseconds) {
        stations[index].book(until: now)
        stations[index].absences.advance(past: now)
        stations[index].endStoppage(at: now)
        while !settle(index, at: now) {}
    }

    /// One decision; false when something happened after which it must be asked again.
    private mutating func settle(_ index: Int, at now: Milliseconds) -> Bool {
        if isHalted(index, at: now) { return true }
        let leave = stations[index].absences.next.from
        if let changeover = stations[index].changeover {
            return goOn(changeover, index, at: now, leave: leave)
        }
        if stations[index].holdsPiece { return passOn(index, leave: leave) }
        if let piece = stations[index].piece {
            return work(piece, index, at: now, leave: leave)
        }
        return takeNext(index, leave: leave)
    }

    /// Whether a breakdown, the operator's absence or a micro-stop holds the unit.
    private mutating func isHalted(_ index: Int, at now: Milliseconds) -> Bool {
        let stoppage = stations[index].stoppage
        let absence = stations[index].absences.next
        if let stoppage, stoppage.kind.state == .faulted {
            stations[index].enter(.faulted, until: stoppage.until)
            return true
        }
        if stations[index].absences.isAway(at: now) {
            let wake = min(absence.to, stoppage?.until ?? .max)
            stations[index].enter(.stopped, until: wake)
            return true
        }
        guard let stoppage else { return false }
        stations[index].enter(.stopped, until: min(stoppage.until, absence.from))
        return true
    }

    private mutating func goOn(
        _ changeover: Station.Changeover, _ index: Int, at now: Milliseconds, leave: Milliseconds
    ) -> Bool {
        if changeover.waiting > 0 {
            stations[index].enter(.idle, until: min(now + changeover.waiting, leave))
            return true
        }
        guard changeover.setup > 0 else {
            stations[index].changeover = nil
            return false
        }
        if !changeover.isAnnounced {
            stations[index].changeover?.isAnnounced = true
            stations[index].announcements.append(announcement(of: index))
        }
        stations[index].enter(.setup, until: min(now + changeover.setup, leave))
        return true
    }

    private mutating func work(
        _ piece: Station.Piece, _ index: Int, at now: Milliseconds, leave: Milliseconds
    ) -> Bool {
        if piece.remaining <= 0 {
            if index == WorkUnit.body.rawValue { bodiesOfOrder += 1 }
            stations[index].holdsPiece = stations[index].finishPiece()
            return false
        }
        if stations[index].beginStoppageOfPiece(at: now) { return false }
        let work = min(piece.remaining, max(piece.untilStop ?? .max, 1))
        stations[index].enter(.producing, until: min(now + work, leave))
        return true
    }

    /// Hands the finished piece on where there is room.
    private mutating func passOn(_ index: Int, leave: Milliseconds) -> Bool {
        let station = stations[index]
        let places = station.state == .blocked ? restartLevel : 1
        switch station.unit {
        case .body:
            guard bodies.accepts(station.order, places: places) else { break }
            bodies.put(order: station.order)
            return handedOn(index)
        case .earLoopA, .earLoopB:
            guard masks.accepts(station.order, places: places) else { break }
            masks.put(order: station.order)
            return handedOn(index)
        case .packer:
            return handedOn(index)
        }
        stations[index].enter(.blocked, until: leave)
        return true
    }

    private mutating func handedOn(_ index: Int) -> Bool {
        stations[index].holdsPiece = false
        flowed = true
        return false
    }

    private mutating func takeNext(_ index: Int, leave: Milliseconds) -> Bool {
        if isOrderDone(index) {
            stations[index].beginChangeover()
            orders.extend(to: stations[index].order)
            if index == WorkUnit.body.rawValue { bodiesOfOrder = 0 }
            flowed = true
            return false
        }
        guard takeInput(index) else {
            stations[index].enter(.starved, until: leave)
            return true
        }
        stations[index].startPiece(orders[stations[index].order].product)
        flowed = true
        return false
    }

    private mutating func takeInput(_ index: Int) -> Bool {
        let order = stations[index].order
        let isLast = isUpstreamDone(index)
        let needed = stations[index].state == .starved && !isLast ? restartLevel : 1
        switch stations[index].unit {
        case .body: return true
        case .earLoopA, .earLoopB:
            guard bodies.pieces(of: order) >= needed else { return false }
            bodies.take(order: order)
        case .packer:
            guard masks.pieces(of: order) >= needed else { return false }
            masks.take(order: order)
        }
        return true
    }

    /// Whether nothing of the unit's order is left for it to do.
    private func isOrderDone(_ index: Int) -> Bool {
        let order = stations[index].order
        switch stations[index].unit {
        case .body: return bodiesOfOrder >= orders[order].bodies
        case .earLoopA, .earLoopB:
            return isUpstreamDone(index) && bodies.pieces(of: order) == 0
        case .packer:
            return isUpstreamDone(index) && masks.pieces(of: order) == 0
        }
    }

    /// Whether all that feed the unit have left its order behind.
    private func isUpstreamDone(_ index: Int) -> Bool {
        let order = stations[index].order
        switch stations[index].unit {
        case .body: return false
        case .earLoopA, .earLoopB: return stations[WorkUnit.body.rawValue].order > order
        case .packer:
            return stations[WorkUnit.earLoopA.rawValue].order > order
                && stations[WorkUnit.earLoopB.rawValue].order > order
        }
    }

    func announcement(of index: Int) -> Message.Content {
        let order = orders[stations[index].order]
        return .order(product: order.product, number: order.number)
    }
}

extension Station {
    /// Whether others decide when it goes on.
    var isWaiting: Bool {
        state == .starved || state == .blocked
    }
}

extension PieceBuffer {
    /// Whether a piece finds room; one of an older order always does, or the line would lock up.
    func accepts(_ order: Int, places: Int) -> Bool {
        free >= places || holdsLater(than: order)
    }
}
