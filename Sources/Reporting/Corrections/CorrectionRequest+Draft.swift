import Plant
public import Production
public import Storage
import Telemetry

extension CorrectionRequest {
    /// The longest name of an author, and the longest reason, in characters.
    public static let textLimits = (
        by: ReportingLimits.name.value, why: ReportingLimits.reason.value
    )

    /// Checks the request against the plant and its figures.
    ///
    /// - Throws: ``QueryError`` with a stable code.
    public func draft(_ figures: Figures) throws(QueryError) -> CorrectionDraft {
        guard let kind = Kind(rawValue: kind) else {
            let known = Kind.allCases.map(\.rawValue).joined(separator: ", ")
            throw QueryError(code: .unknownKind, message: "the kind is one of \(known)")
        }
        let by = try text(by, "by", limit: ReportingLimits.name)
        let why = try text(why, "why", limit: ReportingLimits.reason)
        do {
            let unit = try unit(kind, figures)
            let drafting = Drafting(request: self, figures: figures, unit: unit)
            return CorrectionDraft(
                unit: figures.plant.workUnits[unit].path, by: by, why: why, supersedes: supersedes,
                content: try drafting.content(kind))
        } catch let error as QueryError {
            throw error
        } catch {
            throw QueryError(code: .storeFailed, message: "\(error)")
        }
    }

    private func text(
        _ text: String?, _ name: String, limit: Limit
    ) throws(QueryError) -> String {
        guard let said = text?.nonBlank else { throw .missing(name) }
        let words = said.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard words.count <= limit.value else {
            throw QueryError(
                code: .textTooLong, message: "\(name) has at most \(limit.value) characters",
                limit: limit)
        }
        return words
    }

    /// The index of the work unit; that of what is withdrawn need not be said.
    private func unit(_ kind: Kind, _ figures: Figures) throws -> Int {
        let plant = figures.plant
        if let unit {
            guard let index = plant.workUnits.firstIndex(where: { $0.path == unit }) else {
                throw QueryError(
                    code: .unknownUnit,
                    message: "there is no work unit \"\(unit)\"; there are "
                        + plant.workUnits.prefix(20).map(\.path).joined(separator: ", "))
            }
            return index
        }
        guard kind == .withdraw else { throw QueryError.missing("unit") }
        guard let supersedes else { throw QueryError.missing("supersedes") }
        for index in plant.workUnits.indices {
            if try figures.hasCorrection(supersedes, unit: index) { return index }
        }
        throw QueryError.noCorrection(supersedes)
    }
}

extension QueryError {
    static func missing(_ name: String) -> QueryError {
        QueryError(code: .missingField, message: "\(name) is missing")
    }

    /// There is nothing to supersede.
    public static func noCorrection(_ id: Int64) -> QueryError {
        QueryError(
            code: .unknownCorrection,
            message: "there is no correction \(id) of this work unit and kind to supersede")
    }
}

/// Makes the content of a correction from what was asked for.
private struct Drafting {
    let request: CorrectionRequest
    let figures: Figures
    /// Index into the plant's work units.
    let unit: Int

    private var plant: Plant { figures.plant }

    func content(_ kind: CorrectionRequest.Kind) throws -> CorrectionDraft.Content {
        switch kind {
        case .reason:
            return .reason(try stop(), reason: try reason(request.reason ?? "", "reason"))
        case .split: return try split()
        case .state:
            return .state(
                try span(), try state(),
                reason: try request.reason.flatMap { try reason($0, "reason") })
        case .scrap: return try scrap()
        case .counter: return try counter()
        case .rate: return try rate()
        case .withdraw:
            guard let superseded = request.supersedes else {
                throw QueryError.missing("supersedes")
            }
            let all = try figures.corrections(unit: unit, over: .always)
            guard all.contains(where: { $0.correction.id == superseded }) else {
                throw QueryError.noCorrection(superseded)
            }
            return .withdrawal
        }
    }

    private func instant(_ text: String?, _ name: String) throws -> Timestamp {
        guard let text, !text.isEmpty else { throw QueryError.missing(name) }
        do {
            return try plant.parse(exactly: text)
        } catch {
            throw QueryError(code: .malformedTime, message: "\(name): \(error)")
        }
    }

