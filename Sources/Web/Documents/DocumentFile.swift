import HTTPTypes
import Hummingbird
import NIOCore
import Printing
import Reporting

/// A document as a file to keep, in a form that the address asks for.
struct DocumentFile: Sendable {
    /// The forms, as addresses call them.
    enum Form: String, CaseIterable {
        case pdf, xlsx, csv, json
    }

    let document: Document
    /// What it is called, without its ending.
    let name: String

    /// The file in a form.
    ///
    /// - Throws: ``WebError`` where there is no such form.
    func answer(_ format: String) async throws -> Response {
        guard let form = Form(rawValue: format) else {
            throw WebError.badRequest("unknown_format", "format is json, csv, pdf or xlsx")
        }
        let document = document
        switch form {
        case .json:
            var response = Response.json(document.json)
            response.headers[.contentDisposition] = "attachment; filename=\"\(name).json\""
            return response
        case .csv: return Response.csv(document.csv, name: name + ".csv")
        case .pdf:
            let bytes = try await offEventLoops { try document.pdf(.both) }
            return file(bytes, "application/pdf", form)
        case .xlsx:
            let bytes = try await offEventLoops { try document.xlsx(.both) }
            return file(
                bytes, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", form)
        }
    }

    private func file(_ bytes: [UInt8], _ type: String, _ form: Form) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: type,
                .contentDisposition: "attachment; filename=\"\(name).\(form.rawValue)\"",
            ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// The ways to all forms of the document at an address.
    @HTMLBuilder static func links(_ address: Address, _ wording: Wording) -> HTML {
        wording(StepTerm.download) + wording.colon
        for form in Form.allCases {
            HTML("a", ["href": address.with("format", form.rawValue).text]) {
                form.rawValue.uppercased()
            }
            " "
        }
    }
}
