/// Finds numbers by bytes: open addressing over flat arrays, filled at the start, then only read.
///
/// Keys of several groups live side by side: a group's number is part of the key.
struct ByteTable {
    private struct Entry {
        var hash: UInt64
        var group: Int32
        var start: Int32
        var count: Int32
        var value: Int64
    }

    private var entries: [Entry] = []
    private var bytes: [UInt8] = []
    /// Places in ``entries``, -1 for none; the length is a power of two, at most half of it used.
    private var slots: [Int32] = [-1, -1]

    /// The value of a key, or nil.
    func value(_ key: Span<UInt8>, group: Int32 = 0) -> Int64? {
        let hash = ContentHash.mixed(key, seed: UInt64(truncatingIfNeeded: group))
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] >= 0 {
            let entry = entries[Int(slots[slot])]
            if entry.hash == hash, entry.group == group, equals(entry, key) { return entry.value }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    /// Puts a key in; one that is there already keeps its value.
    mutating func insert(_ key: String, group: Int32 = 0, value: Int64) {
        let key = Array(key.utf8)
        guard self.value(key.span, group: group) == nil else { return }
        let hash = ContentHash.hash(key.span, seed: UInt64(truncatingIfNeeded: group))
        entries.append(
            Entry(
                hash: hash, group: group, start: Int32(bytes.count), count: Int32(key.count),
                value: value))
        bytes.append(contentsOf: key)
        if entries.count * 2 > slots.count { grow() } else { place(entries.count - 1) }
    }

    @inline(__always)
    private func equals(_ entry: Entry, _ key: Span<UInt8>) -> Bool {
        let start = Int(entry.start)
        return bytes.span.extracting(start..<start + Int(entry.count)).equals(key)
    }

    private mutating func grow() {
        slots = Array(repeating: -1, count: slots.count * 4)
        for index in entries.indices { place(index) }
    }

    private mutating func place(_ index: Int) {
        var slot = Int(truncatingIfNeeded: entries[index].hash) & (slots.count - 1)
        while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = Int32(index)
    }
}
