import Plant
import Production
import Storage
import Telemetry

extension Plant {
    /// For how long settled events are kept, in seconds: a day longer than any may come late.
    var settledSeconds: Int64 { lateness / nanosecondsPerSecond + 86_400 }
}

/// Folds late events again, one work unit or meter at a time, beside the live core.
///
/// Owned by one thread. It reads the store and makes patches; a patch is stored with the lane's
/// next transaction, or refused where the live part went on meanwhile: then it follows.
struct Refolding {
    private let plant: Plant
    private let store: any Store
    private let names: PlantNames
    private let subjects: [Int]
    private var course: Course?
    /// Whose turn it is, so that none that is always late keeps the others waiting.
    private var turn = 0
    /// The newest late event of this turn; nil where a turn is over.
    private var newest: Int64?
    /// Whether to leave off: then ``next()`` and ``follow()`` throw.
    var isCancelled: @Sendable () -> Bool = { false }

    /// It was asked to leave off.
    struct Cancelled: Error {}

    /// The most late events that are folded at once.
    static let batchSize = 65_536

    private let meter: LimitMeter

    /// Makes the re-folding of one lane.
    init(plant: Plant, broker: Int, store: any Store, meter: LimitMeter = LimitMeter()) {
        self.meter = meter
        self.plant = plant
        self.store = store
        names = PlantNames(plant)
        subjects = Fold.subjects(plant: plant, broker: broker)
    }

    /// The next patch, or nil where nothing waits.
    mutating func next() throws -> UnitPatch? {
        course = nil
        let order = subjects[turn...] + subjects[..<turn]
        let waiting = try store.waiting(among: order.map { names.subjects[$0] })
        guard let path = waiting.first,
            let place = subjects.firstIndex(where: { names.subjects[$0] == path })
        else {
            newest = nil
            return nil
        }
        let subject = subjects[place]
        var batch = try store.late(unit: path, limit: Self.batchSize)
        if let newest { batch = batch.upTo(newest) ?? batch }
        guard let first = batch.events.first else { return nil }
        if batch.events.count == Self.batchSize { meter.reached(PipelineLimits.lateEvents) }
        let start = try store.settled(unit: path, from: first.second, limit: 1).first
        let patch = try patch(of: batch, subject, from: start)
        note(batch, used: patch?.usedUp.count ?? 0, at: place)
        return patch
    }

    /// Whether something is left of what waited when the turn of the last patch began: it is to be
    /// folded at once, while what came later waits.
    var hasMore: Bool { newest != nil }

    private mutating func note(_ batch: LateBatch, used: Int, at place: Int) {
        newest = used < batch.numbers.count ? newest ?? batch.numbers.max() : nil
        turn = newest == nil ? (place + 1) % subjects.count : place
    }

    private mutating func patch(
        of batch: LateBatch, _ subject: Int, from start: StoredChunk?
    ) throws -> UnitPatch? {
        guard let first = batch.events.first, let start, start.chunk.after < first.second else {
            return settingAside(batch, until: start?.chunk.after ?? .max, subject: subject)
        }
        do throws(CheckpointError) {
            let refold = try Refold(
                plant: plant, subject: subject, from: start.chunk,
                indices: start.names.change(to: names))
            course = Course(
                subject: subject, path: names.subjects[subject], refold: refold,
                after: start.chunk.after, batch: batch, isCancelled: isCancelled)
        } catch {
            return settingAside(batch, until: start.chunk.until, subject: subject)
        }
        return try goOn()
    }

    /// The last patch, followed on to where the live part begins now; nil where that is the same.
    mutating func follow() throws -> UnitPatch? {
        guard try course?.isBehind(store) == true else { return nil }
        return try goOn()
    }

    private mutating func goOn() throws -> UnitPatch? {
        guard var course else { return nil }
        self.course = nil
        do {
            let patch = try course.goOn(store: store, names: names)
            self.course = course
            return patch
        } catch is CheckpointError {
            // Folded under other rules than today's, or damaged: what stands must stand.
            return settingAside(
                course.batch, until: course.lastTaken, subject: course.subject)
        }
    }

    /// From what is kept, events up to a second cannot be folded again.
    private func settingAside(
        _ batch: LateBatch, until second: Int64, subject: Int
    ) -> UnitPatch {
        let count = batch.events.prefix { $0.second <= second }.count
        var patch = UnitPatch(subject: subject)
        patch.usedUp = Array(batch.numbers[..<count])
        patch.setAside(
            Array(batch.events[..<count]),
            indices: batch.names[..<count].map { $0.change(to: names) })
        return patch
    }
}

extension LateBatch {
    /// What of it came up to a number; nil: nothing did.
    fileprivate func upTo(_ number: Int64) -> LateBatch? {
        let places = numbers.indices.filter { numbers[$0] <= number }
        guard !places.isEmpty else { return nil }
        return LateBatch(
            numbers: places.map { numbers[$0] }, events: places.map { events[$0] },
            names: places.map { names[$0] })
    }
}

/// One re-fold on its way through the chunks of a track.
private struct Course {
    let subject: Int
    let path: String
    var refold: Refold
    /// The second after which it began.
    let after: Int64
    let batch: LateBatch
    let isCancelled: @Sendable () -> Bool
    /// How many events of the batch it has taken, or was about to take.
    private var taken = 0

    /// Chunks read at once.
    private static let chunksAtOnce = 64

    init(
        subject: Int, path: String, refold: Refold, after: Int64, batch: LateBatch,
        isCancelled: @escaping @Sendable () -> Bool
    ) {
        self.subject = subject
        self.path = path
        self.refold = refold
        self.after = after
        self.batch = batch
        self.isCancelled = isCancelled
    }

    /// The second of the last event that it has taken.
    var lastTaken: Int64 { taken > 0 ? batch.events[taken - 1].second : .min }

    /// Whether chunks were settled behind it.
    func isBehind(_ store: any Store) throws -> Bool {
        try !store.settled(unit: path, from: refold.reached + 1, limit: 1).isEmpty
    }

    /// Folds on until it joins what stands or comes to the live part.
    mutating func goOn(store: any Store, names: PlantNames) throws -> UnitPatch {
        let joins = try join(store, names)
        let stored = try store.facts(
            unit: path, knownIn: (after + 1)...refold.reached, names: names)
        var patch = refold.patch(replacing: stored, joins: joins, late: taken)
        patch.usedUp = Array(batch.numbers[..<taken])
        return patch
    }

    private mutating func join(_ store: any Store, _ names: PlantNames) throws -> Bool {
        while true {
            let chunks = try store.settled(
                unit: path, from: refold.reached + 1, limit: Self.chunksAtOnce)
            guard !chunks.isEmpty else { return false }
            for stored in chunks {
                guard !isCancelled() else { throw Refolding.Cancelled() }
                let indices = stored.names.change(to: names)
                let late = batch.events[taken...].prefix { $0.second <= stored.chunk.until }
                if late.isEmpty, try refold.joins(stored.chunk, indices: indices) { return true }
                let lateIndices = batch.names[late.indices].map { $0.change(to: names) }
                taken += late.count
                try refold.take(
                    stored.chunk, indices: indices, late: Array(late), lateIndices: lateIndices)
            }
        }
    }
}
