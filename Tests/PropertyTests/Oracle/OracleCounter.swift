/// The readings of one counter by the seven rules of `production.md` section 4.
struct OracleCounter {
    struct Reading: Hashable {
        var time: Int64
        var value: Int64
        var isRetained: Bool
    }

    /// What was counted between two readings; of one that counts by message, at one instant.
    struct Credit: Hashable {
        /// In counts, not pieces.
        var quantity: Int64
        var from: Int64
        var to: Int64
        /// Whether no reset or jump is between them.
        var isBridged: Bool
    }

    /// What a person should look at.
    struct Finding: Hashable {
        var kind: String
        var at: Int64
        var before: Int64
        var after: Int64
        var credited: Int64
    }

    private(set) var credits: [Credit] = []
    private(set) var findings: [Finding] = []
    private let shape: CounterShape

    init(_ shape: CounterShape, readings: [Reading]) {
        self.shape = shape
        guard !shape.countsMessages else {
            credits = readings.filter { !$0.isRetained }.map {
                Credit(quantity: $0.value, from: $0.time, to: $0.time, isBridged: false)
            }
            return
        }
        // The last accepted reading.
        guard var old = readings.first else { return }
        find("baseline", at: old, before: 0, credited: 0)
        var held: Reading?
        for new in readings.dropFirst() {
            if let suspect = held {
                held = nil
                // Rule 3: back within [old − jitter, old + its own limit], a spike; if not, a jump.
                let top = limit(from: old, to: new).map { old.value + $0 } ?? .max
                if new.value < old.value - jitter || new.value > top {
                    let credit = limit(from: old, to: suspect) ?? 0
                    add(credit, from: old, to: suspect, isBridged: false)
                    find("jump", at: suspect, before: old.value, credited: credit)
                    old = new
                    continue
                }
                find("spike", at: suspect, before: old.value, credited: 0)
            }
            if new.value >= old.value {
                let rise = new.value - old.value
                if let limit = limit(from: old, to: new), rise > limit {
                    held = new  // Rule 3.
                } else {
                    add(rise, from: old, to: new, isBridged: true)  // Rule 2.
                    old = new
                }
            } else if old.value - new.value <= jitter, new.value != 0 {
                find("jitter", at: new, before: old.value, credited: 0)  // Rule 4.
            } else {
                drop(from: old, to: new)
                old = new
            }
        }
        // Rule 3: without a next reading it stays held.
        if let held { find("jump", at: held, before: old.value, credited: 0) }
    }

    /// Rules 5 to 7.
    private mutating func drop(from old: Reading, to new: Reading) {
        let limit = limit(from: old, to: new)
        if let modulus = shape.modulus, old.value < modulus, new.value < modulus {
            let counted = new.value + modulus - old.value
            let isRollover =
                limit.map { counted <= $0 }
                ?? (old.value >= modulus - modulus / 10 && new.value < modulus / 10)
            if isRollover {
                add(counted, from: old, to: new, isBridged: true)
                find("rollover", at: new, before: old.value, credited: counted)
                return
            }
        }
        guard limit.map({ new.value <= $0 }) ?? true else {
            find("baseline", at: new, before: old.value, credited: 0)
            return
        }
        add(new.value, from: old, to: new, isBridged: false)
        if shape.type != .resettable {
            find("reset", at: new, before: old.value, credited: new.value)
        }
    }

    private var jitter: Int64 { shape.jitter ?? shape.step }

    /// The most that can have been counted between two readings: at least one step, so that a piece
    /// may follow a heartbeat at once.
    private func limit(from old: Reading, to new: Reading) -> Int64? {
        guard let rate = shape.maxRate else { return nil }
        let elapsed = Int128(max(0, new.time - old.time))
        return max(shape.step, Int64(Int128(rate) * elapsed / Int128(shape.ratePer)))
    }

    private mutating func add(_ quantity: Int64, from: Reading, to: Reading, isBridged: Bool) {
        credits.append(
            Credit(quantity: quantity, from: from.time, to: to.time, isBridged: isBridged))
    }

    private mutating func find(
        _ kind: String, at reading: Reading, before: Int64, credited: Int64
    ) {
        findings.append(
            Finding(
                kind: kind, at: reading.time, before: before, after: reading.value,
                credited: credited))
    }

    /// The pieces that counts stand for.
    func pieces(_ counts: Int64) -> Int64 {
        Int64(Int128(counts) * Int128(shape.piecesPerCount) / 1_000_000)
    }

    /// What is not divided where pieces are spread over time, in millionths.
    var grain: Int64 { max(1, pieces(shape.step)) }
}
