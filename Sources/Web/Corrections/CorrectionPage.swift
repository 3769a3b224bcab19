import HTTPTypes
import Plant
import Production
import Reporting
import Storage
import Telemetry

/// The forms for one stop, one finding of a counter, one correction to withdraw, and for whatever
/// else is known better.
///
/// Works without a script.
struct CorrectionPage: Sendable {
    /// Why a form is shown again.
    enum Problem: Sendable {
        case mistake(FormProblem)
        case conflict(Correction)

        var status: HTTPResponse.Status {
            if case .conflict = self { .conflict } else { .badRequest }
        }
    }

    let wording: Wording
    /// Index into the plant's lines.
    let line: Int
    /// What the address or the form says.
    let fields: [String: String]
    /// The Shift page from which somebody came.
    let back: Address
    let token: String
    /// The newest correction when the page was made.
    var seen: Int64 = 0
    var canRecord = true
    /// Who says it, where that is known; nil: it is asked for.
    var signature: String?
    var problem: Problem?
    /// The stop that is meant.
    private(set) var stop: UnitStop?
    /// The finding that is meant.
    private(set) var finding: CounterFinding?
    /// The correction that is meant.
    private(set) var record: CorrectionStanding?

    init(
        wording: Wording, line: Int, fields: [String: String], back: Address, token: String
    ) {
        self.wording = wording
        self.line = line
        self.fields = fields
        self.back = back
        self.token = token
    }

    var plant: Plant { wording.plant }

    /// The work unit that is meant, as index.
    var unit: Int? {
        let path = fields["unit"] ?? fields["signal"].map { $0.unitPath }
        return plant.lines[line].workUnits.first { plant.workUnits[$0].path == path }
    }

    private var instant: Timestamp? {
        fields["at"].flatMap { try? plant.parse(exactly: $0) }
    }

    /// Reads what is meant, as far as it is there.
    mutating func read(_ figures: Figures) throws {
        if let id = fields["supersedes"].flatMap({ Int64($0) }) {
            for unit in plant.lines[line].workUnits where record == nil {
                record = try figures.corrections(unit: unit, over: .always)
                    .first { $0.correction.id == id }
            }
        }
        guard let unit, let instant else { return }
        let span = TimeSpan(from: instant, to: instant + 1)
        if let signal = fields["signal"] {
            finding = try figures.findings(unit: unit, over: span).filter { $0.signal == signal }
                .compactMap(\.counterFinding)
                .first { $0.kind.rawValue == fields["finding"] ?? $0.kind.rawValue }
        } else {
            stop = try figures.stops(units: [unit], over: span).stops
                .first { $0.stop.from <= instant && instant < $0.stop.to }
        }
    }

    /// The address of the forms.
    static func address(_ plant: Plant, line: Int) -> Address {
        Address(path: "/line/\(plant.lines[line].id)/correct")
    }

    /// The whole page.
    var page: String {
        var address = Self.address(plant, line: line)
        for name in ["unit", "at", "signal", "finding", "date", "shift"] {
            address = address.with(name, fields[name])
        }
        address = address.with("withdraw", fields["supersedes"])
        let name = wording(plant.lines[line].name)
        let layout = Layout(
            wording: wording, address: address,
            title: "\(name) · \(wording(CorrectionTerm.correct))")
        return layout.page {
            HTML("h1") { "\(name) · \(wording(CorrectionTerm.correct))" }
            LineNavigation(wording: wording, line: plant.lines[line].id, current: .shift).html
            HTML("p") { Chip(link: back.text, text: wording(CorrectionTerm.backToShift)).html }
            notice
            if canRecord {
                HTML("div", ["class": "line-page"]) { forms }
            } else {
                HTML("p", ["class": "notice"]) { wording(CorrectionTerm.notNow) }
            }
        }
    }

    @HTMLBuilder private var notice: HTML {
        switch problem {
        case nil: HTML.nothing
        case .mistake(let mistake):
            HTML("p", ["class": "notice", "role": "alert"]) { wording(mistake) }
        case .conflict(let other):
            HTML("div", ["class": "notice", "role": "alert", "id": "conflict"]) {
                HTML("div") {
                    HTML("p") { wording(CorrectionTerm.conflict) }
                    HTML("p") {
                        "\(wording.time(other.recordedAt, seconds: true)) · \(other.draft.by) · "
                            + "\(wording.correction(other.content)) · \(other.draft.why)"
                    }
                    HTML("p") { wording(CorrectionTerm.conflictHow) }
                }
            }
        }
    }

    @HTMLBuilder private var forms: HTML {
        if let record {
            withdrawal(record)
        } else if let finding {
            judgement(finding)
        } else if let stop {
            reason(stop)
            split(stop)
            state(stop)
        } else {
            HTML("p", ["class": "wide"]) { wording(CorrectionTerm.find) }
            state(nil)
            scrap
        }
    }
}

extension String {
    /// `line/unit` of `line/unit/signal`.
    fileprivate var unitPath: String {
        split(separator: "/").prefix(2).joined(separator: "/")
    }
}
