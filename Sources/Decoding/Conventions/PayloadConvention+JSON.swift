/// Field paths into one JSON value: `{"state":6,"total":10,"ts":1772409600000}`.
extension PayloadConvention {
    @inline(__always)
    static func json(
        _ payload: Span<UInt8>, _ plan: TopicPlan, _ reader: inout JSONReader
    ) -> QuarantineReason.Kind? {
        reader.read(payload, root: plan.root)
    }
}
