internal import Sealing
internal import StorageSQLite

extension PackContent {
    /// Gives all lines under a seal, in their order.
    func eachLine(
        manifest: Manifest, files: [String: [UInt8]], _ body: (FactLine) throws -> Void
    ) throws {
        for kind in FactKind.allCases {
            switch kind {
            case .claim: try manifest.claims.forEach(body)
            case .declared: try Self.declaredLines(files).forEach(body)
            default: try lines(of: kind, body)
            }
        }
    }

    /// The lines of declared files, each without its end; an end after the last line is none.
    private static func declaredLines(_ files: [String: [UInt8]]) -> [FactLine] {
        let declared = files.filter { file in
            DeclaredRole.allCases.contains { file.key.hasPrefix($0.prefix) }
        }
        return declared.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            .flatMap { name, bytes in
                bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
                    .enumerated().map { place, line in
                        FactLine(
                            .declared,
                            [.text(name), .integer(Int64(place) + 1), .text(Array(line))])
                    }
            }
    }
}

extension PackFile {
    /// Adds the hash of every line, and gives the tree of them.
    func grow(manifest: Manifest, files: [String: [UInt8]]) throws -> Manifest.Tree {
        var tree = MerkleTree()
        var counts: [FactKind: Int64] = [:]
        try addLeaves { content, add in
            try content.eachLine(manifest: manifest, files: files) { line in
                if let column = line.badColumn {
                    throw SealError(
                        .request, "\(line.name) cannot be sealed: \(column) is out of range")
                }
                let leaf = line.leaf
                tree.add(leaf)
                counts[line.kind, default: 0] += 1
                try add(leaf)
            }
        }
        return Manifest.Tree(root: tree.root, counts: counts)
    }
}
