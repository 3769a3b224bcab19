/// Checks that a payload is JSON (RFC 8259, UTF-8, at most 64 levels) and notes where it holds the
/// bound fields, in one pass and without allocating.
///
/// Of members with the same name the last one counts. Used by one thread.
struct JSONReader: ~Copyable {
    /// How deep objects and arrays may nest.
    static let depthLimit = 64

    /// What the paths of all roots lead to.
    let tree: FieldTree
    /// Where the bound fields were found; only those with the present stamp are of this payload.
    private var slots: [FieldSlot]
    /// Numbers the payloads, so that no slot need be cleared for the next one.
    private var stamp: UInt64 = 1
    /// A member's name without its escapes.
    var name: [UInt8] = []
    /// Whether a text since this was last cleared held an escape.
    var sawEscape = false
    /// How many members the payload's outermost object has; -1 where it is no object.
    private(set) var outerMembers = -1

    /// A refusal in place of a position: not JSON.
    static let malformed = -1
    /// A refusal in place of a position: nested too deep.
    static let tooDeep = -2

    init(tree: FieldTree, slotCount: Int) {
        self.tree = tree
        slots = Array(repeating: .absent, count: max(slotCount, 1))
    }

    /// Forgets what was found in the payload before.
    mutating func begin() {
        stamp += 1
        outerMembers = -1
    }

    /// What the payload at hand holds of a bound field.
    @inline(__always)
    func slot(_ slot: Int32) -> FieldSlot {
        let slot = slots[Int(slot)]
        return slot.stamp == stamp ? slot : .absent
    }

    /// Reads a payload; afterwards the slots of the root hold what it found.
    ///
    /// - Returns: Why the payload is refused, or nil.
    mutating func read(_ payload: Span<UInt8>, root: Int32) -> QuarantineReason.Kind? {
        let start = skipSpace(payload, 0)
        var end = plainValue(payload, at: start, node: root, depth: 0)
        if end >= 0 { end = skipSpace(payload, end) }
        if end == payload.count { return nil }
        return end == Self.tooDeep ? .tooDeep : .notJSON
    }

    /// Notes a value that was found by another way than a path.
    mutating func note(_ form: FieldSlot.Form, _ range: Range<Int>, in slot: Int32) {
        slots[Int(slot)] = FieldSlot(
            stamp: stamp, form: form, start: Int32(truncatingIfNeeded: range.lowerBound),
            end: Int32(truncatingIfNeeded: range.upperBound))
    }

    /// The position of the next byte that is no white space.
    @inline(__always)
    func skipSpace(_ bytes: Span<UInt8>, _ start: Int) -> Int {
        bytes.byte(start) > 0x20 ? start : spaceEnd(bytes, start)
    }

    @inline(never)
    private func spaceEnd(_ bytes: Span<UInt8>, _ start: Int) -> Int {
        var place = start
        while Ascii.isSpace(bytes.byte(place)) { place += 1 }
        return place
    }

    /// The position behind a value of which nothing is wanted.
    mutating func skipped(_ bytes: Span<UInt8>, at start: Int, depth: Int) -> Int {
        plainValue(bytes, at: start, node: -1, depth: depth)
    }

    /// Reads a value and notes it in its node's slot; returns the position behind it.
    @inline(never)
    private mutating func boundValue(
        _ bytes: Span<UInt8>, at start: Int, node: Int32, depth: Int
    ) -> Int {
        let leaf = tree.nodes[Int(node)]
        // A member that stood here before, and all that was found within it, counts no more.
        if !leaf.isLeaf { clear(leaf) }
        sawEscape = false
        let end = plainValue(bytes, at: start, node: leaf.isLeaf ? -1 : node, depth: depth)
        guard leaf.slot >= 0, end >= 0 else { return end }
        let form = form(bytes.byte(start))
        let quote = form == .text || form == .escapedText ? 1 : 0
        note(form, start + quote..<end - quote, in: leaf.slot)
        return end
    }

    private func form(_ first: UInt8) -> FieldSlot.Form {
        switch first {
        case Ascii.quote: sawEscape ? .escapedText : .text
        case UInt8(ascii: "t"): .yes
        case UInt8(ascii: "f"): .no
        case UInt8(ascii: "n"): .null
        case Ascii.openBrace, Ascii.openBracket: .container
        default: .number
        }
    }

