import Plant
import Production
import Reporting
import Storage
import Telemetry

extension CorrectionPage {
    /// Why a stop was: one press on its reason.
    func reason(_ entry: UnitStop) -> HTML {
        form(.reason, title: CorrectionTerm.reasonOf) {
            about(entry)
            signature(.reason)
            HTML("fieldset", ["class": "choices"]) {
                HTML("legend") { wording(CorrectionTerm.pickReason) }
                for reason in plant.reasons {
                    choice("reason", reason.id, wording(reason.name))
                }
                choice("reason", "none", wording(CorrectionTerm.noReason))
            }
        }
    }

    /// That a stop is two.
    func split(_ entry: UnitStop) -> HTML {
        form(.split, title: CorrectionTerm.splitStop) {
            hidden("unit", plant.workUnits[entry.unit].path)
            time(
                "at", CorrectionTerm.splitAt, sent(.split, "at") ?? wording.formTime(middle(entry)))
            reasons("first", CorrectionTerm.firstPart, none: CorrectionTerm.asItWas, .split)
            reasons("second", CorrectionTerm.secondPart, none: CorrectionTerm.asItWas, .split)
            signature(.split)
            submit
        }
    }

    /// What a unit did over an interval.
    func state(_ entry: UnitStop?) -> HTML {
        form(.state, title: CorrectionTerm.stateOf) {
            units(.state, entry?.unit)
            time(
                "from", CorrectionTerm.from,
                sent(.state, "from") ?? entry.map { wording.formTime($0.stop.from) })
            time(
                "to", CorrectionTerm.to,
                sent(.state, "to") ?? entry.map { wording.formTime($0.stop.to) })
            select("state", wording(StatusTerm.state), sent(.state, "state")) {
                UnitState.allCases.map { ($0.identifier, wording($0)) }
            }
            reasons("reason", CorrectionTerm.pickReason, none: CorrectionTerm.noReason, .state)
            signature(.state)
            submit
        }
    }

    /// Pieces that people found bad.
    var scrap: HTML {
        form(.scrap, title: CorrectionTerm.scrapFound) {
            units(.scrap, nil)
            time("at", CorrectionTerm.when, sent(.scrap, "at"))
            field(wording(CorrectionTerm.quantity)) {
                HTML(
                    "input",
                    [
                        "name": "quantity", "type": "number", "min": "0", "step": "any",
                        "required": "required", "value": sent(.scrap, "quantity"),
                    ])
            }
            select("count", wording(ShiftTerm.scrap), sent(.scrap, "count")) {
                [
                    ("scrap", wording(ShiftTerm.scrap)),
                    ("rework", wording(CorrectionTerm.rework)),
                ]
            }
            select("product", wording(StopTerm.product), sent(.scrap, "product")) {
                [("", wording(CorrectionTerm.productThatRan))]
                    + plant.products.map { ($0.id, wording($0.name)) }
            }
            signature(.scrap)
            submit
        }
    }

    /// What a discontinuity of a counter was: one press on its class.
    func judgement(_ finding: CounterFinding) -> HTML {
        form(.counter, title: CorrectionTerm.judgeFinding) {
            HTML("p", ["class": "period"]) {
                "\(wording(finding.kind)) · \(wording.time(finding.at, seconds: true)) · "
                    + "\(wording.number(finding.before)) → \(wording.number(finding.after))"
            }
            HTML("p", ["class": "aside"]) { wording.signal(finding.signal) }
            hidden("unit", unit.map { plant.workUnits[$0].path })
            hidden("signal", finding.signal)
            hidden("at", finding.at.rfc3339)
            hidden("finding", finding.kind.rawValue)
            field(wording(CorrectionTerm.modulus)) {
                HTML(
                    "input",
                    [
                        "name": "modulus", "type": "number", "min": "1", "step": "1",
                        "value": sent(.counter, "modulus"),
                    ])
            }
            signature(.counter)
            HTML("fieldset", ["class": "choices"]) {
                HTML("legend") { wording(CorrectionTerm.judge) }
                for judgement in CounterClass.allCases {
                    choice("counter_class", judgement.rawValue, wording(judgement))
                }
            }
        }
    }

    /// That a correction was wrong.
    func withdrawal(_ standing: CorrectionStanding) -> HTML {
        let record = standing.correction
        return form(.withdraw, title: CorrectionTerm.withdrawOf) {
            HTML("p", ["class": "period"]) { wording.correction(record.content) }
            HTML("p", ["class": "aside"]) {
                "\(record.id) · \(wording.dateTime(record.recordedAt)) · \(record.draft.by) · "
                    + record.draft.why
            }
            hidden("unit", record.draft.unit)
            hidden("supersedes", "\(record.id)")
            signature(.withdraw)
            submit
        }
    }
}

