/// The payload conventions: each finds the bound values in a payload and notes them in slots.
///
/// A convention is one file with one function; it is registered by its line here.
enum PayloadConvention {
    /// Lets every convention that the topic uses read the payload.
    ///
    /// - Returns: Why the payload is refused, or nil.
    static func read(
        _ payload: Span<UInt8>, plan: TopicPlan, reader: inout JSONReader
    ) -> QuarantineReason.Kind? {
        if plan.root >= 0, let kind = json(payload, plan, &reader) { return kind }
        if plan.wholeSlot >= 0, let kind = scalar(payload, plan, &reader) { return kind }
        return nil
    }
}
