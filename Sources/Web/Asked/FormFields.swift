import Foundation
import Reporting

/// The fields of a form as browsers send them (`application/x-www-form-urlencoded`).
enum FormFields {
    /// Reads a body; fields that are empty are left out, and each may be there once.
    static func read(_ body: String) throws(WebError) -> [String: String] {
        var fields: [String: String] = [:]
        for pair in body.split(separator: "&") {
            let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                .map { $0.replacing("+", with: " ").removingPercentEncoding }
            guard sides.count == 2, let name = sides[0], let value = sides[1],
                fields.updateValue(value, forKey: name) == nil
            else { throw .badRequest("malformed_form", "the form cannot be read") }
        }
        return fields.filter { !$0.value.isEmpty }
    }
}

extension CorrectionRequest {
    /// What a form says; whatever is not a number where one must be is left out.
    init(form: [String: String]) throws(WebError) {
        guard let kind = form["kind"].flatMap(Kind.init(rawValue:)) else {
            throw .badRequest(QueryError.Code.unknownKind.rawValue, "the form has no kind")
        }
        self.init(kind)
        unit = form["unit"]
        by = form["by"]
        why = form["why"]
        seen = form["seen"].flatMap { Int64($0) }
        supersedes = form["supersedes"].flatMap { Int64($0) }
        at = form["at"]
        from = form["from"]
        to = form["to"]
        reason = form["reason"]
        first = form["first"]
        second = form["second"]
        state = form["state"]
        count = form["count"]
        product = form["product"]
        quantity = form["quantity"].map(WrittenNumber.init)
        signal = form["signal"]
        finding = form["finding"]
        counterClass = form["counter_class"]
        modulus = form["modulus"].map(WrittenNumber.init)
    }
}
