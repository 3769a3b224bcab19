/// The payload is the value: `435.42`, `Execute`, `true`, `"Execute"`, `null` or nothing.
extension PayloadForm {
    static func scalar(
        _ payload: Span<UInt8>, _ plan: TopicPlan, _ reader: inout JSONReader
    ) -> QuarantineReason.Kind? {
        let range = payload.trimmed(0..<payload.count)
        let first = range.isEmpty ? 0 : payload[range.lowerBound]
        if first == Ascii.quote { return quoted(payload, range, plan, &reader) }
        guard JSONText.isText(payload.extracting(range)) else { return .notText }
        reader.note(form(payload.extracting(range)), range, in: plan.wholeSlot)
        return nil
    }

    private static func form(_ text: Span<UInt8>) -> FieldSlot.Form {
        let first = text.byte(0)
        if first == Ascii.openBrace || first == Ascii.openBracket { return .container }
        guard text.count == 4 || text.count == 5 else { return .text }
        switch text.word(0) {
        case 0x6C6C_756E: return .null
        case 0x6575_7274: return .yes
        case 0x65_736C_6166: return .no
        default: return .text
        }
    }

    /// A JSON string; whatever else begins with a quote is no value.
    private static func quoted(
        _ payload: Span<UInt8>, _ range: Range<Int>, _ plan: TopicPlan,
        _ reader: inout JSONReader
    ) -> QuarantineReason.Kind? {
        reader.sawEscape = false
        let end = reader.text(payload, from: range.lowerBound + 1)
        guard end == range.upperBound else { return .notJSON }
        reader.note(
            reader.sawEscape ? .escapedText : .text, range.lowerBound + 1..<end - 1,
            in: plan.wholeSlot)
        return nil
    }
}
