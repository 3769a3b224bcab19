import HTTPTypes
import Reporting

/// What a person sees instead of a page.
struct ErrorPage {
    let wording: Wording
    let error: WebError

    /// The whole page.
    ///
    /// Its links never repeat the address that was asked for.
    var page: String {
        let layout = Layout(
            wording: wording, address: Address(path: "/"), title: wording(PageTerm.requestError))
        return layout.page {
            HTML("h1") { wording(PageTerm.requestError) }
            HTML("p") {
                AccessTerm(refusal: error.code).map { wording($0) } ?? wording(error.term)
            }
            HTML("p", ["class": "aside"]) {
                "\(error.status.code) · "
                HTML("code") { error.code }
            }
            if wording.language == .english, error.status == .badRequest {
                HTML("p", ["class": "aside"]) { error.message }
            }
            HTML("p") {
                if error.status == .unauthorized {
                    HTML("a", ["href": LogInPage.path]) { wording(AccessTerm.logIn) }
                } else {
                    HTML("a", ["href": "/"]) { wording(PageTerm.backToOverview) }
                }
            }
        }
    }
}

extension WebError {
    /// What a person is told.
    var term: PageTerm {
        switch status {
        case .notFound: .notFound
        case .methodNotAllowed: .methodNotAllowed
        case .serviceUnavailable: .tooBusy
        case .badRequest, .unauthorized, .forbidden, .unsupportedMediaType, .contentTooLarge:
            .badRequest
        default: .failure
        }
    }
}
