/// A text between quotes.
func quoted(_ text: some StringProtocol) -> String { "\"\(text)\"" }

/// `did you mean "x"?` for the candidate that is nearest to a word, nil where none is near.
func suggestion(for word: String, among candidates: some Sequence<String>) -> String? {
    let limit = word.count <= 4 ? 1 : min(3, word.count / 3 + 1)
    let near = candidates.map { (distance: editDistance(word.lowercased(), $0), text: $0) }
        .filter { $0.distance <= limit && $0.distance < $0.text.count }
    return near.min { $0.distance < $1.distance }.map { "did you mean \(quoted($0.text))?" }
}

/// Insertions, deletions and substitutions that turn one word into the other.
private func editDistance(_ left: String, _ right: String) -> Int {
    let right = Array(right.unicodeScalars.prefix(64))
    var last = Array(0...right.count)
    for (row, scalar) in left.unicodeScalars.prefix(64).enumerated() {
        var current = [row + 1]
        for (column, other) in right.enumerated() {
            let replaced = last[column] + (scalar == other ? 0 : 1)
            current.append(min(replaced, last[column + 1] + 1, current[column] + 1))
        }
        last = current
    }
    return last[right.count]
}
