import Discovery
import Plant
import Reporting
import Telemetry

extension Proposal {
    /// The proposal for programs; texts in English.
    var json: JSON {
        .object([
            (
                "heard",
                .object([
                    ("messages", .integer(Int64(heard.messages))),
                    ("topics", .integer(Int64(heard.topics))),
                    ("from", heard.span.map { .string($0.from.rfc3339) } ?? .null),
                    ("to", heard.span.map { .string($0.to.rfc3339) } ?? .null),
                    ("beyond_messages", .integer(Int64(heard.beyond.messages))),
                    ("beyond_topics", .array(heard.beyond.topics.map { .string($0) })),
                    ("beyond_fields", .bool(heard.beyond.fields)),
                ])
            ),
            (
                "work_units",
                .array(lines.flatMap { line in line.units.map { json(of: $0, in: line) } })
            ), ("unplaced", .array(unplaced.map(\.json))),
        ])
    }

    private func json(of unit: ProposedUnit, in line: ProposedLine) -> JSON {
        .object([
            ("unit", .string("\(line.id)/\(unit.id)")), ("topics", .string(unit.prefix)),
            ("heartbeat_s", unit.heartbeat.map { .seconds(nanoseconds: $0) } ?? .null),
            ("longest_silence_s", unit.longestGap.map { .seconds(nanoseconds: $0) } ?? .null),
            (
                "rates",
                .array(
                    unit.rates.map { rate in
                        .object([
                            ("product", .string(products[rate.product].id)),
                            ("item_time_s", .seconds(nanoseconds: rate.itemTime)),
                            ("window_s", .seconds(nanoseconds: rate.window)),
                        ])
                    })
            ), ("signals", .array(unit.signals.map(\.json))),
        ])
    }
}

extension ProposedSignal {
    fileprivate var json: JSON {
        .object([
            ("signal", .string(id)), ("kind", .string(kind)),
            ("counts", meaning.counter?.counts.map { .string("\($0)") } ?? .null),
            ("type", meaning.counter.map { .string($0.type.rawValue) } ?? .null),
            ("topic", .string(topic)),
            ("field", field.map { .string($0.description) } ?? .null),
            ("time", time.map { .string($0.path.description) } ?? .null),
            ("confidence", .integer(Int64(confidence))),
            ("why", .array(why.map { .string($0.wording.english) })),
            ("alternatives", .array(alternatives.map { .string($0) })),
            ("example", .string(example)),
        ])
    }
}

extension Unplaced {
    fileprivate var json: JSON {
        .object([
            ("topic", .string(topic)), ("field", field.map { .string($0.description) } ?? .null),
            ("why", .string(why.wording.english)),
            ("guesses", .array(guesses.map { .string($0) })),
            ("examples", .array(examples.map { .string($0) })),
        ])
    }
}
