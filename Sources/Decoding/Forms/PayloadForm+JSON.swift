/// Field paths into one JSON value: `{"state":6,"total":10,"ts":1772409600000}`.
extension PayloadForm {
    @inline(__always)
    static func json(
        _ payload: Span<UInt8>, _ plan: TopicPlan, _ reader: inout JSONReader
    ) -> QuarantineReason.Kind? {
        if let kind = reader.read(payload, root: plan.root) { return kind }
        return plan.exactValue >= 0 && !isExact(payload, plan, reader) ? .nonconforming : nil
    }

    /// Whether the payload is one value and one whole number of time, and nothing else.
    private static func isExact(
        _ payload: Span<UInt8>, _ plan: TopicPlan, _ reader: borrowing JSONReader
    ) -> Bool {
        guard reader.outerMembers == 2 else { return false }
        let time = reader.slot(plan.exactTime)
        guard time.form == .number, DecimalNumber(payload, time.range)?.integer != nil else {
            return false
        }
        switch reader.slot(plan.exactValue).form {
        case .number, .text, .escapedText, .yes, .no: return true
        case .absent, .null, .container: return false
        }
    }
}
