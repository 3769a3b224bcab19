/// PackML over MQTT: a topic for each tag, bare values, no time.
///
/// `Site/Area/Line/Status/StateCurrentStr` → `Execute`; `…/Status/StateCurrent` → `6`;
/// `…/Admin/ProdProcessedCount/0/AccCount` → `435.42`: counts may have fractions, and are cut to
/// the counter's `step`. A value is taken at its receipt.
///
/// Tags by ISA-TR88.00.02 and [OPC 30050](https://reference.opcfoundation.org/PackML/v101/docs/);
/// topics and samples by
/// [PackML-MQTT-Simulator](https://github.com/libremfg/PackML-MQTT-Simulator).
enum PackMLTopics: PayloadConvention {
    static let name = "packml"
    static let states: BuiltInStateTable? = .packml

    static func layout(
        of meaning: SignalMeaning, field: String?, topic: String
    ) throws(Mismatch) -> PayloadLayout {
        guard field == nil else { throw needlessField }
        return PayloadLayout()
    }
}
