import Access

/// The pages of one line, one beside the other.
struct LineNavigation {
    /// One of them.
    enum Place: String, CaseIterable, Sendable {
        case now = ""
        case shift = "/shift"
        case stops = "/stops"
        case signals = "/signals"

        fileprivate var term: PageTerm {
            switch self {
            case .now: .now
            case .shift: .shift
            case .stops: .stops
            case .signals: .signals
            }
        }

        /// Its path for a line's identifier.
        func path(line: String) -> String { "/line/\(line)\(rawValue)" }
    }

    let wording: Wording
    /// The line's identifier.
    let line: String
    /// nil: a page below them.
    let current: Place?

    var html: HTML {
        HTML("nav", ["class": "tabs", "aria-label": wording(PageTerm.lineNavigation)]) {
            for place in Place.allCases where isShown(place) {
                HTML(
                    "a",
                    [
                        "href": place.path(line: line),
                        "aria-current": place == current ? "page" : nil,
                    ]
                ) { wording(place.term) }
            }
        }
    }

    /// Signals are not for everybody who sees the line.
    private func isShown(_ place: Place) -> Bool {
        place != .signals || Visitor.current.principal.may(.seeSignals, .nothing)
    }
}
