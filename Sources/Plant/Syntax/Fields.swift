package import Yams

/// A scalar of the file and where it stands.
package struct Text: Hashable, Sendable {
    package var string: String
    package var place: Place
}

/// A mapping of the file with its known keys; unknown ones are reported when it is made.
package struct Fields {
    package let report: Report
    let what: String
    package let place: Place
    private var values: [String: Node] = [:]
    private var keys: [String: Place] = [:]
    private var misspelt: Set<String> = []

    /// Reads a mapping; nil, with a report, where the node is none.
    ///
    /// `what` is what the mapping describes, for messages: `a broker`.
    package init?(_ node: Node, _ what: String, keys known: [String], _ report: Report) {
        guard let pairs = Fields.pairs(of: node, what, report) else { return nil }
        self.report = report
        self.what = what
        place = Place(node.mark)
        for (key, value) in pairs {
            guard known.contains(key.string) else {
                let near = nearest(to: key.string, among: known)
                if let near { misspelt.insert(near) }
                report.error(
                    key.place, "\(what) has no key \(quoted(key.string))",
                    hint: near.map(didYouMean) ?? "expected \(alternatives(known))")
                continue
            }
            values[key.string] = value
            keys[key.string] = key.place
        }
    }

    /// The pairs of a mapping whose keys are scalars; nil, with a report, where the node is no
    /// mapping.
    package static func pairs(
        of node: Node, _ what: String, _ report: Report
    ) -> [(key: Text, value: Node)]? {
        guard let mapping = node.mapping else {
            report.error(
                Place(node.mark), "\(what) is a mapping of keys and values, not \(kind(of: node))")
            return nil
        }
        var pairs: [(key: Text, value: Node)] = []
        var seen: Set<String> = []
        for (key, value) in mapping {
            guard let scalar = key.scalar else {
                report.error(Place(key.mark), "a key is a word, not \(kind(of: key))")
                continue
            }
            guard seen.insert(scalar.string).inserted else {
                report.error(Place(key.mark), "the key \(quoted(scalar.string)) stands twice")
                continue
            }
            pairs.append((Text(string: scalar.string, place: Place(key.mark)), value))
        }
        return pairs
    }

    /// Whether a key stands in the file.
    package func has(_ key: String) -> Bool { values[key] != nil }

    /// The value of a key, if it stands in the file.
    package func node(_ key: String) -> Node? { values[key] }

    /// The value of a key that must stand in the file.
    package func required(_ key: String, _ expected: String) -> Node? {
        guard let node = values[key] else {
            guard !misspelt.contains(key) else { return nil }
            report.error(
                place, "\(what) lacks the key \(quoted(key))", hint: "expected \(expected)")
            return nil
        }
        return node
    }

    /// Where a key stands, else where the mapping begins.
    package func place(ofKey key: String) -> Place { keys[key] ?? place }

    /// Where the value of a key stands, else where the mapping begins.
    package func place(of key: String) -> Place { values[key].map { Place($0.mark) } ?? place }
}

/// What a node is, for messages.
package func kind(of node: Node) -> String {
    switch node {
    case .mapping: "a mapping"
    case .sequence: "a list"
    case .scalar(let scalar): scalar.isNull ? "nothing" : quoted(scalar.string)
    case .alias: "an alias"
    }
}

extension Node.Scalar {
    /// Whether it stands for no value: empty, `~` or `null` without quotes.
    var isNull: Bool {
        style == .plain && ["", "~", "null", "Null", "NULL"].contains(string)
    }
}
