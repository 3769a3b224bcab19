/// The list of what is larger than its rule allows and is still let through.
///
/// It only shrinks: an entry that is wider than its place, or whose place has become small enough,
/// is a complaint.
///
/// One entry a line: `function Sources/A/B.swift:name 75`, `file Sources/A/B.swift 620`,
/// `folder Sources/A 18`. Lines that begin with `#` say why.
struct Ratchet {
    let path: String
    private(set) var entries: [Excess] = []
    private(set) var mistakes: [Complaint] = []

    init(_ file: SourceFile) {
        path = file.path
        for (index, line) in file.lines.enumerated() where !line.isEmpty && !line.hasPrefix("#") {
            let parts = line.split(separator: " ").map(String.init)
            if parts.count == 3, let rule = Excess.Rule(rawValue: parts[0]),
                let size = Int(parts[2])
            {
                entries.append(Excess(rule: rule, place: parts[1], size: size))
            } else {
                let form = "expected `function|file|folder PLACE SIZE`"
                mistakes.append(Complaint(file, line: index + 1, form))
            }
        }
    }

    /// What exceeds its rule and is not on the list, and what is on the list without need.
    func judge(_ found: [Excess]) -> [Complaint] {
        mistakes + found.compactMap(judge(excess:)) + entries.compactMap { slack($0, found) }
    }

    private func judge(excess: Excess) -> Complaint? {
        let allowed =
            entries.first { $0.rule == excess.rule && $0.place == excess.place }?.size ?? 0
        guard excess.size > allowed else { return nil }
        return Complaint(path: excess.place, "\(excess.rule.rawValue) too large: \(excess.size)")
    }

    private func slack(_ entry: Excess, _ found: [Excess]) -> Complaint? {
        let match = found.first { $0.rule == entry.rule && $0.place == entry.place }
        guard let match else {
            return Complaint(path: path, "`\(entry.place)` is no longer needed: delete the entry")
        }
        guard match.size < entry.size else { return nil }
        return Complaint(path: path, "`\(entry.place)` has shrunk: write \(match.size)")
    }
}
