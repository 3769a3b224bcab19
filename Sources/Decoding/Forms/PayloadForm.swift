/// The forms of a payload: each finds the bound values in it and notes them in slots.
///
/// Where a source keeps its values is the convention's affair, in ``Plant``; a form is how the
/// bytes are to be read.
enum PayloadForm {
    /// Lets every form that the topic's signals need read the payload.
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