    @inline(__always)
    private mutating func plainValue(
        _ bytes: Span<UInt8>, at start: Int, node: Int32, depth: Int
    ) -> Int {
        // All is taken from one word: a byte read apart would keep its loads from being joined.
        let word = bytes.word(start)
        switch UInt8(truncatingIfNeeded: word) {
        case Ascii.minus, UInt8(ascii: "0")...UInt8(ascii: "9"):
            return number(bytes, from: start, word)
        case Ascii.quote: return text(bytes, from: start + 1)
        case UInt8(ascii: "t"): return literal(word, 0x6575_7274, start, count: 4)
        case UInt8(ascii: "f"): return literal(word, 0x65_736C_6166, start, count: 5)
        case UInt8(ascii: "n"): return literal(word, 0x6C6C_756E, start, count: 4)
        case Ascii.openBrace: return object(bytes, from: start + 1, node: node, depth: depth + 1)
        case Ascii.openBracket: return array(bytes, from: start + 1, node: node, depth: depth + 1)
        default: return Self.malformed
        }
    }

    @inline(__always)
    private func literal(_ word: UInt64, _ letters: UInt64, _ start: Int, count: Int) -> Int {
        let mask: UInt64 = (1 << UInt64(8 * count)) - 1
        return word & mask == letters ? start + count : Self.malformed
    }

    private mutating func object(
        _ bytes: Span<UInt8>, from start: Int, node: Int32, depth: Int
    ) -> Int {
        guard depth <= Self.depthLimit else { return Self.tooDeep }
        let parent = node < 0 ? FieldTree.Node() : tree.nodes[Int(node)]
        var place = skipSpace(bytes, start)
        if bytes.byte(place) == Ascii.closeBrace { return place + 1 }
        var members = 0
        while bytes.byte(place) == Ascii.quote {
            members += 1
            var child: Int32 = -1
            place = member(bytes, from: place + 1, parent, child: &child)
            if place < 0 { return place }
            place = skipSpace(bytes, place)
            place =
                child < 0
                ? plainValue(bytes, at: place, node: -1, depth: depth)
                : boundValue(bytes, at: place, node: child, depth: depth)
            if place < 0 { return place }
            place = skipSpace(bytes, place)
            let next = bytes.byte(place)
            if next == Ascii.closeBrace {
                if depth == 1 { outerMembers = members }
                return place + 1
            }
            guard next == Ascii.comma else { return Self.malformed }
            place = skipSpace(bytes, place + 1)
        }
        return Self.malformed
    }

    private mutating func array(
        _ bytes: Span<UInt8>, from start: Int, node: Int32, depth: Int
    ) -> Int {
        guard depth <= Self.depthLimit else { return Self.tooDeep }
        var place = skipSpace(bytes, start)
        if bytes.byte(place) == Ascii.closeBracket { return place + 1 }
        var index = 0
        var nextElement = 0
        while true {
            var child = element(of: node, index: index, next: &nextElement)
            if child < 0, node >= 0, tree.nodes[Int(node)].selectorGroup >= 0 {
                child = selected(bytes, at: place, of: tree.nodes[Int(node)], depth: depth)
            }
            place =
                child < 0
                ? plainValue(bytes, at: place, node: -1, depth: depth)
                : boundValue(bytes, at: place, node: child, depth: depth)
            if place < 0 { return place }
            place = skipSpace(bytes, place)
            let next = bytes.byte(place)
            if next == Ascii.closeBracket { return place + 1 }
            guard next == Ascii.comma else { return Self.malformed }
            place = skipSpace(bytes, place + 1)
            index += 1
        }
    }

    /// The node that an element leads to, or -1; `next` walks along the node's elements.
    private func element(of node: Int32, index: Int, next: inout Int) -> Int32 {
        guard node >= 0, next < Int(tree.nodes[Int(node)].elementCount) else { return -1 }
        let element = tree.elements[Int(tree.nodes[Int(node)].elementBase) + next]
        guard element.index == index else { return -1 }
        next += 1
        return element.node
    }

    private mutating func clear(_ node: FieldTree.Node) {
        for slot in Int(node.firstSlot)..<Int(node.endSlot) { slots[slot] = .absent }
    }
}
