/// United Manufacturing Hub Core, time series: exactly `{"timestamp_ms":…,"value":…}`, under `_raw`
/// and all contracts of one tag a topic.
///
/// `{"timestamp_ms":1733904005123,"value":42.5}`,
/// `{"timestamp_ms":1733904005123,"value":"running"}`. The time is a whole number of milliseconds,
/// the value a number, a text or a Boolean; a message of any other form is refused as
/// nonconforming.
///
/// Source: [payload formats](https://docs.umh.app/usage/unified-namespace/payload-formats).
enum UMHRaw: PayloadConvention {
    static let name = "umh-raw"

    static func layout(
        of meaning: SignalMeaning, field: String?, topic: String
    ) throws(Mismatch) -> PayloadLayout {
        guard field == nil else { throw needlessField }
        var layout = PayloadLayout(
            value: FieldPath(.key("value")),
            time: TimeField(path: FieldPath(.key("timestamp_ms")), unit: .ms))
        layout.rule.demandsTime = true
        layout.rule.isExact = true
        return layout
    }
}