extension CorrectionPage {
    private func form(
        _ kind: CorrectionRequest.Kind, title: CorrectionTerm, @HTMLBuilder content: () -> HTML
    ) -> HTML {
        let language = wording.language.rawValue
        let target = Self.address(plant, line: line).with("lang", language).text
        return HTML(
            "form",
            ["class": "panel correction", "method": "post", "action": target, "id": kind.rawValue]
        ) {
            HTML("h2") { wording(title) }
            hidden("kind", kind.rawValue)
            hidden("token", token)
            hidden("seen", "\(seen)")
            hidden("date", fields["date"])
            hidden("shift", fields["shift"])
            content()
        }
    }

    /// What a form of this kind was sent with, where it is shown again.
    private func sent(_ kind: CorrectionRequest.Kind, _ name: String) -> String? {
        fields["kind"] == kind.rawValue ? fields[name] : nil
    }

    private func about(_ entry: UnitStop) -> HTML {
        let stop = entry.stop
        let end = stop.isOpen ? wording(ListTerm.stillOpen) : wording.time(stop.to, seconds: true)
        return HTML("p", ["class": "period"]) {
            "\(wording(plant.workUnits[entry.unit].name)) · "
                + "\(wording.time(stop.from, seconds: true))–\(end) · "
                + "\(wording.duration(stop.length)) · \(wording.cause(stop.cause))"
        }
            + hidden("unit", plant.workUnits[entry.unit].path)
            + hidden("at", stop.from.rfc3339)
    }

    private func middle(_ entry: UnitStop) -> Timestamp {
        let half = (entry.stop.to - entry.stop.from) / 2
        return entry.stop.from + max(nanosecondsPerSecond, half)
    }

    private func hidden(_ name: String, _ value: String?) -> HTML {
        guard let value else { return .nothing }
        return HTML("input", ["type": "hidden", "name": name, "value": value])
    }

    private func field(_ name: String, @HTMLBuilder content: () -> HTML) -> HTML {
        HTML("label", [:]) {
            HTML("span") { name }
            content()
        }
    }

    private func time(_ name: String, _ term: CorrectionTerm, _ value: String?) -> HTML {
        field(wording(term)) {
            HTML(
                "input",
                [
                    "type": "datetime-local", "name": name, "step": "1", "required": "required",
                    "value": value,
                ])
        }
    }

    private func select(
        _ name: String, _ title: String, _ value: String?, choices: () -> [(String, String)]
    ) -> HTML {
        field(title) {
            HTML("select", ["name": name]) {
                for (choice, text) in choices() {
                    HTML(
                        "option",
                        ["value": choice, "selected": choice == value ? "selected" : nil]
                    ) { text }
                }
            }
        }
    }

    private func reasons(
        _ name: String, _ term: CorrectionTerm, none: CorrectionTerm,
        _ kind: CorrectionRequest.Kind
    ) -> HTML {
        select(name, wording(term), sent(kind, name)) {
            [("", wording(none))] + plant.reasons.map { ($0.id, wording($0.name)) }
        }
    }

    private func units(_ kind: CorrectionRequest.Kind, _ unit: Int?) -> HTML {
        let chosen = sent(kind, "unit") ?? (unit ?? self.unit).map { plant.workUnits[$0].path }
        return select("unit", wording(StatusTerm.workUnit), chosen) {
            plant.lines[line].workUnits.map {
                (plant.workUnits[$0].path, wording(plant.workUnits[$0].name))
            }
        }
    }

    /// Who says it, and why.
    private func signature(_ kind: CorrectionRequest.Kind) -> HTML {
        signer(kind)
            + field(wording(CorrectionTerm.why)) {
                HTML(
                    "input",
                    [
                        "name": "why", "type": "text", "required": "required",
                        "maxlength": "\(CorrectionRequest.textLimits.why)",
                        "value": sent(kind, "why"),
                    ])
            }
    }

    /// Who says it: the user, or whoever types a name while there is none.
    private func signer(_ kind: CorrectionRequest.Kind) -> HTML {
        if let signature {
            return HTML("p", ["class": "aside"]) {
                "\(wording(CorrectionTerm.by))\(wording.colon)"
                HTML("span", ["translate": "no"]) { signature }
            }
        }
        return field(wording(CorrectionTerm.by)) {
            HTML(
                "input",
                [
                    "name": "by", "type": "text", "required": "required", "autocomplete": "name",
                    "maxlength": "\(CorrectionRequest.textLimits.by)", "value": sent(kind, "by"),
                ])
        }
    }

    private func choice(_ name: String, _ value: String, _ text: String) -> HTML {
        HTML("button", ["class": "chip", "type": "submit", "name": name, "value": value]) { text }
    }

    private var submit: HTML {
        HTML("p") {
            HTML("button", ["class": "chip", "type": "submit"]) { wording(CorrectionTerm.record) }
        }
    }
}
