import Yams

extension Scenario {
    /// Reads a scenario file.
    ///
    /// Throws a ``ScenarioError`` for the first thing that is wrong, or what the YAML reader says.
    public init(yaml: String, name: String) throws {
        guard let node = try compose(yaml: yaml) else {
            throw ScenarioError("", "the file is empty")
        }
        var fields = try Fields(node)
        self.name = name
        line = try fields.required("line").text()
        heartbeat = try fields.required("heartbeat").period()
        decimals = Int(try fields.optional("decimals")?.number() ?? 0)
        calendar = try ShiftCalendar(fields.required("calendar"))
        words = try Words(fields.required("words"))
        shapes = try MessageShapes(fields.required("messages"))
        orders = try OrderPattern(fields.required("orders"))
        let products = try fields.required("products")
        self.products = try products.texts()
        guard !self.products.isEmpty else { throw ScenarioError(products, "there are no products") }
        let buffers = try fields.entries("buffers")
        self.buffers = try buffers.map { Int(try $0.value.share()) }
        let crew = try fields.optional("operators").map { try Fields($0) }
        let stations = try fields.entries("stations")
        guard !stations.isEmpty else { throw ScenarioError(node, "there are no stations") }
        self.crew = try crew.map { try CrewProfile($0, stations: stations.map(\.key)) }
        let crewStation = self.crew?.station
        var profiles: [StationProfile] = []
        for (index, station) in stations.enumerated() {
            let reader = StationReader(
                name: station.key, products: self.products, buffers: buffers.map(\.key),
                decimals: decimals, hasCrew: crewStation == index)
            profiles.append(try reader.read(station.value))
        }
        self.stations = profiles
        try fields.finish()
        try check(node)
    }

    /// What no single value shows.
    private func check(_ node: Node) throws {
        guard stations.contains(where: { $0.input == nil }), calendar.tilesTheDay else {
            throw ScenarioError(node, "a station begins the flow, and shifts fill the day")
        }
        let used = stations.flatMap(\.stoppages).filter { $0.word == nil }.map(\.state)
        let always: [UnitState] = [.producing, .setup, .idle, .starved, .blocked, .stopped]
        for state in always + used where words.states[state] == nil {
            throw ScenarioError(node, "`words` has none for \(state.rawValue)")
        }
        for station in stations {
            for (product, time) in zip(products, station.itemTimes)
            where time * station.yield % (countsPerItem * 1_000_000) != 0 || time == 0 {
                let cycle = "a cycle of \(product) at \(station.name)"
                throw ScenarioError(node, "\(cycle) does not last whole milliseconds")
            }
        }
        for channel in channels where shapes.shapes[channel] == nil {
            throw ScenarioError(node, "`messages` has none for \(channel)")
        }
        for (index, buffer) in buffers.enumerated() {
            let isFed = stations.contains { $0.output == index }
            guard buffer >= 2, isFed, stations.contains(where: { $0.input == index }) else {
                throw ScenarioError(node, "a buffer holds two or more, from one station to another")
            }
        }
    }
}

extension Scenario {
    /// The kinds of messages that it sends.
    private var channels: Set<Message.Channel> {
        let signals = stations.flatMap(\.signals).map(\.channel)
        let codes = stations.flatMap(\.stoppages).compactMap(\.codes)
        return Set([.status, .order] + signals + codes.map { _ in .alarm })
    }
}

extension Words {
    fileprivate init(_ node: Node) throws {
        var fields = try Fields(node)
        var states: [UnitState: String] = [:]
        var modes: [UnitState: String] = [:]
        var conditions: [UnitState: String] = [:]
        for state in UnitState.allCases {
            guard let word = fields.optional(state.rawValue) else { continue }
            guard word.mapping != nil else {
                states[state] = try word.text()
                continue
            }
            var own = try Fields(word)
            states[state] = try own.required("word").text()
            modes[state] = try own.optional("mode")?.text()
            conditions[state] = try own.optional("condition")?.text()
            try own.finish()
        }
        self.states = states
        mode = Companion(usual: try fields.optional("mode")?.text() ?? "null", own: modes)
        condition = Companion(
            usual: try fields.optional("condition")?.text() ?? "null", own: conditions)
        try fields.finish()
    }
}

extension OrderPattern {
    fileprivate init(_ node: Node) throws {
        var fields = try Fields(node)
        prefix = try fields.required("prefix").text()
        first = Int(try fields.required("first").number())
        isEndTold = try fields.optional("end_told")?.flag() ?? false
        if let items = fields.optional("items") {
            size = .items(try items.share())
        } else {
            size = .time(try fields.required("time").timeRange())
        }
        try fields.finish()
    }
}

extension CrewProfile {
    fileprivate init(_ fields: Fields, stations: [String]) throws {
        var fields = fields
        count = Int(try fields.required("count").number())
        inBreaks = Int(try fields.required("in_breaks").number())
        let told = try fields.required("told_at")
        guard let index = stations.firstIndex(of: try told.text()) else {
            throw ScenarioError(told, "there is no such station")
        }
        station = index
        try fields.finish()
    }
}

extension Node {
    /// A list of texts.
    func texts() throws -> [String] {
        guard let sequence else { throw ScenarioError(self, "a list is expected") }
        return try sequence.map { try $0.text() }
    }
}
