internal import Plant

// A list of jobs is whole from its day on: a job is ended by a last day, never left out.

extension [DeclaredEntry] {
    /// The whole list that holds on the day before another one does.
    func holding(before day: LocalDate) -> DeclaredEntry? {
        filter { $0.from < day }.max { $0.from < $1.from }
    }

    /// The whole list that takes over from one that holds from a day on.
    func holding(after day: LocalDate) -> DeclaredEntry? {
        filter { $0.from > day }.min { $0.from < $1.from }
    }
}

extension Declaration {
    /// Refuses a list that leaves out what is in one that it takes over from, or has what is not in
    /// the one that takes over from it.
    func checkComplete(
        _ lines: [DeclaredLine], from: LocalDate, _ before: [DeclaredEntry],
        followedBy after: DeclaredEntry?, _ declared: (DeclaredEntry) throws -> [DeclaredLine]
    ) throws {
        for entry in before {
            let missing = try declared(entry).missing(in: lines)
            guard missing.isEmpty else {
                throw DeclarationError(
                    .incomplete,
                    .record(
                        .leavesOut(
                            missing, from: from, record: entry.number, file: entry.file.name)),
                    record: entry.number)
            }
        }
        guard let after else { return }
        let missing = lines.missing(in: try declared(after))
        guard missing.isEmpty else {
            throw DeclarationError(
                .incomplete,
                .record(
                    .leftOutLater(
                        missing, from: after.from, record: after.number, file: after.file.name)),
                record: after.number)
        }
    }
}

extension [DeclaredLine] {
    /// The keys of those that are not among others, in their order.
    fileprivate func missing(in others: [DeclaredLine]) -> [String] {
        let keys = Set(others.map(\.key))
        return map(\.key).filter { !keys.contains($0) }
    }
}
