/// The identifiers of one kind of thing and their places in its list.
struct Catalog {
    /// What is listed: `product`.
    let what: String
    /// Whose they are; nil for the plant's.
    let owner: String?
    private(set) var ids: [String] = []
    private var places: [String: Int] = [:]

    init(_ what: String, of owner: String? = nil) {
        self.what = what
        self.owner = owner
    }

    mutating func add(_ id: String, index: Int) {
        ids.append(id)
        places[id] = index
    }

    /// The index of an identifier; reports one that is not listed.
    func resolve(_ text: Text, _ report: Report) -> Int? {
        if let index = places[text.string] { return index }
        let known = ids.isEmpty ? "none is declared" : "declared: \(ids.joined(separator: ", "))"
        report.error(
            text.place,
            "\(owner.map { "\($0) has" } ?? "there is") no \(what) \(quoted(text.string))",
            hint: suggestion(for: text.string, among: ids) ?? known)
        return nil
    }
}
