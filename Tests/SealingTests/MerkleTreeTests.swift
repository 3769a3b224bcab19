import Sealing
import Testing

/// The tree of RFC 6962, section 2.1, on the inputs and roots that Certificate Transparency's own
/// implementations are tested with.
@Suite struct MerkleTreeTests {
    private static let inputs = [
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    ]
    private static let roots = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]

    private var leaves: [Digest] {
        get throws {
            try Self.inputs.map { MerkleTree.leaf(try #require(Hex.bytes($0))) }
        }
    }

    @Test func givesTheRootsOfTheVectors() throws {
        let leaves = try leaves
        for (count, root) in Self.roots.enumerated() {
            #expect(MerkleTree.root(of: leaves.prefix(count)).hex == root)
        }
    }

    /// The three proofs that the RFC spells out for seven leaves, by the names of its figure.
    @Test func givesTheProofsOfTheRFC() throws {
        let d = Array(try leaves.prefix(7))
        func root(_ range: Range<Int>) -> Digest { MerkleTree.root(of: d[range]) }
        #expect(InclusionProof(of: 0, in: d).path == [d[1], root(2..<4), root(4..<7)])
        #expect(InclusionProof(of: 3, in: d).path == [d[2], root(0..<2), root(4..<7)])
        #expect(InclusionProof(of: 4, in: d).path == [d[5], d[6], root(0..<4)])
        #expect(InclusionProof(of: 6, in: d).path == [root(4..<6), root(0..<4)])
    }

    @Test func everyProofLeadsToItsRootAndToNoOther() throws {
        let hashes = (0..<40).map { MerkleTree.leaf([UInt8($0)]) }
        for count in 1...40 {
            let leaves = Array(hashes.prefix(count))
            let root = MerkleTree.root(of: leaves)
            for index in 0..<count {
                let proof = InclusionProof(of: index, in: leaves)
                #expect(proof.root(of: leaves[index]) == root)
                #expect(proof.root(of: MerkleTree.leaf([99])) != root)
                var other = proof
                other.index = (index + 1) % count
                if count > 1 { #expect(other.root(of: leaves[index]) != root) }
                var longer = proof
                longer.path.append(root)
                #expect(longer.root(of: leaves[index]) != root)
            }
        }
    }

    @Test func aLeafIsNoNode() {
        let (left, right) = (MerkleTree.leaf([1]), MerkleTree.leaf([2]))
        #expect(MerkleTree.root(of: [left, right]) != MerkleTree.leaf(left.bytes + right.bytes))
    }
}
