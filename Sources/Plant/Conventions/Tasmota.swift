/// Tasmota, `tele/<device>/SENSOR`: readings of energy meters and sensors.
///
/// `{"Time":"2022-01-11T21:57:38","ENERGY":{"Power":5,"Total":3.705}}`: the time has no zone and is
/// by the plant's clock; `field` is `ENERGY.Total`.
///
/// Source: [Tasmota, MQTT](https://tasmota.github.io/docs/MQTT/).
enum Tasmota: PayloadConvention {
    static let name = "tasmota"

    static func layout(
        of meaning: SignalMeaning, field: String?, topic: String
    ) throws(Mismatch) -> PayloadLayout {
        guard let field else { throw missingField("a path such as ENERGY.Total") }
        var layout = PayloadLayout(
            value: try FieldPath(parsing: field),
            time: TimeField(path: FieldPath(.key("Time")), unit: .guess))
        layout.rule.demandsTime = true
        return layout
    }
}
