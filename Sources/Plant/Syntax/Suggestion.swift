/// `did you mean "x"?` for the candidate that is nearest to a word, nil where none is near.
package func suggestion(for word: String, among candidates: some Sequence<String>) -> String? {
    nearest(to: word, among: candidates).map(didYouMean)
}

/// The question whether a candidate was meant.
package func didYouMean(_ candidate: String) -> String { "did you mean \"\(candidate)\"?" }

/// The candidate that is nearest to a word, nil where none is near enough to be meant.
package func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
    let limit = word.count <= 4 ? 1 : min(3, word.count / 3 + 1)
    var best: (distance: Int, candidate: String)?
    for candidate in candidates where candidate != word {
        let distance = editDistance(word.lowercased(), candidate.lowercased())
        guard distance <= limit, distance < candidate.count else { continue }
        if best.map({ distance < $0.distance }) ?? true {
            best = (distance, candidate)
        }
    }
    return best?.candidate
}

/// Insertions, deletions, substitutions and swaps of neighbours that turn one word into the other.
package func editDistance(_ left: String, _ right: String) -> Int {
    let left = Array(left.unicodeScalars.prefix(64))
    let right = Array(right.unicodeScalars.prefix(64))
    guard !left.isEmpty, !right.isEmpty else { return max(left.count, right.count) }
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for row in 1...left.count {
        var current = [row]
        for column in 1...right.count {
            let same = left[row - 1] == right[column - 1]
            var cost = min(
                last[column] + 1, current[column - 1] + 1, last[column - 1] + (same ? 0 : 1))
            if row > 1, column > 1, left[row - 1] == right[column - 2],
                left[row - 2] == right[column - 1]
            {
                cost = min(cost, beforeLast[column - 2] + 1)
            }
            current.append(cost)
        }
        beforeLast = last
        last = current
    }
    return last[right.count]
}

/// `a, b or c`: the words that would have been right.
package func alternatives(_ words: some Collection<String>) -> String {
    let words = Array(words)
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " or " + last
}
