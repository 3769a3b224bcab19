import Hummingbird

/// A secret that a form and a cookie share: another site's page can send our cookie, but cannot
/// read it, and so cannot make a form that goes with it.
struct FormToken: Sendable {
    static let cookieName = "form"

    let text: String
    /// Whether the reader does not have it yet.
    let isNew: Bool
    private let isSecure: Bool

    /// A new one.
    init() {
        text = Self.random()
        isNew = true
        isSecure = false
    }

    /// The reader's, or a new one.
    init(_ request: Request) {
        isSecure = request.isSecure
        let held = request.cookies[Self.cookieName]?.value
        if let held, held.utf8.count == 32, held.allSatisfy(\.isHexDigit) {
            text = held
            isNew = false
        } else {
            text = Self.random()
            isNew = true
        }
    }

    private static func random() -> String {
        var random = SystemRandomNumberGenerator()
        return (0..<32).map { _ in String(UInt8.random(in: 0..<16, using: &random), radix: 16) }
            .joined()
    }

    /// Whether a form has the reader's token in it.
    func isIn(_ form: [String: String]) -> Bool { !isNew && form["token"] == text }

    /// Gives it to the reader.
    func give(to response: inout Response) {
        guard isNew else { return }
        response.setCookie(
            Cookie(
                name: Self.cookieName, value: text, path: "/", secure: isSecure, httpOnly: true,
                sameSite: .strict))
    }
}
