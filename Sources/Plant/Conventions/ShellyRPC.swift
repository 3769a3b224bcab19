/// Shelly of the second generation and later, `<id>/events/rpc`: what changed of a device.
///
/// `{"src":"shellypro4pm-f008d1d8b8b8","method":"NotifyStatus","params":{"ts":1631186545.04,
/// "switch:0":{"id":0,"output":true}}}`: `field` is a path within `params`, `switch:0.output`.
/// Members that did not change are absent.
///
/// Source: [Shelly,
/// notifications](https://shelly-api-docs.shelly.cloud/gen2/General/Notifications).
enum ShellyRPC: PayloadConvention {
    static let name = "shelly"

    static func layout(
        of meaning: SignalMeaning, field: String?, topic: String
    ) throws(Mismatch) -> PayloadLayout {
        guard let field else { throw missingField("a path such as switch:0.output") }
        let params = FieldPath.Step.key("params")
        return PayloadLayout(
            value: FieldPath(steps: [params] + (try FieldPath(parsing: field)).steps),
            time: TimeField(path: FieldPath(steps: [params, .key("ts")]), unit: .s))
    }
}
