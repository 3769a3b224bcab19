import Plant
import Storage
import Telemetry

extension Plant {
    /// What a name stands for: a work unit (`line/unit`), a line or the plant; a line goes before a
    /// plant of the same identifier.
    func subject(named name: String) throws(QueryError) -> Subject {
        if let unit = workUnits.firstIndex(where: { $0.path == name }) { return .unit(unit) }
        if let line = lines.firstIndex(where: { $0.id == name }) { return .line(line) }
        if name == id { return .plant }
        let known = [id] + lines.map(\.id) + workUnits.map(\.path)
        throw QueryError(
            code: .unknownUnit,
            message: "there is no plant, line or work unit \"\(name)\"; there are "
                + known.prefix(20).joined(separator: ", "))
    }
}

extension Figures {
    /// The span asked for, its open ends filled in; nil where nothing came yet.
    func span(
        of subject: Subject, from: Timestamp?, to: Timestamp?
    ) throws(QueryError) -> TimeSpan? {
        var whole: TimeSpan?
        do {
            for line in lines(subject) {
                guard let next = try wholeSpan(line: line) else { continue }
                whole =
                    whole.map {
                        TimeSpan(from: min($0.from, next.from), to: max($0.to, next.to))
                    } ?? next
            }
        } catch {
            throw QueryError(code: .storeFailed, message: "\(error)")
        }
        guard let begin = from ?? whole?.from, let end = to ?? whole?.to else { return nil }
        guard begin <= end else {
            throw QueryError(
                code: .reversedSpan,
                message: "the span ends at \(end.rfc3339), before it begins at \(begin.rfc3339)")
        }
        guard end - begin <= 100 * 366 * 86_400 * nanosecondsPerSecond else {
            throw QueryError(
                code: .tooMany, message: "more than a hundred years are too many results")
        }
        return TimeSpan(from: begin, to: end)
    }

    /// How a subject's own figure is called and defined; nil for a work unit, whose is right.
    func name(of subject: Subject) throws(StoreError) -> (unit: String, definition: String)? {
        switch subject {
        case .unit: nil
        case .line(let line): (plant.lines[line].id, try definitionHash(subject))
        case .plant: (plant.id, try definitionHash(subject))
        }
    }
}
