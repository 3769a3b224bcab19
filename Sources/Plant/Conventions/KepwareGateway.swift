/// Kepware IoT Gateway, standard template: many tags in a message, each with time and quality.
///
/// `{"timestamp":1521698375065,"values":[{"id":"Ch.Dev.Tag","v":206,"q":true,"t":1521698358299}]}`:
/// `field` is the tag's id, taken as it is. Of a tag that stands there twice the last one counts.
///
/// Source: "Standard Template Data Format" in the
/// [IoT Gateway manual](https://www.readkong.com/page/iot-gateway-6316520).
enum KepwareGateway: PayloadConvention {
    static let name = "kepware"

    static func layout(
        of meaning: SignalMeaning, field: String?, topic: String
    ) throws(Mismatch) -> PayloadLayout {
        guard let field else { throw missingField("the id of a tag") }
        let tag = FieldPath(.key("values"), .element(key: "id", value: field))
        var layout = PayloadLayout(
            value: tag + "v", time: TimeField(path: tag + "t", unit: .ms))
        layout.rule.demandsTime = true
        layout.rule.quality = QualityField(path: tag + "q", good: .yes)
        return layout
    }
}
