import Plant
import Telemetry

/// Samples in order as a line of many units gives them: readings, and now and then a state or
/// scrap.
struct SampleStream {
    /// The plant that they belong to.
    let plant: Plant
    /// How many work units take turns.
    let units: Int
    private var taken = 0

    /// Makes a plant with so many work units of three signals each.
    init(units: Int) throws {
        self.units = units
        let all = (0..<units).map {
            """
                  u\($0):
                    heartbeat: 1 h
                    signals:
                      state: { kind: state, topic: u\($0), field: s, states: packml }
                      made: { kind: counter, counts: made, topic: u\($0), field: m,
                              type: cumulative, max_rate: 100/s }
                      scrap: { kind: counter, counts: scrap, topic: u\($0), field: x,
                               type: cumulative, max_rate: 100/s }
            """
        }
        let yaml = """
            version: 1
            plant: { id: bench, time_zone: Asia/Hong_Kong }
            brokers: { b: { url: "mqtt://127.0.0.1" } }
            products: { p: { unit: piece } }
            lines:
              l:
                broker: b
                product: p
                constraint: [u0]
                work_units:
            \(all.joined(separator: "\n"))
            """
        plant = try Plant.read(yaml: yaml, file: "benchmark.yaml")
    }

    /// The next samples; each unit says something every 200 ms.
    mutating func next(_ count: Int) -> [Sample] {
        (0..<count).map { _ in
            defer { taken += 1 }
            let (round, unit) = (taken / units, taken % units)
            let time = Timestamp(
                nanoseconds: 1_772_409_600_000_000_000 + Int64(taken) * 200_000_000 / Int64(units))
            let (signal, value) = reading(round)
            return Sample(
                record: UInt64(taken + 1), signal: SignalIndex(rawValue: UInt32(unit * 3 + signal)),
                value: value, eventTime: time, receiveTime: time, flags: [.ownTime, .acknowledged])
        }
    }

    private func reading(_ round: Int) -> (signal: Int, value: Int64) {
        switch round % 20 {
        case 0: (0, Int64((round / 20 % 4 == 3 ? UnitState.stopped : .producing).rawValue))
        case 10: (2, Int64(round / 20) * quantityScale)
        default: (1, Int64(round / 2) * quantityScale)
        }
    }
}
