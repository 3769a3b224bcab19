import Access
import Plant
import Reporting

/// What every page has around its content.
struct Layout {
    let wording: Wording
    /// Where it is, for the language links and the current place.
    let address: Address
    let title: String
    /// Where changes of the page come from, or nil where nothing changes.
    var live: String?
    /// A module of the page's own.
    var module: Asset?

    /// The whole document.
    func page(@HTMLBuilder content: () -> HTML) -> String {
        HTML.document(
            HTML("html", ["lang": wording.language.rawValue]) {
                head
                HTML("body", [:]) {
                    HTML("a", ["class": "skip", "href": "#main"]) {
                        wording(PageTerm.skipToContent)
                    }
                    header
                    hatch
                    lostNotice
                    HTML("main", ["id": "main", "data-live": live]) { content() }
                    openNotice
                }
            })
    }

    /// Shown by the live module when it hears nothing any more.
    private var lostNotice: HTML {
        HTML(
            "p",
            [
                "id": "stream-lost", "class": "notice lost", "role": "status", "hidden": "hidden",
            ]
        ) { wording(StatusTerm.streamLost) }
    }

    /// While there is no user: that everything is open to this machine.
    @HTMLBuilder private var openNotice: HTML {
        if visitor.principal.kind == .anyone {
            HTML("footer", ["class": "no-users"]) {
                HTML("span") { wording(AccessTerm.noUsers) + " " }
                HTML("code") { "lineside user add" }
            }
        }
    }

    private var visitor: Visitor { Visitor.current }

    private var head: HTML {
        HTML("head") {
            HTML("meta", ["charset": "utf-8"])
            HTML("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
            HTML("meta", ["name": "color-scheme", "content": "light dark"])
            HTML("title") { "\(title) · \(wording(wording.plant.name))" }
            HTML("link", ["rel": "icon", "href": Asset.icon.address, "type": "image/svg+xml"])
            HTML("link", ["rel": "stylesheet", "href": Asset.styles.address])
            if let module { HTML("script", ["type": "module", "src": module.address]) }
            if live != nil {
                HTML("script", ["type": "module", "src": Asset.liveModule.address])
                HTML("noscript") {
                    HTML("meta", ["http-equiv": "refresh", "content": "30"])
                }
            }
        }
    }

    /// The pattern of unknown time, for all charts of the page.
    private var hatch: HTML {
        HTML("svg", ["class": "hatch", "aria-hidden": "true"]) {
            HTML("defs") {
                HTML(
                    "pattern",
                    [
                        "id": "hatch", "width": "8", "height": "8",
                        "patternUnits": "userSpaceOnUse", "patternTransform": "rotate(45)",
                    ]
                ) {
                    HTML("rect", ["class": "hatch-ground", "width": "8", "height": "8"])
                    HTML(
                        "line",
                        ["class": "hatch-line", "x1": "2", "y1": "0", "x2": "2", "y2": "8"])
                }
            }
        }
    }

    private var header: HTML {
        HTML("header") {
            HTML("span", ["class": "plant"]) { wording(wording.plant.name) }
            HTML("nav", ["aria-label": wording(PageTerm.mainNavigation)]) {
                for place in places { link(place.path, place.name) }
            }
            HTML("nav", ["class": "languages", "aria-label": wording(PageTerm.languages)]) {
                for language in Language.allCases {
                    HTML(
                        "a",
                        [
                            "href": address.with("lang", language.rawValue).text,
                            "lang": language.rawValue, "hreflang": language.rawValue,
                            "aria-current": language == wording.language ? "true" : nil,
                        ]
                    ) { language.ownName }
                }
            }
            logOut
        }
    }

    /// Pages that the visitor may see, by their links.
    private var places: [(path: String, name: String)] {
        let (plant, who) = (wording.plant, visitor.principal)
        var places: [(path: String, name: String)] = []
        func add(_ path: String, _ name: String, _ action: Action, _ subject: Subject = .nothing) {
            if who.may(action, subject) { places.append((path, name)) }
        }
        add("/", wording(PageTerm.overview), .seeOverview)
        for line in plant.lines {
            add(
                "/line/\(line.id)", wording(line.name), .seeLine,
                .line(line.id, plant: plant.id))
        }
        // Which reports there are is the page's affair.
        if who.kind == .anyone || who.role.map({ Permission.allows($0, .seeBenefit) }) ?? false {
            // A report without a project is the plant's.
            let isPlant = who.scope.projects.map { projects in
                projects.contains { $0 == plant.id || $0.hasPrefix(plant.id + "/") }
            }
            if isPlant ?? true { places.append(("/benefit", wording(PageTerm.benefit))) }
            places.append((ProjectListPage.path, wording(ProjectTerm.projects)))
            places.append((SealedPages.path, wording(SealTerm.sealed)))
        }
        add(DataHealthPage.path, wording(HealthTerm.dataHealth), .seeDataHealth, .plant(plant.id))
        add(DefinitionsPage.path, wording(PageTerm.definitions), .seeDefinitions)
        add(LedgerPage.path, wording(AccessTerm.ledger), .seeLedger, .allProjects)
        return places
    }

    /// Who is logged in, and the way out.
    @HTMLBuilder private var logOut: HTML {
        if visitor.principal.kind == .user {
            HTML("form", ["class": "log-out", "method": "post", "action": LogInPage.outPath]) {
                HTML("input", ["type": "hidden", "name": "token", "value": visitor.form.text])
                HTML("span") {
                    HTML("span") { wording(AccessTerm.signedInAs) + " " }
                    HTML("span", ["translate": "no"]) { visitor.principal.name }
                }
                HTML("button", ["class": "chip", "type": "submit"]) { wording(AccessTerm.logOut) }
            }
        }
    }

    private func link(_ target: String, _ text: String) -> HTML {
        // A line's pages are all at the line's place.
        let isHere =
            address.path == target || (target != "/" && address.path.hasPrefix(target + "/"))
        return HTML("a", ["href": target, "aria-current": isHere ? "page" : nil]) { text }
    }
}
