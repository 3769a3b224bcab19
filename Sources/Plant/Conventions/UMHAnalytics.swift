internal import Telemetry

/// United Manufacturing Hub, `_analytics`: what a signal means says which member it is.
///
/// | topic ends in | signal | value | time |
/// |---|---|---|---|
/// | `state/add` | state, reason | `state` | `start_time_unix_ms` |
/// | `product/add` | made, scrap (`delta`) | `quantity`, `bad_quantity` | `end_time_unix_ms` |
/// | `product/add` | product | `external_product_type_id` | `start_time_unix_ms` |
/// | `work-order/start` | order | `external_work_order_id` | `start_time_unix_ms` |
/// | `work-order/stop` | order, which ends | | `end_time_unix_ms` |
///
/// `{"state":10000,"start_time_unix_ms":1719931604927}`. Shifts stand in the plant file; what is
/// overwritten later (`state/overwrite`, `product/setBadQuantity`) is a correction, not a sample.
///
/// Source: [`_analytics`](https://umh.docs.umh.app/docs/datamodel/messages/_analytics/). Older
/// versions of it write `start_time` and `end_time` as texts: there the plant file names the time.
enum UMHAnalytics: PayloadConvention {
    static let name = "umh-analytics"
    static let states: BuiltInStateTable? = .umh

    static func layout(
        of meaning: SignalMeaning, field: String?, topic: String
    ) throws(Mismatch) -> PayloadLayout {
        let isEnd = meaning == .order && topic.hasSuffix("/work-order/stop")
        var layout = PayloadLayout()
        switch (field, meaning) {
        case (let field?, _): layout.value = try FieldPath(parsing: field)
        case (nil, .state), (nil, .reason): layout.value = FieldPath(.key("state"))
        case (nil, .product): layout.value = FieldPath(.key("external_product_type_id"))
        case (nil, .order): layout.value = FieldPath(.key("external_work_order_id"))
        case (nil, .counter(let counter)) where counter.counts == .made:
            layout.value = FieldPath(.key("quantity"))
        case (nil, .counter(let counter)) where counter.counts == .scrap:
            layout.value = FieldPath(.key("bad_quantity"))
        default: throw missingField("the name of a member")
        }
        let isOver = isEnd || meaning.counter != nil
        layout.time = TimeField(
            path: FieldPath(.key(isOver ? "end_time_unix_ms" : "start_time_unix_ms")), unit: .ms)
        layout.rule.demandsTime = true
        layout.rule.isEnd = isEnd
        return layout
    }
}