    /// Time that has come, from and to.
    private func span() throws -> TimeSpan {
        let from = try instant(request.from, "from")
        let to = try instant(request.to, "to")
        guard from < to else {
            throw QueryError(code: .reversedSpan, message: "the span ends before it begins")
        }
        try past(to)
        guard to - from <= Self.longest else {
            throw QueryError(
                code: .tooMany, message: "the span is longer than 31 days; say it in parts")
        }
        return TimeSpan(from: from, to: to)
    }

    /// The longest time of which one correction speaks: whoever asks for a part of it reads it
    /// whole.
    private static let longest = 31 * 86_400 * nanosecondsPerSecond

    private func past(_ instant: Timestamp) throws {
        let horizon = try figures.horizon(line: plant.workUnits[unit].line) ?? .distantPast
        guard instant <= horizon else {
            throw QueryError(
                code: .inFuture,
                message: "\(instant.rfc3339) is after the last that was heard of the line, "
                    + horizon.rfc3339)
        }
    }

    /// The stop that holds the instant asked for, or the part of one between two.
    private func stop() throws -> StopPart {
        if request.at == nil, request.from != nil {
            let span = try span()
            guard try !figures.stops(units: [unit], over: span).stops.isEmpty else {
                throw noStop("between \(span.from.rfc3339) and \(span.to.rfc3339)")
            }
            return StopPart(span)
        }
        return try stop(at: try instant(request.at, "at"))
    }

    private func stop(at instant: Timestamp) throws -> StopPart {
        let span = TimeSpan(from: instant, to: instant + 1)
        guard
            let stop = try figures.stops(units: [unit], over: span).stops.map(\.stop)
                .first(where: { $0.from <= instant && instant < $0.to })
        else { throw noStop("at \(instant.rfc3339)") }
        return StopPart(TimeSpan(from: stop.from, to: stop.to), isOpen: stop.isOpen)
    }

    private func noStop(_ place: String) -> QueryError {
        QueryError(
            code: .noSuchStop,
            message: "\(plant.workUnits[unit].path) has no stop in planned time \(place)")
    }

    private func split() throws -> CorrectionDraft.Content {
        let at = try instant(request.at, "at")
        let stop = try stop(at: at)
        guard stop.span.from < at else {
            throw QueryError(
                code: .noSuchStop, message: "the stop begins at \(at.rfc3339): split it later")
        }
        return .split(
            stop, at: at, first: try request.first.flatMap { try reason($0, "first") },
            second: try request.second.flatMap { try reason($0, "second") })
    }

    /// The identifier of a reason; nil for `none`.
    private func reason(_ text: String, _ name: String) throws -> String? {
        guard !text.isEmpty else {
            guard name == "reason", request.kind == CorrectionRequest.Kind.reason.rawValue else {
                return nil
            }
            throw QueryError.missing(name)
        }
        if plant.reasons.contains(where: { $0.id == text }) { return text }
        guard text == "none" else {
            throw QueryError(
                code: .unknownReason,
                message: "there is no reason \"\(text)\"; there are "
                    + (plant.reasons.map(\.id) + ["none"]).joined(separator: ", "))
        }
        return nil
    }

    private func state() throws -> UnitState {
        guard let text = request.state, !text.isEmpty else { throw QueryError.missing("state") }
        guard let state = UnitState.allCases.first(where: { $0.identifier == text }) else {
            throw QueryError(
                code: .unknownState,
                message: "a state is one of "
                    + UnitState.allCases.map(\.identifier).joined(separator: ", "))
        }
        return state
    }

    private func number(_ written: WrittenNumber?, _ name: String) throws -> Int64 {
        guard let written, !written.text.isEmpty else { throw QueryError.missing(name) }
        guard let number = Plant.quantity(written.text) else {
            throw QueryError(
                code: .malformedNumber,
                message: "\(name) is a number above zero with at most 6 decimals")
        }
        return number
    }

    private func product(_ text: String) throws -> Int32 {
        guard let index = plant.products.firstIndex(where: { $0.id == text }) else {
            throw QueryError(
                code: .unknownProduct,
                message: "there is no product \"\(text)\"; there are "
                    + plant.products.map(\.id).joined(separator: ", "))
        }
        return Int32(index)
    }
}

