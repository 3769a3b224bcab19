/// Where a payload holds the value of a bound field, and of which form it is.
struct FieldSlot {
    /// The form of a value.
    enum Form: UInt8 {
        /// The payload does not hold the field.
        case absent
        case null
        case yes, no
        case number
        /// Bytes between quotes, to be taken as they are.
        case text
        /// Bytes between quotes with escapes among them.
        case escapedText
        /// An object or an array.
        case container
    }

    /// The payload that it is of.
    var stamp: UInt64
    /// The form.
    var form: Form
    /// The first byte, behind the quote of a text.
    var start: Int32
    /// The place behind the last byte.
    var end: Int32

    /// A field that the payload does not hold.
    static let absent = FieldSlot(stamp: 0, form: .absent, start: 0, end: 0)

    /// The places of its bytes.
    var range: Range<Int> { Int(start)..<Int(end) }
}
