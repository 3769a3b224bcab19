import Plant
import Telemetry
import Testing

@testable import Decoding

/// A signal by a convention, a payload of a real machine or of the document that defines it, and
/// what becomes of it.
struct ConventionCase: Sendable, CustomTestStringConvertible {
    /// The signal's keys besides topic and convention.
    var signal: String
    var convention: String
    var topic = "t"
    var payload: String
    var values: [Int64]
    /// Milliseconds since the epoch; nil: the receive time.
    var time: Int64?
    var flags: SampleFlags = []

    var testDescription: String { "\(convention): \(payload)" }

    /// The plant with this signal alone.
    func plant() throws -> Plant {
        try Plant.read(
            yaml: """
                version: 1
                plant: { id: p, time_zone: Asia/Hong_Kong }
                brokers: { b: { url: "mqtt://127.0.0.1" } }
                products: { mask: {} }
                reasons: { failure: {} }
                lines:
                  l:
                    work_units:
                      u:
                        signals:
                          s: { topic: "\(topic)", convention: \(convention), \(signal) }
                          other: { kind: counter, counts: good, topic: other, type: cumulative }
                """, file: "plant.yaml")
    }

    /// Millionths.
    static func pieces(_ count: Double) -> [Int64] { [Int64((count * 1_000_000).rounded())] }

    static func real(_ value: Double) -> [Int64] { [Int64(bitPattern: value.bitPattern)] }

    static let temperature = "kind: measurement, unit: Cel"
    static let made = "kind: counter, counts: made, type: cumulative"

    static let packml = [
        // Recorded from PackML-MQTT-Simulator.
        Self(
            signal: "kind: state", convention: "packml", topic: "PlantA/Status/StateCurrentStr",
            payload: "Execute", values: [1]),
        Self(
            signal: "kind: state, states: packml-libremfg", convention: "packml", payload: "15",
            values: [2]),
        Self(
            signal: "\(made), step: 0.01", convention: "packml",
            topic: "PlantA/Admin/ProdProcessedCount/0/AccCount", payload: "435.42",
            values: pieces(435.42)),
        Self(
            signal: "kind: mode, states: packml-libremfg", convention: "packml", payload: "2",
            values: [4]),
    ]

    static let historian = [
        // From the document.
        Self(
            signal: "\(temperature), field: head.pos.x", convention: "umh-historian",
            payload:
                #"{"timestamp_ms":1670001234567,"head":{"pos":{"x":12.5,"y":7.3,"z":3.2}}}"#,
            values: real(12.5), time: 1_670_001_234_567),
        Self(
            signal: "\(temperature), field: collision", convention: "umh-historian",
            payload: #"{"timestamp_ms":1670001234567,"temperature":50.0,"collision":false}"#,
            values: real(0), time: 1_670_001_234_567),
        Self(
            signal: "\(made), field: tagname", convention: "umh-historian",
            payload: #"{"timestamp_ms":1732280023697,"tagname":42}"#, values: pieces(42),
            time: 1_732_280_023_697),
    ]

    static let raw = [
        // From the document.
        Self(
            signal: temperature, convention: "umh-raw",
            payload: #"{"timestamp_ms":1733904005123,"value":23.4}"#, values: real(23.4),
            time: 1_733_904_005_123),
        Self(
            signal: "kind: state, states: { running: producing }", convention: "umh-raw",
            payload: #"{"timestamp_ms": 1733904005123, "value": "running"}"#, values: [1],
            time: 1_733_904_005_123),
        Self(
            signal: temperature, convention: "umh-raw",
            payload: #"{"value":true,"timestamp_ms":1733904005123.0}"#, values: real(1),
            time: 1_733_904_005_123),
        Self(
            signal: "kind: counter, counts: made, type: pulse", convention: "umh-raw",
            payload: #"{"timestamp_ms":1733904005123,"value":1}"#, values: pieces(1),
            time: 1_733_904_005_123),
    ]

