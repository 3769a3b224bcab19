import Benefits
import Plant
import Reporting

/// What a line made beside what its company declares.
struct BenefitPage {
    let wording: Wording
    /// nil where nothing is declared.
    let document: Document?

    /// The whole page.
    var page: String {
        let layout = Layout(
            wording: wording, address: Address(path: "/benefit"), title: wording(PageTerm.benefit))
        return layout.page {
            HTML("h1") { wording(PageTerm.benefit) }
            if let document {
                DocumentView(wording: wording, document: document).html
            } else {
                howTo
            }
        }
    }

    private var howTo: HTML {
        HTML("section", ["class": "panel"]) {
            HTML("p") { wording(DeclaringTerm.none) }
            HTML("p") { wording(DeclaringTerm.howTo) }
            HTML("h2") { wording(DeclaringTerm.sales) }
            HTML("pre", ["tabindex": "0"]) {
                """
                product,period_from,period_to,opening_stock,sold,closing_stock,\
                samples_scrap,turnover_hkd
                \(wording.plant.products.first?.id ?? "product"),\
                2026-03-01,2026-03-31,0,120000,8000,150,96000.00
                """
            }
            HTML("h2") { wording(DeclaringTerm.jobs) }
            HTML("pre", ["tabindex": "0"]) {
                """
                job_id,type,from,to,fte,it_post
                j-001,technician,2026-03-02,,1.00,no
                """
            }
            HTML("p") { wording(DeclaringTerm.rules) }
            HTML("p", ["class": "aside"]) {
                JobType.allCases.map { "\($0.rawValue) = \(wording($0))" }
                    .joined(separator: " · ")
            }
        }
    }
}
