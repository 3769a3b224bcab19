/// What must never happen on the way through a ring.
enum Forbidden: Hashable, Sendable {
    /// Never came out.
    case lost
    /// Came out more than once.
    case doubled
    /// Came out after a younger one.
    case reordered
    /// Came out as parts of two.
    case torn
    /// Came out though nobody put it in.
    case invented
}

/// What came out of a ring, checked one by one.
struct Delivery: Sendable {
    private var seen: [UInt8]
    private var newest: UInt64?
    private var findings: Set<Forbidden> = []

    init(expecting count: Int) {
        seen = Array(repeating: 0, count: count)
    }

    mutating func receive(_ stamp: Stamp) {
        if !stamp.isWhole { findings.insert(.torn) }
        guard stamp.number < UInt64(seen.count) else {
            findings.insert(.invented)
            return
        }
        if let newest, stamp.number < newest { findings.insert(.reordered) }
        newest = stamp.number
        let place = Int(stamp.number)
        if seen[place] > 0 { findings.insert(.doubled) }
        seen[place] = 1
    }

    /// What was found, once everything that can come has come.
    func outcome() -> Set<Forbidden> {
        seen.contains(0) ? findings.union([.lost]) : findings
    }
}
