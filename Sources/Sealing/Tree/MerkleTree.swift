/// A Merkle tree as RFC 6962, section 2.1 has it: a leaf is hashed behind a byte 0x00, a node
/// behind a byte 0x01.
///
/// Leaves are added one after the other; only the roots of whole subtrees are kept.
public struct MerkleTree: Sendable {
    /// How many leaves it has.
    public private(set) var count: Int64 = 0
    /// The subtree of 2^n leaves that waits for its neighbour, by n.
    private var waiting: [Digest?] = []

    /// A tree without leaves.
    public init() {}

    /// Adds the hash of a leaf, see ``leaf(_:)``.
    public mutating func add(_ leaf: Digest) {
        count += 1
        var carried = leaf
        for level in waiting.indices {
            guard let left = waiting[level] else {
                waiting[level] = carried
                return
            }
            waiting[level] = nil
            carried = Self.node(left, carried)
        }
        waiting.append(carried)
    }

    /// The root; of no leaves the hash of nothing.
    public var root: Digest {
        waiting.compactMap(\.self).reduce(nil as Digest?) { right, left in
            right.map { Self.node(left, $0) } ?? left
        } ?? Digest(of: [])
    }

    /// The hash of a leaf.
    public static func leaf(_ bytes: [UInt8]) -> Digest { Digest(of: [0x00] + bytes) }

    /// The hash of two neighbours.
    static func node(_ left: Digest, _ right: Digest) -> Digest {
        Digest(of: [0x01] + left.bytes + right.bytes)
    }

    /// The root over hashes of leaves.
    public static func root(of leaves: some Sequence<Digest>) -> Digest {
        var tree = MerkleTree()
        for leaf in leaves { tree.add(leaf) }
        return tree.root
    }
}

/// That one leaf is in a tree: the neighbours on its way to the root, the nearest first.
public struct InclusionProof: Hashable, Sendable {
    /// The place of the leaf, from 0.
    public var index: Int
    /// How many leaves the tree has.
    public var count: Int
    /// The neighbours.
    public var path: [Digest]

    /// Takes a proof.
    public init(index: Int, count: Int, path: [Digest]) {
        (self.index, self.count, self.path) = (index, count, path)
    }

    /// Makes the proof of a leaf.
    ///
    /// - Precondition: `index` is an index into `leaves`.
    public init(of index: Int, in leaves: [Digest]) {
        precondition(leaves.indices.contains(index), "a proof is of a leaf that is there")
        self.init(index: index, count: leaves.count, path: Self.path(index, leaves[...]))
    }

    private static func path(_ index: Int, _ leaves: ArraySlice<Digest>) -> [Digest] {
        guard leaves.count > 1 else { return [] }
        var half = 1
        while half * 2 < leaves.count { half *= 2 }
        let (left, right) = (leaves.prefix(half), leaves.dropFirst(half))
        return index < half
            ? path(index, left) + [MerkleTree.root(of: right)]
            : path(index - half, right) + [MerkleTree.root(of: left)]
    }

    /// The root that a leaf and its neighbours give; nil where the path does not fit the place.
    public func root(of leaf: Digest) -> Digest? {
        guard index >= 0, index < count else { return nil }
        var (place, last, hash) = (index, count - 1, leaf)
        for neighbour in path {
            guard last > 0 else { return nil }
            if !place.isMultiple(of: 2) || place == last {
                hash = MerkleTree.node(neighbour, hash)
                while place.isMultiple(of: 2), place > 0 { (place, last) = (place / 2, last / 2) }
            } else {
                hash = MerkleTree.node(hash, neighbour)
            }
            (place, last) = (place / 2, last / 2)
        }
        return last == 0 ? hash : nil
    }
}
