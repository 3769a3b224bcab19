public import Production
public import Storage
import Telemetry

extension CorrectionStanding {
    /// The record, and whether it is in the figures.
    public var json: JSON {
        var members = correction.members
        switch effect {
        case .inForce: members.append(("effect", .string("in_force")))
        case .withoutEffect: members.append(("effect", .string("without_effect")))
        case .superseded(let id):
            members += [("effect", .string("superseded")), ("superseded_by", .integer(id))]
        case .withdrawn(let id):
            members += [("effect", .string("withdrawn")), ("superseded_by", .integer(id))]
        }
        return .object(members)
    }
}

extension Correction {
    /// The record.
    public var json: JSON { .object(members) }

    fileprivate var members: [(String, JSON)] {
        [
            ("id", .integer(id)), ("recorded_at", .string(recordedAt.rfc3339)),
            ("by", .string(draft.by)), ("why", .string(draft.why)),
            ("supersedes", draft.supersedes.map { .integer($0) } ?? .null),
            ("unit", .string(draft.unit)), ("kind", .string(content.kind.rawValue)),
        ] + content.members
    }
}

extension CorrectionDraft.Content {
    /// Which kind it is.
    public var kind: CorrectionRequest.Kind {
        switch self {
        case .reason: .reason
        case .split: .split
        case .state: .state
        case .scrap: .scrap
        case .counter: .counter
        case .rate: .rate
        case .withdrawal: .withdraw
        }
    }

    fileprivate var members: [(String, JSON)] {
        switch self {
        case .reason(let stop, let reason):
            return Self.members(stop) + [("reason", Self.text(reason))]
        case .split(let stop, let at, let first, let second):
            return Self.members(stop) + [
                ("at", .string(at.rfc3339)), ("first", Self.text(first)),
                ("second", Self.text(second)),
            ]
        case .state(let span, let state, let reason):
            return [
                ("from", .string(span.from.rfc3339)), ("to", .string(span.to.rfc3339)),
                ("state", .string(state.identifier)), ("reason", Self.text(reason)),
            ]
        case .scrap(let at, let kind, let product, let quantity):
            return [
                ("at", .string(at.rfc3339)), ("count", .string("\(kind)")),
                ("product", Self.text(product)), ("quantity", .quantity(millionths: quantity)),
            ]
        case .counter(let finding, let judgement, let credit):
            return [
                ("signal", .string(finding.signal)), ("at", .string(finding.at.rfc3339)),
                ("finding", .string(finding.kind.rawValue)),
                ("before", .quantity(millionths: finding.before)),
                ("after", .quantity(millionths: finding.after)),
                ("counter_class", .string(judgement.rawValue)),
                ("credit", .quantity(millionths: credit)),
            ]
        case .rate(let product, let itemTime, let items, let from):
            return [
                ("product", .string(product)), ("item_time_s", .seconds(nanoseconds: itemTime)),
                ("items", .integer(items)), ("from", .string(from.rfc3339)),
            ]
        case .withdrawal: return []
        }
    }

    private static func members(_ stop: StopPart) -> [(String, JSON)] {
        [
            ("from", .string(stop.span.from.rfc3339)), ("to", .string(stop.span.to.rfc3339)),
            ("open", .bool(stop.isOpen)),
        ]
    }

    private static func text(_ text: String?) -> JSON { text.map { .string($0) } ?? .null }
}
