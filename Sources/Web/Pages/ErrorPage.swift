import HTTPTypes
import Reporting
import Telemetry

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
                AccessTerm(refusal: error.code).map { wording($0) }
                    ?? wording(error.term).replacing("{limit}", with: limit)
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

extension ErrorPage {
    /// That of bytes, in the largest unit of which it is a whole number.
    private var limit: String {
        guard let bytes = error.limit?.value else { return Wording.dash }
        let units = [(1 << 20, "MiB"), (1 << 10, "KiB"), (1, "B")]
        return units.first { bytes.isMultiple(of: $0.0) }.map { "\(bytes / $0.0) \($0.1)" }
            ?? Wording.dash
    }
}

extension WebError {
    /// What a person is told.
    var term: PageTerm {
        switch status {
        case .notFound: .notFound
        case .methodNotAllowed: .methodNotAllowed
        case .serviceUnavailable: .tooBusy
        case .contentTooLarge: .tooLarge
        case .unsupportedMediaType: .sentBadly
        case .badRequest, .unauthorized, .forbidden: .badRequest
        default: .failure
        }
    }
}