extension Drafting {
    /// No more than were good on that day: bad pieces were good ones before.
    private func scrap() throws -> CorrectionDraft.Content {
        let at = try instant(request.at, "at")
        try past(at + 1)
        let kind: CountKind
        switch request.count ?? "scrap" {
        case "scrap": kind = .scrap
        case "rework": kind = .rework
        default: throw QueryError(code: .unknownKind, message: "count is scrap or rework")
        }
        let named = request.product.flatMap { $0.isEmpty ? nil : $0 }
        let index = try named.map(product) ?? running(at: at)
        let quantity = try number(request.quantity, "quantity")
        let day = plant.localDay(containing: at)
        let sums = try figures.figures(unit: unit, over: [(day, nil)]).first?.sums.byProduct ?? [:]
        var good = sums[index]?.good ?? 0
        if let superseded = request.supersedes,
            case .scrap(_, _, _, let before)? = try figures.corrections(unit: unit, over: day)
                .first(where: { $0.correction.id == superseded })?.correction.content
        {
            good += before
        }
        guard quantity <= good else {
            throw QueryError(
                code: .moreThanGood,
                message: "on that day only \(decimalText(good, digits: 6)) of the product were good"
            )
        }
        return .scrap(at: at, kind: kind, product: named, quantity: quantity)
    }

    /// The product that ran at an instant.
    private func running(at instant: Timestamp) throws -> Int32 {
        let conditions = try figures.conditions(
            unit: unit, over: TimeSpan(from: instant, to: instant + 1))
        let product = conditions.last { $0.at <= instant }?.condition.product ?? -1
        guard product < 0 else { return product }
        return plant.lines[plant.workUnits[unit].line].product.map { Int32($0) } ?? -1
    }

    private func counter() throws -> CorrectionDraft.Content {
        guard let signal = request.signal else { throw QueryError.missing("signal") }
        guard let text = request.counterClass, !text.isEmpty else {
            throw QueryError.missing("counter_class")
        }
        guard let judgement = CounterClass(rawValue: text) else {
            throw QueryError(
                code: .unknownClass,
                message: "a class is one of "
                    + CounterClass.allCases.map(\.rawValue).joined(separator: ", "))
        }
        let at = try instant(request.at, "at")
        let kind = request.finding
        let found = try figures.findings(unit: unit, over: TimeSpan(from: at, to: at + 1))
            .filter { $0.signal == signal && (kind ?? $0.kind.rawValue) == $0.kind.rawValue }
            .compactMap(\.counterFinding)
        guard let finding = found.first else {
            throw QueryError(
                code: .noSuchFinding,
                message: "nothing was found of \(signal) at \(at.rfc3339) that can be judged")
        }
        let modulus = try request.modulus.map { try number($0, "modulus") } ?? modulus(of: signal)
        guard let credit = judgement.credit(of: finding, modulus: modulus) else {
            throw QueryError(
                code: .impossibleClass,
                message: "from \(decimalText(finding.before, digits: 6)) to "
                    + "\(decimalText(finding.after, digits: 6)) is no \(judgement.rawValue)"
                    + (judgement == .rollover && modulus == nil ? " without a modulus" : ""))
        }
        return .counter(finding, judgement, credit: credit)
    }

    private func modulus(of path: String) -> Int64? {
        guard let signal = plant.signals.first(where: { $0.path == path }),
            case .counter(let counter) = signal.meaning
        else { return nil }
        return counter.modulus
    }

    private func rate() throws -> CorrectionDraft.Content {
        guard let name = request.product, !name.isEmpty else {
            throw QueryError.missing("product")
        }
        _ = try product(name)
        guard let text = request.itemTime, !text.isEmpty else {
            throw QueryError.missing("item_time")
        }
        guard let time = Plant.itemTime(text) else {
            throw QueryError(
                code: .malformedNumber,
                message: "item_time is a time per item such as 500 ms, or items a time: 120/h")
        }
        return .rate(
            product: name, itemTime: time.nanoseconds, items: time.items,
            from: try instant(request.from, "from"))
    }
}
