/// Many field paths as one tree in flat arrays, so that one pass over a payload finds them all.
///
/// A tree has a root for each set of paths; its slots are numbered within the root. Made at the
/// start by ``FieldTreeBuilder``, then only read.
struct FieldTree {
    /// A place that paths lead to or through.
    struct Node {
        /// The slot of the path that ends here, or -1.
        var slot: Int32 = -1
        /// The slots of all paths through this node: a half-open range.
        var firstSlot: Int32 = 0
        var endSlot: Int32 = 0
        /// The ``KeyName/mark`` of every key: most members are nobody's and leave here.
        var keyMarks: UInt64 = 0
        /// Its part of ``FieldTree/keys``, a power of two in size; no keys where the mask is -1.
        var keyBase: Int32 = 0
        var keyMask: Int32 = -1
        /// Its part of ``FieldTree/elements``, in order of the index.
        var elementBase: Int32 = 0
        var elementCount: Int32 = 0
        /// Its group in ``FieldTree/selectors``, or -1 where no element is asked for by a member.
        var selectorGroup: Int32 = -1
        /// The name of that member: its part of ``FieldTree/keyBytes``.
        var selectorStart: Int32 = 0
        var selectorCount: Int32 = 0

        var isLeaf: Bool { keyMask < 0 && elementCount == 0 && selectorGroup < 0 }
    }

    /// A member of an object; free where ``node`` is -1.
    struct Key {
        var name = KeyName()
        var start: Int32 = 0
        var node: Int32 = -1
    }

    /// An element of an array.
    struct Element {
        var index: Int
        var node: Int32
    }

    var nodes: [Node] = []
    var keys: [Key] = []
    var keyBytes: [UInt8] = []
    var elements: [Element] = []
    /// The nodes that elements lead to by the value of a member, grouped by array.
    var selectors = ByteTable()

    /// The node that a member leads to, or -1; the parent has keys.
    @inline(__always)
    func child(of parent: Node, _ name: KeyName, _ bytes: Span<UInt8>, at start: Int) -> Int32 {
        guard parent.keyMarks >> name.mark & 1 != 0 else { return -1 }
        return find(parent, name, bytes, start)
    }

    /// The node that an element leads to by one of its members, or -1; the array has selectors.
    func child(of array: Node, member: Span<UInt8>, value: Span<UInt8>) -> Int32 {
        let from = Int(array.selectorStart)
        let key = keyBytes.span.extracting(from..<from + Int(array.selectorCount))
        guard key.equals(member) else { return -1 }
        return selectors.value(value, group: array.selectorGroup).map { Int32($0) } ?? -1
    }

    @inline(__always)
    private func find(_ parent: Node, _ name: KeyName, _ bytes: Span<UInt8>, _ start: Int) -> Int32
    {
        let base = Int(parent.keyBase)
        let mask = Int(parent.keyMask)
        var place = name.hash & mask
        while true {
            let key = keys[base + place]
            if key.node < 0 { return -1 }
            if key.name == name, name.count <= 16 || sameMiddle(key, bytes, start) {
                return key.node
            }
            place = (place + 1) & mask
        }
    }

    /// Compares what a name's two words leave out.
    @inline(never)
    private func sameMiddle(_ key: Key, _ bytes: Span<UInt8>, _ start: Int) -> Bool {
        let from = Int(key.start)
        let count = Int(key.name.count)
        return keyBytes.span.extracting(from..<from + count)
            .equals(bytes.extracting(start..<start + count))
    }
}

/// A member's name, packed so that up to sixteen bytes compare at once.
struct KeyName: Equatable {
    /// The first eight bytes, zeros behind the end.
    var head: UInt64 = 0
    /// The last eight bytes of a name longer than eight, else 0.
    var tail: UInt64 = 0
    /// How many bytes it has.
    var count: Int32 = 0

    init() {}

    @inline(__always)
    init(short head: UInt64, count: Int) {
        self.head = head
        self.count = Int32(truncatingIfNeeded: count)
    }

    /// The name in a stretch of bytes.
    init(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        let word = bytes.word(range.lowerBound)
        count = Int32(truncatingIfNeeded: range.count)
        if range.count >= 8 {
            head = word
            tail = range.count > 8 ? bytes.word(range.upperBound - 8) : 0
        } else {
            head = word & ((1 << UInt64(8 * range.count)) - 1)
        }
    }

    @inline(__always)
    private var mixed: UInt64 {
        (head ^ tail.byteSwapped ^ UInt64(UInt32(bitPattern: count))) &* 0x9E37_79B9_7F4A_7C15
    }

    /// A number of which a table takes the lowest bits.
    var hash: Int { Int(truncatingIfNeeded: mixed >> 32) }

    /// A number below 64.
    @inline(__always)
    var mark: UInt64 { mixed >> 58 }
}
