import Plant

/// A plant with one unit whose total and temperature come in one JSON object.
enum PlantUnderTest {
    /// The one topic.
    static let topic = Array("mask-1/ear-loop-a/status".utf8)

    /// Reads it.
    static func read() throws -> Plant { try Plant.read(yaml: yaml, file: "benchmark.yaml") }

    private static let yaml = """
        version: 1
        plant: { id: bench, name: { en: Bench, zh-Hant: Bench }, time_zone: Asia/Hong_Kong }
        brokers:
          shopfloor: { url: "mqtt://127.0.0.1:1883", client_id: bench }
        lines:
          mask-1:
            broker: shopfloor
            work_units:
              ear-loop-a:
                signals:
                  made: { kind: counter, counts: made, topic: mask-1/ear-loop-a/status,
                          field: total, type: cumulative }
                  temp: { kind: measurement, unit: Cel, topic: mask-1/ear-loop-a/status,
                          field: temp }
        """
}
