import Plant
import Reporting
import Telemetry

/// How one moves along time and chooses signals: links, which work without script.
struct SignalNavigation {
    let wording: Wording
    let query: SignalQuery
    let horizon: Timestamp

    private var plant: Plant { wording.plant }
    private var line: Line { plant.lines[query.line] }
    private var window: SignalWindow { query.window }

    var html: HTML {
        HTML("div", ["class": "signal-navigation"]) {
            HTML("p", ["class": "window"]) { wording.span(window.span) }
            HTML("nav", ["class": "moves-bar", "aria-label": wording(SignalTerm.navigation)]) {
                step("earlier", .earlier, window.moved(by: -1, horizon: horizon))
                step("later", .later, window.isLive ? nil : window.moved(by: 1, horizon: horizon))
                step("in", .zoomIn, window.scaled(by: 1, over: 2, horizon: horizon))
                step("out", .zoomOut, window.scaled(by: 2, over: 1, horizon: horizon))
                step(
                    "now", .now,
                    window.isLive
                        ? nil : SignalWindow(upTo: horizon, length: window.span.duration))
                for (term, length) in Self.lengths {
                    let target = SignalWindow(upTo: horizon, length: length)
                    link(
                        "length", wording(term), target,
                        isCurrent: window.isLive && window.span.duration == target.span.duration)
                }
            }
            chooser
        }
    }

    private static let lengths: [(SignalTerm, Int64)] = [
        (.oneHour, SignalWindow.hour), (.eightHours, 8 * SignalWindow.hour),
        (.oneDay, SignalWindow.day), (.sevenDays, 7 * SignalWindow.day),
    ]

    /// A step that leads nowhere else is no link.
    private func step(_ name: String, _ term: SignalTerm, _ target: SignalWindow?) -> HTML {
        guard let target, target != window else {
            return HTML("span", ["class": "chip", "aria-disabled": "true", "role": "link"]) {
                wording(term)
            }
        }
        return link(name, wording(term), target, isCurrent: false)
    }

    private func link(
        _ name: String, _ text: String, _ target: SignalWindow, isCurrent: Bool
    ) -> HTML {
        HTML(
            "a",
            [
                "class": "chip", "href": address(target, chosen: query.chosen).text,
                "data-step": name, "aria-current": isCurrent ? "true" : nil,
            ]
        ) { text }
    }

    /// Each signal as a link that adds it or takes it away.
    private var chooser: HTML {
        let all = plant.measured(line: query.line)
        let shown = query.shown(plant)
        return HTML("details", ["id": "chooser"]) {
            HTML("summary") { wording(SignalTerm.shown) }
            HTML("ul", ["class": "chooser"]) {
                for signal in all {
                    HTML("li") { choice(signal, isShown: shown.contains(signal), shown: shown) }
                }
            }
        }
    }

    private func choice(_ signal: Int, isShown: Bool, shown: [Int]) -> HTML {
        let others = isShown ? shown.filter { $0 != signal } : shown + [signal]
        let unit = plant.workUnits[plant.signals[signal].workUnit]
        return HTML(
            "a",
            [
                "class": "chip", "aria-current": isShown ? "true" : nil,
                "href": address(window, chosen: others.isEmpty ? nil : others.sorted()).text,
            ]
        ) { "\(wording(unit.name)) · \(wording(plant.signals[signal].name))" }
    }

    /// Where one is.
    var address: Address { address(window, chosen: query.chosen) }

    private func address(_ window: SignalWindow, chosen: [Int]?) -> Address {
        let paths = chosen.map { chosen in
            chosen.map { String(plant.signals[$0].path.dropFirst(line.id.count + 1)) }
                .joined(separator: ",")
        }
        let path = LineNavigation.Place.signals.path(line: line.id)
        let address = Address(path: path).with("signal", paths)
        guard !window.isLive else {
            return address.with("length", "\(window.span.duration / SignalWindow.minute)m")
        }
        return address.with("from", window.span.from.rfc3339).with("to", window.span.to.rfc3339)
    }
}
