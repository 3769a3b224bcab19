internal import Plant
internal import Telemetry

/// What a slot means to a signal.
enum Reading {
    /// The payload does not hold the field.
    case absent
    /// The field is there and says nothing.
    case null
    /// A value as ``Sample`` holds it.
    case value(Int64, SampleFlags)
    /// The message must be refused.
    case refused(QuarantineReason.Kind)
}

extension Target {
    /// What null means: for an order, a product and a reason that there is none any more.
    var null: Reading {
        switch self {
        case .order: .value(0, [])
        case .word(_, _, let absent?): .value(absent, [])
        default: .null
        }
    }
}

/// From the bytes of a value to the number in a sample.
extension Decoder {
    /// Reads a value, without quotes and escapes, in a range of some bytes.
    @inline(__always)
    func reading(
        _ target: Target, _ form: FieldSlot.Form, _ bytes: Span<UInt8>, _ range: Range<Int>
    ) -> Reading {
        switch target {
        case .quantity(let step, let mayFall): quantity(form, bytes, range, step, mayFall)
        case .real: real(form, bytes, range)
        case .builtInState(let table): state(table, bytes.extracting(range))
        case .word(let group, let unknown, let absent):
            word(bytes.extracting(range), group: group, unknown: unknown, absent: absent)
        case .order: order(form, bytes.extracting(range))
        case .constant(let value): .value(value, [])
        }
    }

    private func state(_ table: BuiltInStateTable, _ bytes: Span<UInt8>) -> Reading {
        guard bytes.count > 0 else { return .refused(.empty) }
        if let state = table.state(forBytes: bytes) { return .value(Int64(state.rawValue), []) }
        if let number = Self.number(bytes), let state = table.state(forNumber: number) {
            return .value(Int64(state.rawValue), [])
        }
        return .value(Int64(UnitState.unknown.rawValue), .unknownWord)
    }

    private func word(
        _ bytes: Span<UInt8>, group: Int32, unknown: Int64, absent: Int64?
    ) -> Reading {
        if let value = bindings.words.value(bytes, group: group) { return .value(value, []) }
        if bytes.count == 0 { return absent.map { .value($0, []) } ?? .refused(.empty) }
        if let number = Self.number(bytes), let value = word(number, group: group) {
            return .value(value, [])
        }
        return .value(unknown, .unknownWord)
    }

    /// The value of a number's shortest form: `1` for `1.0` and `1e0`.
    private func word(_ number: Int64, group: Int32) -> Int64? {
        var digits = InlineArray<20, UInt8>(repeating: Ascii.minus)
        var start = digits.count
        var rest = number.magnitude
        repeat {
            start -= 1
            digits[start] = Ascii.zero + UInt8(rest % 10)
            rest /= 10
        } while rest > 0
        if number < 0 { start -= 1 }
        return bindings.words.value(digits.span.extracting(start..<20), group: group)
    }

    /// The whole number that a code is; codes such as `007` are words.
    private static func number(_ bytes: Span<UInt8>) -> Int64? {
        guard let number = DecimalNumber(bytes), !number.hasLeadingZero else { return nil }
        return number.integer
    }

    private func order(_ form: FieldSlot.Form, _ bytes: Span<UInt8>) -> Reading {
        guard form == .text || form == .number else { return .refused(.wrongType) }
        return .value(bytes.count == 0 ? 0 : OrderHash.hash(bytes), [])
    }

    @inline(__always)
    private func quantity(
        _ form: FieldSlot.Form, _ bytes: Span<UInt8>, _ range: Range<Int>, _ step: Int64,
        _ mayFall: Bool
    ) -> Reading {
        guard form == .number || form == .text else { return .refused(.wrongType) }
        let range = form == .number ? range : bytes.trimmed(range)
        guard let number = DecimalNumber(bytes, range) else {
            return .refused(range.isEmpty ? .empty : .notNumber)
        }
        guard let size = number.magnitude(scaledBy: 6) else {
            return .refused(.outOfRange)
        }
        // Whole pieces are the rule, and division by a constant is much faster.
        let rest = step == quantityScale ? size % quantityScale : size % step
        guard number.isNegative, size > 0 else { return .value(size - rest, []) }
        return mayFall ? .value(rest - size, []) : .refused(.negativeCount)
    }

    @inline(__always)
    private func real(
        _ form: FieldSlot.Form, _ bytes: Span<UInt8>, _ range: Range<Int>
    ) -> Reading {
        if form == .yes || form == .no {
            return .value(Self.bits(form == .yes ? 1 : 0), [])
        }
        let range = form == .number ? range : bytes.trimmed(range)
        guard let number = DecimalNumber(bytes, range) else {
            return .refused(range.isEmpty ? .empty : .notNumber)
        }
        guard let value = number.real(bytes, range) else { return .refused(.outOfRange) }
        return .value(Self.bits(value), [])
    }

    private static func bits(_ value: Double) -> Int64 { Int64(bitPattern: value.bitPattern) }
}
