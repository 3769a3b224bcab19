import Access
import Benefits
import Plant

extension DeclarePage {
    /// A file to hand in: first it is only shown what it would change.
    var form: HTML {
        HTML(
            "form",
            [
                "class": "panel correction", "method": "post", "id": "declare",
                "enctype": "multipart/form-data", "action": address,
            ]
        ) {
            HTML("h2") { wording(DeclareTerm.declare) }
            hidden("token", token)
            select(
                "kind", BookTerm.kind, DeclaredKind.allCases.map { ($0.rawValue, wording($0)) })
            select("line", BookTerm.line, project.lines.map { ($0.id, wording($0.name)) })
            field(BookTerm.file, ["type": "file", "name": "file", "required": "required"])
            field(
                BookTerm.evidence, ["type": "file", "name": "evidence", "multiple": "multiple"])
            HTML("p", ["class": "aside"]) { wording(DeclareTerm.evidenceStays) }
            field(DeclareTerm.holdsFrom, ["type": "date", "name": "from", "value": fields["from"]])
            signer
            select("supersedes", DeclareTerm.supersedes, superseded)
            field(
                DeclareTerm.why,
                ["type": "text", "name": "why", "maxlength": "1000", "value": fields["why"]])
            HTML("p") {
                HTML("button", ["class": "chip", "type": "submit"]) { wording(DeclareTerm.tryOut) }
            }
        }
    }

    /// Who declares: who is logged in, else whoever types a name.
    private var signer: HTML {
        guard let signature = Visitor.current.principal.signature else {
            return field(
                CorrectionTerm.by,
                [
                    "type": "text", "name": "by", "required": "required", "maxlength": "100",
                    "autocomplete": "name", "value": fields["by"],
                ])
        }
        return HTML("p") {
            wording(CorrectionTerm.by) + wording.colon
            HTML("b", ["translate": "no"]) { signature }
        }
    }

    private var superseded: [(String, String)] {
        [("", wording(DeclareTerm.nothing))]
            + entries.inForce().map { entry in
                (
                    "\(entry.number)",
                    "\(entry.number) · \(wording(entry.kind)) · \(entry.file.name)"
                )
            }
    }

    private func field(
        _ term: some Term, _ attributes: KeyValuePairs<StaticString, String?>
    ) -> HTML {
        HTML("label") {
            HTML("span") { wording(term) }
            HTML("input", attributes)
        }
    }

    private func select(
        _ name: String, _ term: some Term, _ choices: [(String, String)]
    ) -> HTML {
        HTML("label") {
            HTML("span") { wording(term) }
            HTML("select", ["name": name]) {
                for (value, text) in choices {
                    HTML(
                        "option",
                        ["value": value, "selected": fields[name] == value ? "selected" : nil]
                    ) { text }
                }
            }
        }
    }
}
