internal import Plant
internal import Reporting
internal import Sealing

/// Compares two reports: figure by figure, then whatever else they say.
enum ReportDifference {
    /// Every figure that is another, in the order of the first report.
    static func figures(
        _ before: SealJSON, _ after: SealJSON, units: UnitNames
    ) -> [FigureDifference] {
        let (old, new) = (
            SealedFigures(before, units: units).all, SealedFigures(after, units: units).all
        )
        let first = Dictionary(old.map { ($0.name, $0) }) { figure, _ in figure }
        let second = Dictionary(new.map { ($0.name, $0) }) { figure, _ in figure }
        let added = new.filter { first[$0.name] == nil }
        return old.compactMap { figure in
            let other = second[figure.name]
            guard other.map({ !figure.says(the: $0) }) ?? true else { return nil }
            return FigureDifference(
                name: figure.name, title: figure.title, before: .init(figure),
                after: other.map { .init($0) })
        }
            + added.map {
                FigureDifference(name: $0.name, title: $0.title, before: nil, after: .init($0))
            }
    }

    /// Everything that is another: figures, then words, what figures rest on, and the rest.
    static func all(
        _ before: SealJSON, _ after: SealJSON, units: UnitNames
    ) -> [FigureDifference] {
        guard before != after else { return [] }
        let figures = figures(before, after, units: units)
        var comparing = ReportComparison(figures: Set(figures.map(\.name)))
        comparing.compare(before.bare, after.bare, at: "")
        comparing.compareBases(before, after)
        if figures.isEmpty, comparing.differences.isEmpty {
            comparing.compare(before, after, at: "")
        }
        return figures + comparing.differences
    }
}

/// Goes along two reports member by member.
private struct ReportComparison {
    /// Figures that are told already.
    let figures: Set<String>
    var differences: [FigureDifference] = []

    init(figures: Set<String>) { self.figures = figures }

    mutating func compare(_ before: SealJSON, _ after: SealJSON, at path: String) {
        guard before != after else { return }
        switch (before, after) {
        case (.object(let old), .object(let new)) where LocalizedText(before) == nil:
            for name in old.map(\.name) + new.map(\.name).filter({ before[$0] == nil }) {
                compare(
                    before[name] ?? .null, after[name] ?? .null,
                    at: path.isEmpty ? name : "\(path).\(name)")
            }
        case (.array(let old), .array(let new)):
            compare(old, new, at: path)
        default:
            guard !isTold(path) else { return }
            differences.append(
                FigureDifference(
                    name: path, title: LocalizedText(both: ""), before: .init(before),
                    after: .init(after)))
        }
    }

    /// Elements by their names where all have one of their own, else by their places.
    private mutating func compare(_ old: [SealJSON], _ new: [SealJSON], at path: String) {
        let names = [old, new].map { $0.compactMap(\.nameAsElement) }
        let isNamed = zip(names, [old, new]).allSatisfy { names, elements in
            names.count == elements.count && Set(names).count == names.count
        }
        guard isNamed else {
            for place in 0..<max(old.count, new.count) {
                compare(
                    place < old.count ? old[place] : .null,
                    place < new.count ? new[place] : .null, at: "\(path).\(place)")
            }
            return
        }
        let others = names[1].filter { !names[0].contains($0) }
        for name in names[0] + others {
            func element(_ elements: [SealJSON]) -> SealJSON {
                elements.first { $0.nameAsElement == name } ?? .null
            }
            compare(element(old), element(new), at: "\(path).\(name)")
        }
    }

    private func isTold(_ path: String) -> Bool {
        figures.contains(path)
            || ["value", "reason", "source"].contains { word in
                path.hasSuffix("." + word)
                    && figures.contains(String(path.dropLast(word.count + 1)))
            }
    }

    /// What figures that are the same rest on, each basis once.
    mutating func compareBases(_ before: SealJSON, _ after: SealJSON) {
        let new = Dictionary(after.basesOfCells.map { ($0.name, $0.basis) }) { basis, _ in basis }
        var told: Set<[SealJSON]> = []
        for (name, basis) in before.basesOfCells where !figures.contains(name) {
            guard let other = new[name], other != basis, told.insert([basis, other]).inserted
            else { continue }
            compare(basis, other, at: name + ".basis")
        }
    }
}

extension SealedFigures.Figure {
    /// Whether it says the same as another of its name.
    fileprivate func says(the other: Self) -> Bool {
        content == other.content && source == other.source && value.text() == other.value.text()
            && reason.text() == other.reason.text()
    }
}

extension SealJSON {
    fileprivate var nameAsElement: String? { self["id"]?.string ?? nameInList }

    /// A document without its figures and what they rest on; the report of a line as it is.
    fileprivate var bare: SealJSON { isDocument ? withoutFigures : self }

    private var withoutFigures: SealJSON {
        switch self {
        case .array(let elements): return .array(elements.map(\.withoutFigures))
        case .object(let members):
            if self["source"] != nil, self["basis"] != nil { return .object([]) }
            return .object(
                members.filter { $0.name != "bases" }
                    .map { Member($0.name, $0.value.withoutFigures) })
        default: return self
        }
    }

    /// The basis of each figure of a document, by its name.
    fileprivate var basesOfCells: [(name: String, basis: SealJSON)] {
        let bases = elements("bases")
        return tables.flatMap { table in
            table.elements("rows").flatMap { row in
                zip(table.elements("columns"), row.elements("cells")).compactMap { column, cell in
                    guard let number = cell["basis"]?.integer, bases.indices.contains(Int(number))
                    else { return nil }
                    return (
                        UnitNames.place(table.id, row.id, column.id), bases[Int(number)]
                    )
                }
            }
        }
    }

    /// How many figures in it are measured or computed.
    var calculatedFigures: Int {
        switch self {
        case .object(let members):
            let isOne = ["measured", "computed"].contains(self["source"]?.string)
            // What figures of a document rest on is no figure itself.
            return members.filter { $0.name != "bases" }
                .reduce(isOne ? 1 : 0) { $0 + $1.value.calculatedFigures }
        case .array(let elements): return elements.reduce(0) { $0 + $1.calculatedFigures }
        default: return 0
        }
    }
}
