import Telemetry

/// A state as colour, shape and word.
struct StateBadge {
    let wording: Wording
    let state: UnitState
    /// Outside planned time nothing is abnormal.
    var isPlanned = true

    var html: HTML {
        HTML("span", ["class": "badge \(state.className(isPlanned: isPlanned))"]) {
            state.icon
            HTML("span", ["class": "word"]) { wording(state) }
        }
    }
}

extension UnitState {
    /// The name of its colours in the style sheet.
    func className(isPlanned: Bool) -> String {
        "state-\(name)" + (isPlanned ? "" : " off-plan")
    }

    /// Its name for programs.
    var name: String {
        switch self {
        case .unknown: "unknown"
        case .producing: "producing"
        case .setup: "setup"
        case .idle: "idle"
        case .starved: "starved"
        case .blocked: "blocked"
        case .stopped: "stopped"
        case .faulted: "faulted"
        case .notScheduled: "not-scheduled"
        }
    }

    /// Its shape in a square of 16.
    var icon: HTML {
        HTML("svg", ["class": "icon", "viewBox": "0 0 16 16", "aria-hidden": "true"]) {
            HTML("path", ["d": outline])
        }
    }

    private var outline: String {
        switch self {
        case .producing: "M4 2 14 8 4 14Z"
        case .setup: "M8 1 15 8 8 15 1 8Z"
        case .idle: "M8 1a7 7 0 1 0 .01 0ZM8 4a4 4 0 1 1-.01 0Z"
        case .starved: "M1 2H15L8 14ZM5 4.5 8 9.5 11 4.5Z"
        case .blocked: "M2 2H5V14H2ZM7 8 14 2V14Z"
        case .stopped: "M2 2H14V14H2Z"
        case .faulted: "M5 1H11L15 5V11L11 15H5L1 11V5ZM7 4V9H9V4ZM7 10.5V12.5H9V10.5Z"
        case .unknown:
            "M4 6A4 4 0 1 1 9 9.9V11H7V8.5A2 2 0 1 0 6 6ZM7 12.5H9V14.5H7Z"
        case .notScheduled: "M2 7H14V9H2Z"
        }
    }

    /// How high a stretch of it stands in a strip, in hundredths: the worse, the higher.
    var height: Int {
        switch self {
        case .faulted, .unknown: 100
        case .stopped: 88
        case .blocked, .starved: 76
        case .idle: 64
        case .setup: 52
        case .producing: 40
        case .notScheduled: 12
        }
    }
}
