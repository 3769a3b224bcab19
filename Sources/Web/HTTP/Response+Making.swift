import HTTPTypes
import Hummingbird
import NIOCore
import Reporting

extension Response {
    /// A text of a media type.
    static func text(
        _ text: String, type: String, status: HTTPResponse.Status = .ok
    ) -> Response {
        Response(
            status: status, headers: [.contentType: type],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    /// A page.
    static func page(_ html: String, status: HTTPResponse.Status = .ok) -> Response {
        text(html, type: "text/html; charset=utf-8", status: status)
    }

    /// Comma-separated values as a file to keep.
    static func csv(_ text: String, name: String) -> Response {
        var response = Response.text(text, type: "text/csv; charset=utf-8")
        response.headers[.contentDisposition] = "attachment; filename=\"\(name)\""
        return response
    }

    /// JSON.
    static func json(_ json: JSON, status: HTTPResponse.Status = .ok) -> Response {
        text(json.text() + "\n", type: "application/json; charset=utf-8", status: status)
    }
}

extension Request {
    /// The query's parameters; each may be given once, and only those named.
    func parameters(_ allowed: Set<String>) throws(WebError) -> [String: String] {
        try Parameters.read(uri.queryParameters.map { (String($0), String($1)) }, allowed)
    }

    /// Whether a program asks.
    var isForProgram: Bool { uri.path.hasPrefix("/api/") }

    /// The reader's language: of the query, else of the cookie, else of the browser.
    func language() -> Language {
        let asked = uri.queryParameters["lang"].flatMap { Language(rawValue: String($0)) }
        let kept = cookies["lang"].flatMap { Language(rawValue: $0.value) }
        return asked ?? kept ?? Language(accepting: headers[.acceptLanguage])
    }

    /// The same; a language that we do not speak is a mistake.
    func checkedLanguage() throws(WebError) -> Language {
        if let asked = uri.queryParameters["lang"], Language(rawValue: String(asked)) == nil {
            throw .badRequest("unknown_language", "lang is en or zh-Hant")
        }
        return language()
    }
}
