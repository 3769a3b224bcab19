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

    /// Whether a stop with a cause of its own or the operator's absence holds the unit.
    private mutating func isHalted(_ index: Int, at now: Milliseconds) -> Bool {
        let stoppage = stations[index].stoppage
        let absence = stations[index].absences.next
        if let stoppage, stoppage.kind.lastsInAbsence {
            let kind = stoppage.kind
            stations[index].enter(kind.state, word: kind.word, until: stoppage.until)
            return true
        }
        if stations[index].absences.isAway(at: now) {
            let wake = min(absence.to, stoppage?.until ?? .max)
            stations[index].enter(.stopped, until: wake)
            return true
        }
        guard let stoppage else { return false }
        stations[index].enter(
            .stopped, word: stoppage.kind.word, until: min(stoppage.until, absence.from))
        return true
    }

    private mutating func goOn(
        _ changeover: Station.Changeover, _ index: Int, at now: Milliseconds, leave: Milliseconds
    ) -> Bool {
        if changeover.waiting > 0 {
            stations[index].enter(.idle, until: min(now + changeover.waiting, leave))
            return true
        }
        if needsFitter(index) {
            stations[index].help = .asked
            stations[index].enter(.idle, until: leave)
            return true
        }
        guard changeover.setup > 0 else {
            stations[index].changeover = nil
            stations[index].releaseHelp()
            return false
        }
        if !changeover.isAnnounced {
            stations[index].changeover?.isAnnounced = true
            stations[index].announcements.append(announcement(of: index))
        }
        stations[index].enter(.setup, until: min(now + changeover.setup, leave))
        return true
    }

    /// Whether a changeover waits for an operator.
    private func needsFitter(_ index: Int) -> Bool {
        let station = stations[index]
        return crew != nil && station.profile.changeover.needsOperator && station.help != .granted
    }

    private mutating func work(
        _ piece: Station.Piece, _ index: Int, at now: Milliseconds, leave: Milliseconds
    ) -> Bool {
        if piece.remaining <= 0 {
            stations[index].holdsPiece = stations[index].finishPiece()
            return false
        }
        // In a break nobody would clear a stop, so none happens there.
        if let stoppage = stations[index].takeStoppageOfPiece(), !scenario.calendar.isBreak(now) {
            stations[index].beginStoppage(stoppage, at: now, hasCrew: crew != nil)
            return false
        }
        let remaining = stations[index].piece?.untilStop ?? .max
        let work = min(piece.remaining, max(remaining, 1))
        stations[index].enter(.producing, until: min(now + work, leave))
        return true
    }

    /// Hands the finished piece on where there is room.
    private mutating func passOn(_ index: Int, leave: Milliseconds) -> Bool {
        let station = stations[index]
        if let output = station.profile.output {
            let places = station.state == .blocked ? buffers[output].restartLevel : 1
            guard buffers[output].accepts(station.order, places: places) else {
                stations[index].enter(.blocked, until: leave)
                return true
            }
            buffers[output].put(order: station.order)
        }
        stations[index].holdsPiece = false
        flowed = true
        return false
    }

    private mutating func takeNext(_ index: Int, leave: Milliseconds) -> Bool {
        if isOrderDone(index) {
            let product = orders[stations[index].order].product
            stations[index].beginChangeover()
            orders.extend(to: stations[index].order)
            if scenario.orders.isEndTold {
                stations[index].announcements.append(.order(product: product, number: nil))
            }
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
        guard let input = stations[index].profile.input else {
            orders.begin(order)
            return true
        }
        let waits = stations[index].state == .starved && !isUpstreamDone(input, order: order)
        let needed = waits ? buffers[input].restartLevel : 1
        guard buffers[input].pieces(of: order) >= needed else { return false }
        buffers[input].take(order: order)
        return true
    }

    /// Whether nothing of the unit's order is left for it to do.
    private func isOrderDone(_ index: Int) -> Bool {
        let order = stations[index].order
        guard let input = stations[index].profile.input else { return orders.isBegun(order) }
        return isUpstreamDone(input, order: order) && buffers[input].pieces(of: order) == 0
    }

    /// Whether all that fill a buffer have left an order behind.
    private func isUpstreamDone(_ buffer: Int, order: Int) -> Bool {
        stations.allSatisfy { $0.profile.output != buffer || $0.order > order }
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
