import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Telemetry

/// The longest body of a request that is read, in bytes.
let bodyLimit = WebLimits.body.value

extension Request {
    /// Refuses what a page of another site sends: browsers say where a request is from.
    ///
    /// A program says nothing of it, and passes.
    func refuseOtherSites() throws(WebError) {
        if let site = HTTPField.Name("Sec-Fetch-Site").flatMap({ headers[$0] }) {
            guard site == "same-origin" || site == "none" else { throw .crossSite }
        } else if let origin = headers[.origin], origin != "null" {
            // Without a referrer browsers say `null`, of pages of ours too: forms have a token.
            let host = origin.split(separator: "/", omittingEmptySubsequences: false).last
            guard host.map(String.init) == head.authority else { throw .crossSite }
        }
    }

    /// The media type of the body, in small letters and without parameters.
    private var mediaType: String? {
        headers[.contentType]?.split(separator: ";").first
            .map { $0.trimmingCharacters(in: .whitespaces).lowercased() }
    }

    /// The whole body, where it has a media type and a length that is read.
    func body(
        of type: String, limit: Limit = WebLimits.body
    ) async throws -> ByteBuffer {
        guard mediaType == type else {
            throw WebError(
                status: .unsupportedMediaType, code: "unsupported_media_type",
                message: "the body must be \(type)")
        }
        do {
            return try await body.collect(upTo: limit.value)
        } catch {
            throw WebError(
                status: .contentTooLarge, code: "body_too_large",
                message: "a body has at most \(limit.value) bytes", limit: limit)
        }
    }

    /// Whether the body is a form with files.
    var isMultipart: Bool { mediaType == "multipart/form-data" }

    /// The fields and files of a form.
    func multipartForm() async throws -> MultipartForm {
        let buffer = try await body(of: "multipart/form-data", limit: WebLimits.upload)
        return try MultipartForm.read(
            Array(buffer.readableBytesView), type: headers[.contentType] ?? "")
    }

    /// The fields of a form.
    func form() async throws -> [String: String] {
        try FormFields.read(
            String(buffer: try await body(of: "application/x-www-form-urlencoded")))
    }
}
