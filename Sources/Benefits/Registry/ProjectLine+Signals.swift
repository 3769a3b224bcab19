public import Plant

extension Project {
    /// What is wrong with the signals that it names of the lines that a plant file has: each is to
    /// be a measurement of its line, at a work unit whose silence is noticed.
    func signalMistakes(in plant: Plant) -> [Diagnostic] {
        lines.flatMap { line -> [Diagnostic] in
            guard let units = plant.lines.first(where: { $0.id == line.id })?.workUnits else {
                return []
            }
            let signals = units.flatMap { plant.workUnits[$0].signals }.map { plant.signals[$0] }
            let measurements = signals.filter(\.isMeasurement).map { line.relative($0) }
            return line.operators.compactMap { name -> Diagnostic? in
                let signal = signals.first { line.relative($0) == name.path }
                func mistake(_ message: String, _ hint: String) -> Diagnostic {
                    Diagnostic(
                        file: file, line: name.place.line, column: name.place.column,
                        severity: .error, message: message, hint: hint)
                }
                if let signal, signal.isMeasurement {
                    guard plant.workUnits[signal.workUnit].staleAfter == nil else { return nil }
                    return mistake(
                        "the work unit of \(quoted(name.path)) has no heartbeat: nobody would "
                            + "notice that its numbers no longer come",
                        "give the work unit `heartbeat` or `stale_after` in the plant file")
                }
                return mistake(
                    signal == nil
                        ? "the line \(quoted(line.id)) of the plant file has no signal "
                            + quoted(name.path)
                        : "the signal \(quoted(name.path)) of the plant file is no measurement",
                    suggestion(for: name.path, among: measurements)
                        ?? (measurements.isEmpty
                            ? "the line has no signal of kind measurement"
                            : "measurements: \(measurements.joined(separator: ", "))"))
            }
        }
    }
}

extension ProjectLine {
    /// The measurements that say how many operators are logged in, as indices into
    /// `Plant.signals`; nil where the plant file lacks one.
    public func operators(in plant: Plant) -> [Int]? {
        let found = operators.compactMap { name in
            plant.signals.firstIndex { $0.isMeasurement && relative($0) == name.path }
        }
        return found.count == operators.count ? found : nil
    }

    /// The path of a signal within the line.
    fileprivate func relative(_ signal: Signal) -> String {
        signal.path.hasPrefix(id + "/") ? String(signal.path.dropFirst(id.count + 1)) : signal.path
    }
}

extension Signal {
    /// Whether it is a sensor or an actuator, whose activity is smart evidence.
    public var isDevice: Bool {
        switch meaning {
        case .measurement, .actuator: true
        case .state, .mode, .counter, .meter, .product, .order, .reason: false
        }
    }

    fileprivate var isMeasurement: Bool {
        if case .measurement = meaning { true } else { false }
    }
}
