/// A conveyor of finite length; pieces of older orders leave it first.
struct PieceBuffer: Sendable {
    let capacity: Int
    /// A unit that starved or was blocked goes on when so many pieces or places are there.
    var restartLevel: Int { capacity / 2 }
    /// Pieces of each order on it, oldest order first.
    private var runs: [(order: Int, pieces: Int)] = []
    private(set) var count = 0

    init(capacity: Int) {
        self.capacity = capacity
    }

    var free: Int { capacity - count }

    func pieces(of order: Int) -> Int {
        runs.first { $0.order == order }?.pieces ?? 0
    }

    /// Whether something of a later order is on it.
    func holdsLater(than order: Int) -> Bool {
        runs.last.map { $0.order > order } ?? false
    }

    mutating func put(order: Int) {
        count += 1
        if let index = runs.firstIndex(where: { $0.order == order }) {
            runs[index].pieces += 1
        } else {
            let index = runs.firstIndex { $0.order > order } ?? runs.endIndex
            runs.insert((order, 1), at: index)
        }
    }

    mutating func take(order: Int) {
        guard let index = runs.firstIndex(where: { $0.order == order }) else {
            preconditionFailure("a piece is taken only where one is")
        }
        count -= 1
        runs[index].pieces -= 1
        if runs[index].pieces == 0 { runs.remove(at: index) }
    }
}
