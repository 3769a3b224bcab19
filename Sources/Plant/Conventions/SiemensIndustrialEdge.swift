/// Siemens Industrial Edge, data of a connector: many data points in a message, each with time and
/// quality.
///
/// `{"seq":1,"vals":[{"id":"101","val":4,"ts":"2022-07-21T13:01:50.159Z","qc":3}]}`: `field` is the
/// data point's id, which the connector's metadata gives beside its name. Qualities are 0 bad,
/// 1 uncertain, 2 and 3 good.
///
/// Source: [Industrial Edge, Common
/// Connector payload](https://docs.industrial-operations-x.siemens.cloud/).
enum SiemensIndustrialEdge: PayloadConvention {
    static let name = "siemens-edge"

    static func layout(
        of meaning: SignalMeaning, field: String?, topic: String
    ) throws(Mismatch) -> PayloadLayout {
        guard let field else { throw missingField("the id of a data point") }
        let point = FieldPath(.key("vals"), .element(key: "id", value: field))
        var layout = PayloadLayout(
            value: point + "val", time: TimeField(path: point + "ts", unit: .guess))
        layout.rule.quality = QualityField(path: point + "qc", good: .atLeast(2))
        return layout
    }
}
