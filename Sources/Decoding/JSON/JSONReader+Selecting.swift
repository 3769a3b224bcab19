/// Elements of an array that are asked for by one of their members: `{"id":"101","val":4}`.
extension JSONReader {
    /// The node that an element leads to by its member, or -1.
    ///
    /// Looks ahead: the member may stand behind what is wanted. What is malformed is left to the
    /// reading that follows.
    @inline(never)
    mutating func selected(
        _ bytes: Span<UInt8>, at start: Int, of array: FieldTree.Node, depth: Int
    ) -> Int32 {
        guard bytes.byte(start) == Ascii.openBrace else { return -1 }
        var place = skipSpace(bytes, start + 1)
        while bytes.byte(place) == Ascii.quote {
            let member = place + 1
            let memberEnd = text(bytes, from: member) - 1
            guard memberEnd >= 0 else { return -1 }
            place = skipSpace(bytes, memberEnd + 1)
            guard bytes.byte(place) == Ascii.colon else { return -1 }
            let value = skipSpace(bytes, place + 1)
            sawEscape = false
            place = skipped(bytes, at: value, depth: depth + 1)
            guard place >= 0 else { return -1 }
            let child = child(of: array, bytes, member..<memberEnd, value..<place)
            if child >= 0 { return child }
            place = skipSpace(bytes, place)
            guard bytes.byte(place) == Ascii.comma else { return -1 }
            place = skipSpace(bytes, place + 1)
        }
        return -1
    }

    /// Compares a member; `sawEscape` says whether its value holds escapes.
    private mutating func child(
        of array: FieldTree.Node, _ bytes: Span<UInt8>, _ member: Range<Int>, _ value: Range<Int>
    ) -> Int32 {
        let member = bytes.extracting(member)
        guard bytes.byte(value.lowerBound) == Ascii.quote else {
            return tree.child(of: array, member: member, value: bytes.extracting(value))
        }
        let inner = value.lowerBound + 1..<value.upperBound - 1
        guard sawEscape else {
            return tree.child(of: array, member: member, value: bytes.extracting(inner))
        }
        name.removeAll(keepingCapacity: true)
        JSONText.unescape(bytes.extracting(inner), into: &name)
        return tree.child(of: array, member: member, value: name.span)
    }
}
