import Plant
import Telemetry

/// The work units of a line in the order in which pieces flow, as far as it is declared.
struct LineFlow {
    let wording: Wording
    let line: Int
    /// What each unit does, by its index.
    let badge: (Int) -> HTML

    private var plant: Plant { wording.plant }

    /// Units by how many steps they are away from the beginning, the longest way counted.
    static func steps(_ plant: Plant, line: Int) -> [[Int]] {
        let units = plant.lines[line].workUnits
        var depth = Dictionary(uniqueKeysWithValues: units.map { ($0, 0) })
        // There is no cycle: after as many rounds as there are units nothing changes any more.
        for _ in units {
            for unit in units {
                for fed in plant.workUnits[unit].feeds {
                    depth[fed] = max(depth[fed] ?? 0, (depth[unit] ?? 0) + 1)
                }
            }
        }
        let deepest = depth.values.max() ?? 0
        return (0...deepest).map { step in units.filter { depth[$0] == step } }
    }

    var html: HTML {
        let steps = Self.steps(plant, line: line)
        return HTML("ol", ["class": "flow", "aria-label": wording(StatusTerm.flow)]) {
            for (place, units) in steps.enumerated() {
                HTML("li") {
                    if place > 0 { arrow }
                    HTML("ul") {
                        for unit in units { HTML("li", ["class": "flow-unit"]) { box(unit) } }
                    }
                }
            }
        }
    }

    private func box(_ unit: Int) -> HTML {
        let feeds = plant.workUnits[unit].feeds
        return HTML("span", ["class": "flow-name"]) { wording(plant.workUnits[unit].name) }
            + badge(unit)
            + HTML("span", ["class": "for-ears"]) {
                feeds.isEmpty
                    ? wording(StatusTerm.feedsNobody)
                    : wording(StatusTerm.feeds) + wording.colon
                        + feeds.map { wording(plant.workUnits[$0].name) }
                        .joined(separator: wording.comma)
            }
    }

    private var arrow: HTML {
        HTML(
            "svg", ["class": "arrow", "viewBox": "0 0 24 16", "aria-hidden": "true"]
        ) { HTML("path", ["d": "M0 6.5H15V2L24 8 15 14V9.5H0Z"]) }
    }
}
