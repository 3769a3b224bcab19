internal import Sealing
internal import StorageSQLite

/// Goes along the lines of a pack and the list of their hashes, and tells which line is another.
///
/// Rows stand in one order: lines that the list does not have, up to the next that it has, were
/// changed as far as the list has others in their place; beyond that they were added, or others
/// taken away.
struct LineWalk {
    private(set) var tree = MerkleTree()
    private(set) var counts: [FactKind: Int64] = [:]
    private(set) var findings: [SealFinding] = []
    /// Whether every value is what a fact can hold, and what people corrected is as it was sealed.
    private(set) var isReadable = true
    private(set) var count: Int64 = 0

    /// The number of the next hash in the list.
    private var next: Int64 = 1
    /// Lines that the list does not have; as many as are named.
    private var others: [FactLine] = []

    mutating func take(_ line: FactLine, _ content: PackContent) throws {
        let leaf = line.leaf
        tree.add(leaf)
        count += 1
        counts[line.kind, default: 0] += 1
        if let column = line.badColumn {
            isReadable = false
            note(SealFinding(.factUnreadable, line.name, found: column))
        }
        if try content.leaf(next) == leaf {
            settle(missing: 0, before: line)
            next += 1
        } else if isSearching, let place = try content.number(of: leaf, from: next) {
            settle(missing: place - next, before: line)
            next = place + 1
        } else {
            if line.kind == .correction { isReadable = false }
            if isSearching { others.append(line) }
        }
    }

    /// Once more is another than is named, the rest is not told apart any more.
    private var isSearching: Bool {
        findings.count + others.count < SealVerification.listed
    }

    /// What is left when the lines have come to an end.
    mutating func end(_ content: PackContent) throws {
        settle(missing: try content.leafCount() - (next - 1), before: nil)
    }

    private mutating func settle(missing: Int64, before line: FactLine?) {
        for (place, other) in others.enumerated() {
            add(Int64(place) < missing ? .factChanged : .factAdded, other)
        }
        let rest = missing - Int64(others.count)
        others = []
        guard rest > 0 else { return }
        if line?.kind == .correction || line?.kind == .change { isReadable = false }
        note(SealFinding(.factMissing, line?.name ?? "end", difference: "\(-rest)"))
    }

    private mutating func add(_ code: SealFinding.Code, _ line: FactLine) {
        let text = String(decoding: line.bytes, as: UTF8.self)
        switch (line.kind, code) {
        case (.claim, _):
            note(SealFinding(.manifestField, line.member, found: text))
        case (.declared, .factChanged):
            note(SealFinding(.declaredLine, line.place, found: text))
        default: note(SealFinding(code, line.name, found: text))
        }
    }

    private mutating func note(_ finding: SealFinding) {
        guard findings.count < SealVerification.listed else { return }
        findings.append(finding)
    }

    /// The root that the list of hashes gives.
    func listRoot(_ content: PackContent) throws -> Digest {
        var tree = MerkleTree()
        let count = try content.leafCount()
        for number in stride(from: Int64(1), through: count, by: 1) {
            guard let leaf = try content.leaf(number) else { break }
            tree.add(leaf)
        }
        return tree.root
    }
}

extension FactLine {
    /// The member of the manifest that it repeats.
    fileprivate var member: String { String(name.dropFirst(FactKind.claim.rawValue.count + 1)) }

    /// `FILE:LINE` of a declared line.
    fileprivate var place: String {
        name.dropFirst(FactKind.declared.rawValue.count + 1).split(separator: " ")
            .joined(separator: ":")
    }
}
