import Plant
import Production
import Storage
import Telemetry

/// A lane by hand: folds samples and commits what changed to a store.
struct HandLane {
    let plant: Plant
    let store: any Store
    let broker: Int
    private var fold: Fold
    private var record: UInt64 = 0

    init(_ plant: Plant, _ store: any Store, broker: Int = 0) {
        self.plant = plant
        self.store = store
        self.broker = broker
        fold = Fold(plant: plant, broker: broker)
    }

    mutating func say(_ unit: String, _ signal: String, _ value: Int64, at instant: Timestamp) {
        let line = unit == "c" ? "other" : "l"
        guard
            let index = plant.signals.firstIndex(where: { $0.path == "\(line)/\(unit)/\(signal)" })
        else { preconditionFailure("the plant has no signal \(signal)") }
        record += 1
        fold.take(
            Sample(
                record: record, signal: SignalIndex(rawValue: UInt32(index)), value: value,
                eventTime: instant, receiveTime: instant, flags: [.ownTime, .acknowledged]))
    }

    mutating func state(_ unit: String, _ state: UnitState, at instant: Timestamp) {
        say(unit, "state", Int64(state.rawValue), at: instant)
    }

    mutating func count(_ unit: String, _ signal: String, _ pieces: Int64, at instant: Timestamp) {
        say(unit, signal, pieces * quantityScale, at: instant)
    }

    /// Time goes on to an instant, and all is stored.
    mutating func commit(at instant: Timestamp) throws {
        record += 1
        fold.take(Sample(event: .tick, record: record, at: instant))
        try store.commit(flush(fold.takeSignals(), units: fold.takeFlush()))
    }

    /// A transaction of what signals gave.
    func flush(_ signals: [SignalFlush], units: [Fold.UnitFlush] = []) -> LaneFlush {
        LaneFlush(
            lane: plant.brokers[broker].id, state: fold.laneState, units: units, signals: signals,
            quarantine: [], topics: ["t/a"], names: PlantNames(plant))
    }
}
