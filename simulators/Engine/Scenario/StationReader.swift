import Yams

/// Reads one station of a scenario file.
struct StationReader {
    let name: String
    let products: [String]
    let buffers: [String]
    let decimals: Int
    /// Whether it tells of the operators.
    let hasCrew: Bool

    func read(_ node: Node) throws -> StationProfile {
        var fields = try Fields(node)
        let profile = StationProfile(
            name: name,
            input: try buffer(fields.optional("from")), output: try buffer(fields.optional("to")),
            itemTimes: try itemTimes(fields.required("item_time")),
            yield: try fields.optional("yield")?.decimal(places: decimals) ?? powerOfTen(decimals),
            scrapPerMille: try fields.required("scrap_per_mille").number(),
            scrap: try fields.optional("scrap")?.range(places: decimals)
                ?? powerOfTen(decimals)...powerOfTen(decimals),
            isAttended: try fields.optional("attended")?.flag() ?? true,
            stoppages: try list(fields.required("stoppages"), read: stoppage),
            changeover: try changeover(fields.required("changeover")),
            signals: try fields.entries("signals").map { try SignalProfile($0.key, $0.value) }
                + (hasCrew ? SignalProfile.operators : []))
        try fields.finish()
        guard profile.scrap.upperBound <= profile.yield else {
            throw ScenarioError(node, "no cycle loses more than it makes")
        }
        for time in profile.itemTimes where time % powerOfTen(decimals) != 0 {
            throw ScenarioError(node, "an item's time is not in whole nanoseconds per count")
        }
        return profile
    }

    private func buffer(_ node: Node?) throws -> Int? {
        guard let node else { return nil }
        guard let index = buffers.firstIndex(of: try node.text()) else {
            throw ScenarioError(node, "there is no such buffer")
        }
        return index
    }

    private func itemTimes(_ node: Node) throws -> [Int64] {
        var fields = try Fields(node)
        let times = try products.map { try fields.required($0).nanoseconds() }
        try fields.finish()
        return times
    }

    private func list<Element>(_ node: Node, read: (Node) throws -> Element) throws -> [Element] {
        guard let sequence = node.sequence else { throw ScenarioError(node, "a list is expected") }
        return try sequence.map(read)
    }

    private func stoppage(_ node: Node) throws -> StoppageProfile {
        var fields = try Fields(node)
        let state = try fields.required("state")
        guard let unitState = UnitState(rawValue: try state.text()), unitState != .producing else {
            throw ScenarioError(state, "there is no such state of a stop")
        }
        let codes = try fields.entries("codes")
        let profile = StoppageProfile(
            state: unitState, word: try fields.optional("word")?.text(),
            every: try fields.required("every").period(),
            lengths: try lengths(fields.required("length")),
            draws: Int(try fields.optional("shortest_of")?.share() ?? 1),
            codes: codes.isEmpty
                ? nil
                : Shares(try codes.map { (json(code: $0.key), try $0.value.share()) }),
            needsOperator: try fields.optional("operator")?.flag() ?? false)
        try fields.finish()
        return profile
    }

    private func lengths(_ node: Node) throws -> Shares<ClosedRange<Milliseconds>> {
        guard node.mapping != nil else { return Shares([(try node.timeRange(), 1)]) }
        return Shares(
            try Fields(node).entries.map { key, share in
                guard let range = Quantity.timeRange(key) else {
                    throw ScenarioError(share, "`\(key)` is no range of times")
                }
                return (range, try share.share())
            })
    }

    /// A code as JSON; `none` is no code.
    private func json(code: String) -> String? {
        if code == "none" { return nil }
        return Int(code) == nil ? "\"\(code)\"" : code
    }

    private func changeover(_ node: Node) throws -> ChangeoverProfile {
        var fields = try Fields(node)
        let profile = ChangeoverProfile(
            waiting: try fields.required("waiting").timeRange(),
            setup: try fields.required("setup").timeRange(),
            needsOperator: try fields.optional("operator")?.flag() ?? false)
        try fields.finish()
        return profile
    }
}
