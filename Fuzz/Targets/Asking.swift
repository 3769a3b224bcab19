import Foundation
import HTTPTypes
import Plant
import Production
import Reporting
import Storage
import Telemetry

@testable import Lineside
@testable import Web

/// An address of the API, `kpi?unit=l/u&from=…`: answered, or refused with a code that is no
/// failure of ours.
@Sendable func query() -> FuzzTarget.Body {
    let store = FewFacts()
    let figures = Figures(plant: ConventionPlant.scalar, store: store)
    return { input in
        let text = String(decoding: input, as: UTF8.self)
        let sides = text.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        answered {
            try answer(
                path: String(sides[0]), pairs(sides.count > 1 ? sides[1] : ""), figures, store)
        }
    }
}

/// The parameters of an address, as Hummingbird takes them apart.
private func pairs(_ query: Substring) -> [(key: String, value: String)] {
    query.split(separator: "&").map { pair in
        let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            .map { $0.removingPercentEncoding ?? String($0) }
        return (sides[0], sides.count > 1 ? sides[1] : "")
    }
}

private func answer(
    path: String, _ pairs: [(key: String, value: String)], _ figures: Figures, _ store: FewFacts
) throws {
    let plant = figures.plant
    switch path {
    case "kpi":
        let asked = try KPIRequest(try Parameters.read(pairs, KPIRequest.parameters), plant)
        _ = try asked.answer(figures, store).text()
    case "stops":
        let asked = try Parameters.read(
            pairs, StopsRequest.parameters.union(["min"]))
        let (from, to) = (try plant.instant(asked["from"]), try plant.instant(asked["to"]))
        let filter = try StopFilter(asked, plant)
        try SpanLimit.check(from: from, to: to, figures)
        _ = try StopQuery(figures: figures).report(
            unit: asked["unit"], from: from, to: to, filter: filter
        ).json(plant).text()
    case "page":
        let asked = try Parameters.read(pairs, StopsRequest.parameters)
        _ = try StopsRequest(line: 0, asked, plant).span(plant, horizon: FewFacts.now)
    case "signals":
        let asked = try Parameters.read(pairs, SignalQuery.parameters)
        let query = try SignalQuery(asked, line: 0, plant: plant, horizon: FewFacts.now)
        _ = query.window.moved(by: -1, horizon: FewFacts.now)
        _ = query.window.scaled(by: 2, over: 1, horizon: FewFacts.now)
        _ = query.shown(plant)
    case "corrections":
        let asked = try Parameters.read(pairs, ["unit", "from", "to"])
        _ = try CorrectionQuery(figures: figures).trail(
            unit: asked["unit"], from: try plant.instant(asked["from"]),
            to: try plant.instant(asked["to"])
        ).json.text()
    default: break
    }
}

/// `f` and a form, or JSON: a correction that people or programs send.
@Sendable func correction() -> FuzzTarget.Body {
    let figures = Figures(plant: ConventionPlant.scalar, store: FewFacts())
    return { input in
        answered {
            if input.first == UInt8(ascii: "f") {
                let fields = try FormFields.read(String(decoding: input.dropFirst(), as: UTF8.self))
                _ = try CorrectionRequest(form: fields).draft(figures)
            } else {
                _ = try AskedCorrection(json: input).request.draft(figures)
            }
        }
    }
}

/// A media type, a line feed, and a form with files: refused as a whole, or the same form again
/// when it is sent as a browser would.
func multipart(_ input: [UInt8]) {
    let end = input.firstIndex(of: UInt8(ascii: "\n")) ?? input.endIndex
    let type = String(decoding: input[..<end], as: UTF8.self)
    answered {
        let form = try MultipartForm.read(Array(input[end...].dropFirst()), type: type)
        guard !form.fields.isEmpty || !form.files.isEmpty,
            input.ranges(of: SentForm.boundary).isEmpty
        else { return }
        let again = try? MultipartForm.read(SentForm(form).bytes, type: SentForm.type)
        claim(again == form, "a form is read in two ways: \(form)")
    }
}

/// A form as a browser sends it, in the fewest bytes.
private struct SentForm {
    static let boundary = Array("0fuzz-boundary-of-its-own0".utf8)
    static let type = "multipart/form-data;boundary=" + String(decoding: boundary, as: UTF8.self)

    private(set) var bytes: [UInt8] = []

