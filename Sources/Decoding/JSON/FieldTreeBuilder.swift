internal import Plant

/// Builds a ``FieldTree`` out of sets of paths; equal sets share one root.
struct FieldTreeBuilder {
    /// A node with its children by step, before it is laid out.
    private final class Branch {
        var slot: Int32 = -1
        var isEnd = false
        var steps: [FieldPath.Step: Branch] = [:]
        var order: [FieldPath.Step] = []

        func branch(for step: FieldPath.Step) -> Branch {
            if let known = steps[step] { return known }
            let new = Branch()
            steps[step] = new
            order.append(step)
            return new
        }
    }

    /// A root and the slots of its paths, in the order in which they were given.
    struct Root {
        /// The root's node.
        var node: Int32
        /// A slot for each path.
        var slots: [Int32]
        /// How many slots a message of this root needs.
        var slotCount: Int32
    }

    /// The tree so far.
    private(set) var tree = FieldTree()
    private var known: [[FieldPath]: Root] = [:]

    /// The root for a set of paths; a path that stands there twice has one slot.
    mutating func root(for paths: [FieldPath]) -> Root {
        if let root = known[paths] { return root }
        let trunk = Branch()
        let ends = paths.map { path in
            path.steps.reduce(trunk) { $0.branch(for: $1) }
        }
        for end in ends { end.isEnd = true }
        precondition(!trunk.isEnd, "a path has at least one step")
        var slotCount: Int32 = 0
        let node = layOut(trunk, slotCount: &slotCount)
        let root = Root(node: node, slots: ends.map(\.slot), slotCount: slotCount)
        known[paths] = root
        return root
    }

    private mutating func layOut(_ branch: Branch, slotCount: inout Int32) -> Int32 {
        var node = FieldTree.Node()
        node.firstSlot = slotCount
        let place = tree.nodes.count
        tree.nodes.append(node)
        if branch.isEnd {
            branch.slot = slotCount
            node.slot = slotCount
            slotCount += 1
        }
        var members: [(String, Int32)] = []
        var elements: [FieldTree.Element] = []
        for step in branch.order {
            let child = layOut(branch.branch(for: step), slotCount: &slotCount)
            switch step {
            case .key(let name): members.append((name, child))
            case .index(let index): elements.append(.init(index: index, node: child))
            case .element(let key, let value): put(child, where: key, is: value, into: &node)
            }
        }
        node.endSlot = slotCount
        put(members, into: &node)
        node.elementBase = Int32(tree.elements.count)
        node.elementCount = Int32(elements.count)
        tree.elements.append(contentsOf: elements.sorted { $0.index < $1.index })
        tree.nodes[place] = node
        return Int32(place)
    }

    /// Adds an element that is found by one of its members, the same for all of an array.
    private mutating func put(
        _ child: Int32, where key: String, is value: String, into node: inout FieldTree.Node
    ) {
        if node.selectorGroup < 0 {
            node.selectorGroup = Int32(tree.nodes.count)
            node.selectorStart = Int32(tree.keyBytes.count)
            node.selectorCount = Int32(key.utf8.count)
            tree.keyBytes.append(contentsOf: key.utf8)
        }
        tree.selectors.insert(value, group: node.selectorGroup, value: Int64(child))
    }

    private mutating func put(_ members: [(String, Int32)], into node: inout FieldTree.Node) {
        guard !members.isEmpty else { return }
        var size = 2
        while size < members.count * 2 { size *= 2 }
        node.keyBase = Int32(tree.keys.count)
        node.keyMask = Int32(size - 1)
        tree.keys.append(contentsOf: repeatElement(FieldTree.Key(), count: size))
        for (name, child) in members {
            let bytes = Array(name.utf8)
            let packed = KeyName(bytes.span, 0..<bytes.count)
            node.keyMarks |= 1 << packed.mark
            var place = packed.hash & (size - 1)
            while tree.keys[Int(node.keyBase) + place].node >= 0 {
                place = (place + 1) & (size - 1)
            }
            tree.keys[Int(node.keyBase) + place] = FieldTree.Key(
                name: packed, start: Int32(tree.keyBytes.count), node: child)
            tree.keyBytes.append(contentsOf: bytes)
        }
    }
}