    static let analytics = [
        // From the document.
        Self(
            signal: "kind: state", convention: "umh-analytics", topic: "_analytics/state/add",
            payload: #"{"state":10000,"start_time_unix_ms":1719931604927}"#, values: [1],
            time: 1_719_931_604_927),
        Self(
            signal: "kind: reason, reasons: { 180000: failure }", convention: "umh-analytics",
            payload: #"{"state":180000,"start_time_unix_ms":1719931604927}"#, values: [0],
            time: 1_719_931_604_927),
        Self(
            signal: "kind: counter, counts: made, type: delta", convention: "umh-analytics",
            topic: "_analytics/product/add", payload: product, values: pieces(100),
            time: 1_719_931_664_927),
        Self(
            signal: "kind: counter, counts: scrap, type: delta", convention: "umh-analytics",
            topic: "_analytics/product/add", payload: product, values: pieces(5),
            time: 1_719_931_664_927),
        Self(
            signal: "kind: product, products: { 5678: mask }", convention: "umh-analytics",
            topic: "_analytics/product/add", payload: product, values: [0],
            time: 1_719_931_604_927),
        Self(
            signal: "kind: order", convention: "umh-analytics",
            topic: "_analytics/work-order/start",
            payload: #"{"external_work_order_id":"1234","start_time_unix_ms":1719931604927}"#,
            values: [OrderHash.hash("1234".utf8.span)], time: 1_719_931_604_927),
        Self(
            signal: "kind: order", convention: "umh-analytics", topic: "_analytics/work-order/stop",
            payload: #"{"external_work_order_id":"1234","end_time_unix_ms":1719931604927}"#,
            values: [0], time: 1_719_931_604_927),
        // An older version of the document.
        Self(
            signal: "kind: state, time: start_time", convention: "umh-analytics",
            payload: #"{"state":10000,"start_time":"2021-01-01T12:00:00Z"}"#, values: [1],
            time: 1_609_502_400_000),
    ]

    private static let product = """
        {"external_product_type_id":"5678","product_batch_id":"1234",\
        "start_time_unix_ms":1719931604927,"end_time_unix_ms":1719931664927,"quantity":100,\
        "bad_quantity":5}
        """

    static let kepware = [
        Self(
            signal: "\(temperature), field: Ch.Dev.Tag", convention: "kepware",
            payload: """
                {"timestamp":1521698375065,"values":[{"id":"Ch.Dev.Tag","v":206,"q":true,\
                "t":1521698358299}]}
                """, values: real(206), time: 1_521_698_358_299),
        Self(
            signal: "\(made), field: Simulation.Device1.Ramp", convention: "kepware",
            payload: """
                {"timestamp":1521698375065,"values":[\
                {"id":"Simulation.Device1.Ramp2","v":1,"q":true,"t":1521698358000},\
                {"v":17,"q":false,"t":1521698358299,"id":"Simulation.Device1.Ramp"}]}
                """, values: pieces(17), time: 1_521_698_358_299, flags: .badQuality),
    ]

    static let siemens = [
        Self(
            signal: "\(made), field: \"101\"", convention: "siemens-edge",
            payload: """
                {"seq":1,"vals":[{"id":"101","val":4,"ts":"2022-07-21T13:01:50.159Z","qc":3}]}
                """, values: pieces(4), time: 1_658_408_510_159),
        Self(
            signal: "\(temperature), field: \"102\"", convention: "siemens-edge",
            payload: """
                {"seq":2,"vals":[{"id":"101","val":4,"ts":"2022-07-21T13:01:50.159Z","qc":3},\
                {"id":"102","val":"21.5","ts":"2022-07-21T13:01:50.160Z","qc":1}]}
                """, values: real(21.5), time: 1_658_408_510_160, flags: .badQuality),
    ]

    static let tasmota = [
        Self(
            signal: "kind: meter, unit: kWh, type: cumulative, step: 0.001, field: ENERGY.Total",
            convention: "tasmota",
            payload: """
                {"Time":"2022-01-11T21:57:38","ENERGY":{"Power":5,"Voltage":233,"Current":0.021,\
                "Total":3.705}}
                """, values: pieces(3.705), time: 1_641_909_458_000),
        Self(
            signal: "\(temperature), field: AM2301.Temperature", convention: "tasmota",
            payload: """
                {"Time":"2022-01-11T21:57:38","AM2301":{"Temperature":24.6,"Humidity":58.2},\
                "TempUnit":"C"}
                """, values: real(24.6), time: 1_641_909_458_000),
    ]

    static let shelly = [
        Self(
            signal: "\(temperature), field: \"switch:0.output\"", convention: "shelly",
            payload: """
                {"src":"shellypro4pm-f008d1d8b8b8","dst":"x","method":"NotifyStatus",\
                "params":{"ts":1631186545.04,"switch:0":{"id":0,"output":true,"source":"init"}}}
                """, values: real(1), time: 1_631_186_545_040),
        Self(
            signal: "kind: meter, unit: Wh, type: cumulative, field: \"switch:0.aenergy.total\"",
            convention: "shelly",
            payload: """
                {"src":"shellypro4pm-f008d1d8b8b8","method":"NotifyStatus",\
                "params":{"ts":1631186580.01,"switch:0":{"id":0,"aenergy":{"total":11.679}}}}
                """, values: pieces(11), time: 1_631_186_580_010),
    ]

    static let all =
        packml + historian + raw + analytics + kepware + siemens + tasmota + shelly
}
