/// What a declaration would change in the book as it stands.
public struct DeclaredChange: Hashable, Sendable {
    /// Rows that are new.
    public var added: [DeclaredLine]
    /// Rows of what it supersedes that are not there any more.
    public var removed: [DeclaredLine]
    /// Rows that say something else.
    public var changed: [Changed]
    /// How many rows stay as they were.
    public var unchanged: Int

    /// A row that says something else.
    public struct Changed: Hashable, Sendable {
        /// As it would be.
        public var row: DeclaredLine
        /// What is different.
        public var values: [Difference]
    }

    /// A value before and after; nil: nothing.
    public struct Difference: Hashable, Sendable {
        /// The column's name.
        public var column: String
        /// As it stands.
        public var before: DeclaredLine.Value?
        /// As it would be.
        public var after: DeclaredLine.Value?
    }

    /// Compares rows by their keys.
    init(from old: [DeclaredLine], to new: [DeclaredLine]) {
        let before = Dictionary(old.map { ($0.key, $0) }) { first, _ in first }
        let after = Set(new.map(\.key))
        added = new.filter { before[$0.key] == nil }
        removed = old.filter { !after.contains($0.key) }
        let both = new.compactMap { row in
            before[row.key].map { Changed(row: row, values: $0.differences(from: row)) }
        }
        changed = both.filter { !$0.values.isEmpty }
        unchanged = both.count - changed.count
    }
}

extension DeclaredLine {
    /// What another row of the same key says differently.
    fileprivate func differences(from after: DeclaredLine) -> [DeclaredChange.Difference] {
        func value(_ row: DeclaredLine, _ column: String) -> Value? {
            row.values.first { $0.column == column }
        }
        var columns = after.values.map(\.column)
        columns += values.map(\.column).filter { !columns.contains($0) }
        return columns.compactMap { column in
            let (before, after) = (value(self, column), value(after, column))
            return before?.text == after?.text
                ? nil : DeclaredChange.Difference(column: column, before: before, after: after)
        }
    }
}
