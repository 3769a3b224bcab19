public import Plant
public import Reporting
internal import Telemetry

extension DeclaredEntry {
    /// Stable names; hashes in hexadecimal.
    ///
    /// What holds until another file says otherwise has no last day.
    public func json(isInForce: Bool) -> JSON {
        .object([
            ("number", .integer(number)), ("recorded_at", .string(at.rfc3339)),
            ("by", .string(by)), ("kind", .string(kind.rawValue)),
            ("line", line.map { .string($0) } ?? .null), ("from", .string("\(from)")),
            ("to", kind.holdsUntilReplaced ? .null : .string("\(to)")),
            ("rows", .integer(Int64(rows))),
            ("file", file.json), ("evidence", .array(evidence.map(\.json))),
            ("supersedes", supersedes.map { .integer($0) } ?? .null),
            ("why", why.isEmpty ? .null : .string(why)), ("in_force", .bool(isInForce)),
        ])
    }
}

extension DeclaredFile {
    fileprivate var json: JSON {
        .object([("name", .string(name)), ("sha256", .string(sha256))])
    }
}

extension DeclaredChange {
    /// What changes, a line each, under the names of the file's columns.
    public var text: LocalizedText {
        let lines =
            added.map { "+ \($0.text)" } + removed.map { "- \($0.text)" }
            + changed.map { row in
                let values = row.values.map {
                    "\($0.column) \($0.before?.text ?? "—") → \($0.after?.text ?? "—")"
                }
                return "~ \(row.row.key): \(values.joined(separator: ", "))"
            }
        let sums: [(BookTerm, Int)] = [
            (.added, added.count), (.removed, removed.count), (.changed, changed.count),
            (.unchanged, unchanged),
        ]
        let english = sums.map { "\($1) \($0.wording.english.lowercased())" }
        let chinese = sums.map { "\($0.wording.traditionalChinese) \($1) 行" }
        return words(
            (lines + [english.joined(separator: ", ")]).joined(separator: "\n"),
            (lines + [chinese.joined(separator: "，")]).joined(separator: "\n"))
    }

    /// Stable names.
    public var json: JSON {
        .object([
            ("added", .array(added.map(\.json))), ("removed", .array(removed.map(\.json))),
            (
                "changed",
                .array(
                    changed.map { row in
                        .object([
                            ("row", .string(row.row.key)),
                            ("line", .integer(Int64(row.row.line))),
                            (
                                "values",
                                .array(
                                    row.values.map {
                                        .object([
                                            ("column", .string($0.column)),
                                            ("before", $0.before.map { .string($0.text) } ?? .null),
                                            ("after", $0.after.map { .string($0.text) } ?? .null),
                                        ])
                                    })
                            ),
                        ])
                    })
            ),
            ("unchanged", .integer(Int64(unchanged))),
        ])
    }
}

extension DeclaredLine {
    /// Its key and what it says.
    fileprivate var text: String {
        "\(key): " + values.map { "\($0.column) \($0.text)" }.joined(separator: ", ")
    }

    fileprivate var json: JSON {
        .object([
            ("row", .string(key)), ("line", .integer(Int64(line))),
            ("values", .object(values.map { ($0.column, .string($0.text)) })),
        ])
    }
}

extension DeclaredMistake {
    /// Stable names.
    public var json: JSON {
        .object([
            ("file", .string(file)), ("line", .integer(Int64(line))),
            ("column", .integer(Int64(column))), ("message", .string(message)),
            ("hint", hint.map { .string($0) } ?? .null),
        ])
    }
}

extension DeclarationError {
    /// Stable names.
    public var json: JSON {
        .object([
            (
                "error",
                .object([
                    ("code", .string(code.rawValue)), ("message", .string(description)),
                    ("record", record.map { .integer($0) } ?? .null),
                    ("mistakes", .array(mistakes.map(\.json))),
                ])
            )
        ])
    }
}
