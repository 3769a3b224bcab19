public import Plant

/// What a project file names of a plant file, and where it does.
struct PlantName: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case line
        /// A work unit of a line.
        case station(line: String)
        case product
    }

    var kind: Kind
    var text: Text
}

extension Project {
    /// Whether none of its lines is in a plant file: it is of another plant.
    public func isForeign(to plant: Plant) -> Bool {
        !lines.contains { line in plant.lines.contains { $0.id == line.id } }
    }

    /// What is wrong with the lines, work units, products and signals that it names of a plant
    /// file, in order of their places.
    public func mistakes(in plant: Plant) -> [Diagnostic] {
        let found = plantNames.compactMap { mistake($0, in: plant) } + signalMistakes(in: plant)
        return found.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
    }

    private func mistake(_ name: PlantName, in plant: Plant) -> Diagnostic? {
        let text = name.text
        func mistake(_ what: String, _ known: [String], _ many: String) -> Diagnostic? {
            guard !known.contains(text.string) else { return nil }
            return Diagnostic(
                file: file, line: text.place.line, column: text.place.column, severity: .error,
                message: "\(what) \(quoted(text.string))",
                hint: suggestion(for: text.string, among: known)
                    ?? (known.isEmpty
                        ? "there are no \(many)" : "\(many): \(known.joined(separator: ", "))"))
        }
        switch name.kind {
        case .line: return mistake("the plant file has no line", plant.lines.map(\.id), "lines")
        case .product:
            return mistake("the plant file has no product", plant.products.map(\.id), "products")
        case .station(let id):
            guard let line = plant.lines.first(where: { $0.id == id }) else { return nil }
            return mistake(
                "the line \(quoted(id)) of the plant file has no work unit",
                line.workUnits.map { plant.workUnits[$0].id }, "work units")
        }
    }
}
