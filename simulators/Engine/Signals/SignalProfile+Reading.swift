import Yams

extension SignalProfile {
    /// What every line with operators tells of them.
    static let operators = [
        SignalProfile(
            name: "operators-present", unit: "1", decimals: 0, every: 60_000,
            kind: .operatorsPresent),
        SignalProfile(
            name: "operators-busy", unit: "1", decimals: 0, every: 60_000, kind: .operatorsBusy),
    ]

    init(_ name: String, _ node: Node) throws {
        var fields = try Fields(node)
        self.name = name
        every = try fields.required("every").period()
        if let running = fields.optional("watts_producing") {
            unit = "kWh"
            decimals = 3
            kind = .meter(
                idle: try fields.required("watts").number(), running: try running.number())
            guard every == 60_000 else { throw ScenarioError(node, "a meter tells every minute") }
        } else {
            unit = try fields.required("unit").text()
            let places = Int(try fields.optional("decimals")?.number() ?? 0)
            decimals = places
            kind =
                if let levels = fields.optional("levels") {
                    .actuator(try ActuatorProfile(levels, &fields, places: places))
                } else {
                    .sensor(try SensorProfile(&fields, places: places))
                }
        }
        try fields.finish()
    }
}

extension SensorProfile {
    fileprivate init(_ fields: inout Fields, places: Int) throws {
        base = try fields.required("base").decimal(places: places)
        running = try fields.optional("producing")?.decimal(places: places) ?? 0
        noise = try fields.optional("noise")?.decimal(places: places) ?? 0
        walk = try fields.optional("walk")?.decimal(places: places) ?? 0
        daily = try fields.optional("daily")?.decimal(places: places) ?? 0
        if let node = fields.optional("iso_class") {
            guard places == 0, let limit = CleanRoom.limit(isoClass: try node.number()) else {
                throw ScenarioError(node, "a class from 3 to 9, and a count without decimals")
            }
            normal = 0...limit
        } else {
            normal = try fields.optional("normal")?.range(places: places)
        }
        excursion = try fields.optional("excursion").map { node in
            var fields = try Fields(node)
            let excursion = Excursion(
                every: try fields.required("every").period(),
                length: try fields.required("length").timeRange(),
                height: try fields.required("height").decimal(places: places))
            try fields.finish()
            return excursion
        }
    }
}

extension ActuatorProfile {
    fileprivate init(_ levels: Node, _ fields: inout Fields, places: Int) throws {
        let list = try levels.sequence?.map { try $0.decimal(places: places) }
        self.levels = list ?? []
        commands = try fields.required("commands").timeRange()
        within = try fields.required("within").period()
        tolerance = try fields.required("tolerance").decimal(places: places)
        latePerMille = try fields.optional("late_per_mille")?.number() ?? 0
        stuckPerMille = try fields.optional("stuck_per_mille")?.number() ?? 0
        let sorted = self.levels.sorted()
        let isApart = zip(sorted, sorted.dropFirst()).allSatisfy { $1 - $0 > 2 * tolerance }
        // The next level must differ from the command and from a feedback that is stuck elsewhere.
        guard sorted.count >= 3, isApart else {
            throw ScenarioError(levels, "three or more levels, further apart than the tolerance")
        }
        guard commands.lowerBound >= 5 * within, commands.upperBound <= 1_800_000 else {
            throw ScenarioError(levels, "`commands` are from five times `within` to half an hour")
        }
    }
}
