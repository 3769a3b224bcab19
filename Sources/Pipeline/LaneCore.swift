import LockFree
import Plant
import Production
public import Storage
import Telemetry

/// The folding half of a lane: takes samples from the ring, folds them, hands over what is to be
/// stored.
///
/// Owned by one thread. The fold itself knows no clock; only how often it is stored is a matter of
/// time.
public final class LaneCore {
    private var consumer: RingConsumer<Sample>
    private var fold: Fold
    private let lane: String
    private let names: PlantNames
    private let mapping: String
    private let quarantine: QuarantineBox
    private let board: LiveBoard.Publisher
    private var isAtMark = true
    private var wasBalanced = true
    private var flushed: UInt64
    private let offer: PatchOffer
    private let meter: LimitMeter
    private var told = FoldLimits.Counts()
    /// For how long settled events are kept: somewhat longer than any may come late.
    private let settledSeconds: Int64

    init(
        plant: Plant, broker: Int, fold: Fold, consumer: consuming RingConsumer<Sample>,
        quarantine: QuarantineBox, board: consuming LiveBoard.Publisher, offer: PatchOffer,
        meter: LimitMeter = LimitMeter()
    ) {
        self.meter = meter
        self.offer = offer
        settledSeconds = plant.settledSeconds
        lane = plant.brokers[broker].id
        names = PlantNames(plant)
        mapping = plant.mappingHash(broker: broker)
        self.fold = fold
        self.consumer = consumer
        self.quarantine = quarantine
        self.board = board
        flushed = fold.position
    }

    /// The last journal record that was folded whole.
    public var position: UInt64 { fold.position }

    /// Samples that wait in the ring.
    var ringFill: Int { consumer.count }

    /// Folds what is in the ring, at most a batch; returns how many samples it was.
    public func turn(limit: Int = 4096) -> Int { turn(limit: limit) { _ in } }

    /// The same, showing each sample to somebody else too.
    func turn(limit: Int = 4096, seen: (Sample) -> Void) -> Int {
        var last = SampleKind.tick
        let count = consumer.drain(limit: limit) { sample in
            seen(sample)
            fold.take(sample)
            last = sample.kind
        }
        if count > 0 { isAtMark = last == .tick }
        return count
    }

    /// Shows on the live board what was folded; costs as much as there are work units.
    public func publish() {
        // Between two marks, samples are ahead of what was counted of them.
        if isAtMark { wasBalanced = fold.isBalanced }
        board.publish(fold, isBalanced: wasBalanced)
    }

    /// Takes what changed since the last call, for one transaction; nil where nothing did.
    ///
    /// Folds on to the next mark first, which is always in the ring or on its way there.
    public func takeFlush(topics: [String]? = nil) -> LaneFlush? {
        while !isAtMark, let sample = consumer.pop() {
            fold.take(sample)
            isAtMark = sample.kind == .tick
        }
        guard isAtMark else { return nil }
        let patch = offer.take { fold.accept($0) }
        guard fold.position > flushed || topics != nil || patch != nil else { return nil }
        flushed = fold.position
        // What was accepted is in the units' facts and in the counts.
        let units = fold.takeFlush()
        tellLimits()
        var flush = LaneFlush(
            lane: lane, state: fold.laneState, units: units, signals: fold.takeSignals(),
            quarantine: quarantine.take(through: fold.position), topics: topics, names: names,
            mapping: mapping)
        flush.patches = patch.map { [$0] } ?? []
        flush.settledSeconds = settledSeconds
        return flush
    }

    private func tellLimits() {
        let reached = fold.reached
        meter.reached(FoldLimits.events, times: reached.events - told.events)
        meter.reached(FoldLimits.reading, times: reached.readings - told.readings)
        meter.reached(FoldLimits.value, times: reached.values - told.values)
        told = reached
    }

    /// Whether all balances of the fold hold.
    public var isBalanced: Bool { fold.isBalanced }
}
