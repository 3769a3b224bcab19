import Access
import HTTPTypes
import Hummingbird
import Reporting

/// The form to log in.
struct LogInPage {
    /// Why it is shown again.
    enum Problem: String, Sendable {
        case wrong = "wrong_password"
        case limited = "log_ins_limited"
        case busy
        case expired = "form_expired"

        var status: HTTPResponse.Status {
            switch self {
            case .wrong: .unauthorized
            case .limited: .tooManyRequests
            case .busy: .serviceUnavailable
            case .expired: .badRequest
            }
        }

        var term: AccessTerm {
            switch self {
            case .wrong: .wrongPassword
            case .limited: .tooManyTries
            case .busy: .logInBusy
            case .expired: .formExpired
            }
        }
    }

    static let path = "/login"
    static let outPath = "/logout"

    let wording: Wording
    /// Where to go afterwards.
    let next: String
    let token: String
    var name: String?
    var problem: Problem?

    /// Where somebody logs in who asked for a page.
    static func address(for request: Request) -> Address {
        Address(path: path).with("next", request.uri.description)
            .with("lang", request.language().rawValue)
    }

    /// A page of ours that somebody may be led to; the overview where it is none.
    static func checked(next: String?) -> String {
        guard let next, next.hasPrefix("/"), !next.hasPrefix("//"), next.utf8.count <= 2000,
            next.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }),
            !next.hasPrefix(path), !next.hasPrefix(outPath)
        else { return "/" }
        return next
    }

    /// The whole page.
    var page: String {
        let address = Address(path: Self.path).with("next", next)
        let layout = Layout(
            wording: wording, address: address, title: wording(AccessTerm.logIn))
        let target = address.with("lang", wording.language.rawValue).text
        return layout.page {
            HTML("h1") { wording(AccessTerm.logIn) }
            if let problem {
                HTML("p", ["class": "notice", "role": "alert"]) {
                    HTML("span") { wording(problem.term) }
                    HTML("code") { problem.rawValue }
                }
            }
            HTML("form", ["class": "panel correction", "method": "post", "action": target]) {
                HTML("input", ["type": "hidden", "name": "token", "value": token])
                field(.userName, "name", "text", "username", value: name)
                field(.password, "password", "password", "current-password")
                HTML("p") {
                    HTML("button", ["class": "chip", "type": "submit"]) {
                        wording(AccessTerm.logIn)
                    }
                }
            }
        }
    }

    private func field(
        _ term: AccessTerm, _ name: String, _ type: String, _ autocomplete: String,
        value: String? = nil
    ) -> HTML {
        HTML("label") {
            HTML("span") { wording(term) }
            HTML(
                "input",
                [
                    "name": name, "type": type, "required": "required",
                    "autocomplete": autocomplete, "autocapitalize": "none", "value": value,
                ])
        }
    }
}
