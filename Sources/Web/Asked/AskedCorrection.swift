import Foundation
import Reporting

/// What a program says at `/api/v1/corrections`.
struct AskedCorrection {
    var request: CorrectionRequest
    /// Whether it shall only be tried.
    var isTrial: Bool

    private struct Trial: Decodable {
        var trial: Bool?
    }

    /// Reads a body.
    init(json bytes: some Sequence<UInt8>) throws(WebError) {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let data = Data(bytes)
        do {
            request = try decoder.decode(CorrectionRequest.self, from: data)
            isTrial = try decoder.decode(Trial.self, from: data).trial ?? false
        } catch {
            throw .badRequest("malformed_json", "the body is no correction as JSON")
        }
    }
}
