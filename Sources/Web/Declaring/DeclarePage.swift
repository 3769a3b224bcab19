import Benefits
import HTTPTypes
import Plant
import Telemetry

/// What a company declared about a project: the files in force with their evidence, all that were
/// ever declared, and the form for another.
///
/// Works without a script.
struct DeclarePage {
    /// Why nothing was recorded.
    enum Problem {
        case refused(DeclarationError)
        case expired
    }

    /// What an uploaded file would change, before it is confirmed.
    struct Shown {
        var checked: Declaration.Checked
        /// The name by which it is confirmed.
        var id: String
    }

    let wording: Wording
    let project: Project
    /// All of them, in order of their records.
    let entries: [DeclaredEntry]
    let token: String
    var asOf: Timestamp?
    var fields: [String: String] = [:]
    var canRecord = true
    var problem: Problem?
    var shown: Shown?

    /// The address of the page.
    static func address(_ project: String) -> Address {
        Address(path: "/projects/\(project)/declare")
    }

    var status: HTTPResponse.Status {
        switch problem {
        case nil: .ok
        case .expired: .badRequest
        case .refused(let error):
            switch error.code {
            case .conflict, .alreadyThere, .overlap, .incomplete: .conflict
            default: .badRequest
            }
        }
    }

    /// The whole page.
    var page: String {
        let title = "\(wording(project.title)) · \(wording(DeclareTerm.declared))"
        let layout = Layout(
            wording: wording, address: Self.address(project.id), title: title)
        return layout.page {
            HTML("h1") { title }
            notice
            if let shown {
                review(shown)
            } else {
                HTML("div", ["class": "line-page"]) {
                    book
                    if canRecord, asOf == nil { form }
                    templates
                    history
                }
            }
        }
    }

    @HTMLBuilder private var notice: HTML {
        switch problem {
        case nil: HTML.nothing
        case .expired:
            HTML("p", ["class": "notice", "role": "alert"]) { wording(FormProblem.expired) }
        case .refused(let error):
            HTML("div", ["class": "notice", "role": "alert", "id": "refused"]) {
                HTML("div") {
                    HTML("p") {
                        wording(error.code)
                        error.record.map { " (\(wording(BookTerm.record)) \($0))" } ?? ""
                    }
                    HTML("ul") {
                        for text in error.wordings { HTML("li") { wording(text) } }
                    }
                }
            }
        }
    }

    private var book: HTML {
        section("book", BookTerm.inForce) {
            if let asOf {
                HTML("p", ["class": "period"]) {
                    "\(wording(DeclareTerm.asOf))\(wording.colon)\(wording.dateTime(asOf))"
                }
            }
            let held = entries.inForce()
            if held.isEmpty {
                HTML("p") { wording(DeclaringTerm.none) }
            } else {
                table(held) { _ in true }
            }
        }
    }

    private var history: HTML {
        section("history", DeclareTerm.history) {
            HTML("form", ["method": "get", "action": Self.address(project.id).path]) {
                HTML("label") {
                    HTML("span") { wording(DeclareTerm.asOf) + " " }
                    HTML(
                        "input",
                        [
                            "type": "datetime-local", "name": "as_of", "step": "1",
                            "value": asOf.map(wording.formTime),
                        ])
                }
                HTML("button", ["class": "chip", "type": "submit"]) { wording(DeclareTerm.show) }
            }
            if !entries.isEmpty {
                let held = Set(entries.inForce().map(\.number))
                table(entries) { !held.contains($0.number) }
            }
        }
    }

    private var templates: HTML {
        section("templates", DeclareTerm.templates) {
            HTML("p") { wording(DeclareTerm.templateHow) }
            HTML("p") {
                for kind in DeclaredKind.allCases {
                    Chip(
                        link: Self.address(project.id).path + "/template/\(kind.rawValue).csv",
                        text: wording(kind)
                    ).html
                }
            }
        }
    }

    func section(
        _ id: String, _ title: some Term, @HTMLBuilder content: () -> HTML
    ) -> HTML {
        HTML("section", ["class": "panel wide", "id": id]) {
            HTML("h2") { wording(title) }
            content()
        }
    }
}
