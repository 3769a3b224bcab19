extension FieldPath {
    /// Reads `a.b[0].c`; a key with dots or brackets in it stands in quotes: `a["b.c"]`.
    init(parsing text: String) throws(Mismatch) {
        var steps: [Step] = []
        var rest = text[...]
        while !rest.isEmpty {
            if rest.first == "[" {
                steps.append(try Self.bracket(&rest))
                continue
            }
            if !steps.isEmpty {
                guard rest.first == "." else { throw Self.mismatch }
                rest.removeFirst()
            }
            let key = rest.prefix { !".[]".contains($0) }
            guard !key.isEmpty else { throw Self.mismatch }
            steps.append(.key(String(key)))
            rest = rest.dropFirst(key.count)
        }
        guard (1...32).contains(steps.count) else { throw Self.mismatch }
        self.init(steps: steps)
    }

    private static var mismatch: Mismatch {
        Mismatch(problem: "is not a path", hint: "expected a path such as a.b[0].c")
    }

    private static func bracket(_ rest: inout Substring) throws(Mismatch) -> Step {
        rest.removeFirst()
        if rest.first == "\"" {
            let key = rest.dropFirst().prefix { $0 != "\"" }
            rest = rest.dropFirst(key.count + 1)
            guard rest.hasPrefix("\"]") else { throw mismatch }
            rest = rest.dropFirst(2)
            return .key(String(key))
        }
        let digits = rest.prefix { $0 != "]" }
        guard let index = Int(digits), (0...65_535).contains(index), digits.first != "+" else {
            throw mismatch
        }
        rest = rest.dropFirst(digits.count)
        guard rest.first == "]" else { throw mismatch }
        rest.removeFirst()
        return .index(index)
    }
}

extension FieldPath: CustomStringConvertible {
    /// The path as the plant file writes it.
    public var description: String {
        steps.enumerated().map { place, step in
            switch step {
            case .index(let index): "[\(index)]"
            case .element(let key, let value): "[\(key)=\(value)]"
            case .key(let key) where key.isEmpty || key.contains { ".[]".contains($0) }:
                "[\"\(key)\"]"
            case .key(let key): place == 0 ? key : ".\(key)"
            }
        }.joined()
    }
}
