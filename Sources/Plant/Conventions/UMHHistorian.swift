/// United Manufacturing Hub, `_historian`: an object of tags at one time, which must be there.
///
/// `{"timestamp_ms":1670001234567,"head":{"pos":{"x":12.5}},"temperature_c":154.1}`: `field` names
/// a tag, with dots through its groups: `head.pos.x`.
///
/// Source: [`_historian`](https://umh.docs.umh.app/docs/datamodel/messages/_historian/). Its
/// examples with seconds in `timestamp_ms` are refused: they would be of January 1970.
enum UMHHistorian: PayloadConvention {
    static let name = "umh-historian"

    static func layout(
        of meaning: SignalMeaning, field: String?, topic: String
    ) throws(Mismatch) -> PayloadLayout {
        guard let field else { throw missingField("the name of a tag") }
        var layout = PayloadLayout(
            value: try FieldPath(parsing: field),
            time: TimeField(path: FieldPath(.key("timestamp_ms")), unit: .ms))
        layout.rule.demandsTime = true
        return layout
    }
}
