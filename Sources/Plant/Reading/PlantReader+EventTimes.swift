extension PlantReader {
    /// Gives the event time of a topic to those signals of a work unit that read the same payload
    /// without naming it.
    ///
    /// A half-declared topic is a trap: of one message, the state would count at the machine's time
    /// and the pieces at ours.
    func shareEventTimes(of members: [Int], at place: Place) {
        var topics: [String: [Int]] = [:]
        for index in members {
            if case .topic(let topic, _, _) = signals[index].source {
                topics[topic, default: []].append(index)
            }
        }
        for (topic, indices) in topics.sorted(by: { $0.key < $1.key }) where indices.count > 1 {
            share(topic, indices, at: place)
        }
    }

    private func share(_ topic: String, _ indices: [Int], at place: Place) {
        let times = indices.compactMap { signals[$0].source.time }
        let paths = Set(times.map(\.path))
        let without = indices.filter { signals[$0].readsFields && signals[$0].source.time == nil }
        guard let path = paths.first else { return }
        guard paths.count == 1 else {
            for index in without {
                report.warning(
                    place,
                    "\(signals[index].path) has no \"time\", and topic \(quoted(topic)) has several",
                    hint: "it has its receive time; name the one that is meant")
            }
            return
        }
        let units = Set(times.map(\.unit)).subtracting([.guess])
        guard units.count <= 1 else {
            report.error(place, "the time \(path) of topic \(quoted(topic)) has two units")
            return
        }
        let time = TimeField(path: path, unit: units.first ?? .guess)
        for index in indices where signals[index].readsFields {
            guard case .topic(_, let value, _) = signals[index].source else { continue }
            signals[index].source = .topic(topic, value: value, time: time)
        }
    }
}

extension SignalSource {
    /// The place of the event time.
    fileprivate var time: TimeField? {
        guard case .topic(_, _, let time) = self else { return nil }
        return time
    }
}

extension Signal {
    /// Whether its payload is an object: it reads fields of it, or it counts messages whatever they
    /// hold.
    fileprivate var readsFields: Bool {
        if case .actuator = meaning { return true }
        if meaning.counter?.type == .pulse { return true }
        guard case .topic(_, let value, let time) = source else { return false }
        return value != nil || time != nil
    }
}