    init(_ form: MultipartForm) {
        for (name, text) in form.fields {
            begin("name=\"\(Self.escaped(name))\"")
            // What stands for a line feed in a form.
            for byte in text.utf8 { bytes += byte == 10 ? [13, 10] : [byte] }
        }
        for file in form.files {
            begin("name=\"\(Self.escaped(file.field))\";filename=\"\(Self.escaped(file.name))\"")
            bytes += file.bytes
        }
        bytes += Array("\r\n--".utf8) + Self.boundary + Array("--\r\n".utf8)
    }

    private mutating func begin(_ names: String) {
        bytes += Array((bytes.isEmpty ? "--" : "\r\n--").utf8) + Self.boundary
        bytes += Array("\r\nContent-Disposition:form-data;\(names)\r\n\r\n".utf8)
    }

    /// By scalars: a carriage return and a line feed are one character.
    private static func escaped(_ name: String) -> String {
        name.unicodeScalars.reduce(into: "") { text, scalar in
            switch scalar {
            case "\"": text += "%22"
            case "\r": text += "%0D"
            default: text.unicodeScalars.append(scalar)
            }
        }
    }
}

/// A line that a command sends to the daemon's socket.
@Sendable func control() -> FuzzTarget.Body {
    let figures = Figures(plant: ConventionPlant.scalar, store: FewFacts())
    return { input in
        guard
            let request = try? JSONDecoder.control.decode(
                ControlRequest.self, from: Data(input.prefix(ControlRequest.sizeLimit)))
        else { return }
        answered { _ = try request.correction?.draft(figures) }
    }
}

/// Whoever asks is told what was wrong; a store that has everything never fails.
private func answered(_ ask: () throws -> Void) {
    do {
        try ask()
    } catch let error as WebError {
        claim(error.status.code < 500, "a question fails: \(error)")
    } catch let error as QueryError {
        claim(error.code != .storeFailed, "a question fails: \(error)")
    } catch {
        fatalError("\(error)")
    }
}

/// A store with the facts of two days.
private struct FewFacts: Store {
    static let begin = receiveTime
    static let now = begin + 2 * 86_400 * nanosecondsPerSecond

    private let facts: [Fact] = (0..<48).flatMap { hour in
        let at = FewFacts.begin + Int64(hour) * 3600 * nanosecondsPerSecond
        var condition = Condition.unknown
        condition.state = hour % 3 == 2 ? .stopped : .producing
        condition.product = 0
        let pieces = PieceCount(
            kind: .made, quantity: 60 * quantityScale, product: 0, isKnown: true)
        return [
            Fact(at: at, knownBy: at, content: .condition(condition)),
            Fact(at: at, knownBy: at, content: .pieces(pieces)),
        ]
    }

    func facts(unit: String, over span: TimeSpan, names: PlantNames) -> UnitFacts {
        UnitFacts(
            facts.filter { fact in
                if case .pieces = fact.content { span.contains(fact.at) } else { true }
            })
    }
    func lanes() -> [String: Fold.LaneState] {
        [
            "b": Fold.LaneState(
                position: 1, now: Self.now, counts: Fold.Counts(), isConnected: true,
                isBalanced: true)
        ]
    }
    func firstInstant() -> Timestamp? { Self.begin }
    func findings(unit: String, over span: TimeSpan) -> [StoredFinding] { [] }
    func waiting(among paths: [String]) -> [String] { [] }
    func late(unit: String, limit: Int) -> LateBatch {
        LateBatch(numbers: [], events: [], names: [])
    }
    func settled(unit: String, from second: Int64, limit: Int) -> [StoredChunk] { [] }
    func facts(
        unit: String, knownIn seconds: ClosedRange<Int64>, names: PlantNames
    ) -> [Fact] { [] }
    func changes(unit: String, over span: TimeSpan, limit: Int) -> [StoredChange] { [] }
    func minutes(signal: String, over span: TimeSpan) -> [MinuteSummary] { [] }
    func commands(signal: String, over span: TimeSpan) -> [CommandFact] { [] }
    func quarantine() -> [QuarantineEntry] { [] }
    func resumePoint(lane: String) -> ResumePoint? { nil }
    func commit(_ flush: LaneFlush) throws(StoreError) {
        throw StoreError(code: .failed, message: "takes nothing")
    }
    func reset(lane: String, paths: [String]) throws(StoreError) {
        throw StoreError(code: .failed, message: "forgets nothing")
    }
}
