import Foundation
import Production
import Storage
import Telemetry

/// What a correction says, as it stands in the store: a JSON object whose members must not change.
///
/// Times are nanoseconds, quantities millionths, states and kinds their raw values.
struct StoredContent: Codable {
    private enum Kind: String, Codable {
        case reason, split, state, scrap, counter, rate, withdrawal
    }

    private var kind: Kind
    private var from: Int64?
    private var to: Int64?
    private var at: Int64?
    private var isOpen: Bool?
    private var reason: String?
    private var second: String?
    private var state: UInt8?
    private var count: UInt8?
    private var product: String?
    private var quantity: Int64?
    private var signal: String?
    private var finding: String?
    private var before: Int64?
    private var after: Int64?
    private var judgement: String?
    private var itemTime: Int64?
    private var items: Int64?

    var text: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }

    init(text: String) throws {
        self = try JSONDecoder().decode(Self.self, from: Data(text.utf8))
    }

    init(_ content: CorrectionDraft.Content) {
        switch content {
        case .reason(let stop, let reason):
            kind = .reason
            put(stop)
            self.reason = reason
        case .split(let stop, let at, let first, let second):
            kind = .split
            put(stop)
            self.at = at.nanoseconds
            reason = first
            self.second = second
        case .state(let span, let state, let reason):
            kind = .state
            put(StopPart(span))
            self.state = state.rawValue
            self.reason = reason
        case .scrap(let at, let kind, let product, let quantity):
            self.kind = .scrap
            self.at = at.nanoseconds
            count = kind.rawValue
            self.product = product
            self.quantity = quantity
        case .counter(let finding, let judgement, let credit):
            kind = .counter
            put(finding)
            self.judgement = judgement.rawValue
            quantity = credit
        case .rate(let product, let itemTime, let items, let from):
            kind = .rate
            self.product = product
            self.itemTime = itemTime
            self.items = items
            self.from = from.nanoseconds
        case .withdrawal: kind = .withdrawal
        }
    }

    private mutating func put(_ stop: StopPart) {
        from = stop.span.from.nanoseconds
        to = stop.span.to.nanoseconds
        if stop.isOpen { isOpen = true }
    }

    private mutating func put(_ found: CounterFinding) {
        signal = found.signal
        at = found.at.nanoseconds
        finding = found.kind.rawValue
        before = found.before
        after = found.after
    }

    var content: CorrectionDraft.Content {
        get throws {
            switch kind {
            case .reason: return .reason(try stop, reason: reason)
            case .split:
                return .split(try stop, at: try instant(at), first: reason, second: second)
            case .state:
                return .state(
                    try stop.span, try known(state.flatMap(UnitState.init(rawValue:))),
                    reason: reason)
            case .scrap:
                return .scrap(
                    at: try instant(at), kind: try known(count.flatMap(CountKind.init(rawValue:))),
                    product: product, quantity: try known(quantity))
            case .counter:
                return .counter(
                    CounterFinding(
                        signal: try known(signal), at: try instant(at),
                        kind: try known(finding.flatMap(FindingKind.init(rawValue:))),
                        before: try known(before), after: try known(after)),
                    try known(judgement.flatMap(CounterClass.init(rawValue:))),
                    credit: try known(quantity))
            case .rate:
                return .rate(
                    product: try known(product), itemTime: try known(itemTime),
                    items: try known(items), from: try instant(from))
            case .withdrawal: return .withdrawal
            }
        }
    }

    private var stop: StopPart {
        get throws {
            let (from, to) = (try instant(from), try instant(to))
            return StopPart(
                TimeSpan(from: min(from, to), to: max(from, to)), isOpen: isOpen ?? false)
        }
    }

    private func instant(_ nanoseconds: Int64?) throws -> Timestamp {
        Timestamp(nanoseconds: try known(nanoseconds))
    }

    private func known<Value>(_ value: Value?) throws -> Value {
        guard let value else {
            throw StoreError(
                code: .failed, message: "a correction of the kind \(kind) cannot be read")
        }
        return value
    }
}
