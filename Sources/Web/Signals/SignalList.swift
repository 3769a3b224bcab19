import Plant
import Production
import Storage
import Telemetry

/// The newest value of a measured signal.
struct SignalReading: Sendable, Equatable {
    /// Index into the plant's signals.
    var signal: Int
    /// What came in the newest minute that has a value; nil where none came lately.
    var newest: SignalSummary?

    /// How far back is looked.
    static let patience = 15 * SignalWindow.minute

    /// The measured signals of a line, in order of the plant.
    static func read(
        line: Int, plant: Plant, store: any Store, horizon: Timestamp
    ) throws(StoreError) -> [SignalReading] {
        let span = TimeSpan(from: horizon - patience, to: horizon)
        var readings: [SignalReading] = []
        for signal in plant.measured(line: line) {
            guard case .measurement = plant.signals[signal].meaning else { continue }
            let minutes = try store.minutes(signal: plant.signals[signal].path, over: span)
            let newest = minutes.last { $0.summary.count > 0 }?.summary
            readings.append(SignalReading(signal: signal, newest: newest))
        }
        return readings
    }
}

/// The measured signals of a line with their normal band, each within or outside.
struct SignalList {
    let wording: Wording
    /// The line's identifier.
    let line: String
    let readings: [SignalReading]

    /// A part of the line's page; nothing where nothing is measured.
    func fragment(_ className: String) -> Fragment? {
        guard !readings.isEmpty else { return nil }
        return Fragment("signal-list", className) {
            HTML("h2") {
                HTML("a", ["href": LineNavigation.Place.signals.path(line: line)]) {
                    wording(PageTerm.signals)
                }
            }
            HTML("div", ["class": "scroll", "tabindex": "0"]) {
                HTML("table") {
                    HTML("thead") {
                        HTML("tr") {
                            HTML("th", ["scope": "col"]) { wording(ListTerm.signal) }
                            HTML("th", ["scope": "col", "class": "number"]) {
                                wording(SignalTerm.value)
                            }
                            HTML("th", ["scope": "col"]) { wording(SignalTerm.band) }
                        }
                    }
                    HTML("tbody") { for reading in readings { row(reading) } }
                }
            }
        }
    }

    private func row(_ reading: SignalReading) -> HTML {
        let signal = wording.plant.signals[reading.signal]
        guard case .measurement(let unit, let normal) = signal.meaning else { return .nothing }
        let unitName = wording(wording.plant.workUnits[signal.workUnit].name)
        let values = [reading.newest?.last].compactMap { $0 }
        let digits = SignalScale(values: values, normal: normal).digits
        return HTML("tr") {
            HTML("td") { "\(unitName) · \(wording(signal.name))" }
            HTML("td", ["class": "number"]) {
                reading.newest.map { wording.measure($0.last, digits: digits, unit: unit) }
                    ?? Wording.dash
            }
            HTML("td") {
                if let normal {
                    wording.band(normal, digits: digits, unit: unit) + " "
                    verdict(reading, normal)
                } else {
                    Wording.dash
                }
            }
        }
    }

    /// As shape and word; within the band nothing stands out.
    private func verdict(_ reading: SignalReading, _ normal: ClosedRange<Double>) -> HTML {
        guard let value = reading.newest?.last else {
            return HTML("span", ["class": "count"]) { wording(SignalTerm.noValues) }
        }
        let mark: ChartMark? =
            value > normal.upperBound ? .above : value < normal.lowerBound ? .below : nil
        return HTML("span", ["class": mark == nil ? "count" : "count abnormal"]) {
            if let mark { mark.icon }
            mark.map { wording($0) } ?? wording(SignalTerm.inBand)
        }
    }
}
