/// The parameters of a query.
enum Parameters {
    /// Takes each that is allowed, and each once.
    static func read(
        _ pairs: [(key: String, value: String)], _ allowed: Set<String>
    ) throws(WebError) -> [String: String] {
        var found: [String: String] = [:]
        for (key, value) in pairs {
            guard allowed.contains(key) else {
                throw .badRequest(
                    "unknown_parameter",
                    "there is no parameter \"\(key.prefix(40))\"; there are "
                        + allowed.sorted().joined(separator: ", "))
            }
            guard found.updateValue(value, forKey: key) == nil else {
                throw .badRequest("repeated_parameter", "\"\(key)\" is given more than once")
            }
        }
        return found
    }
}
