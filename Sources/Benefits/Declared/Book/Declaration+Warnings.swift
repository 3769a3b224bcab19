internal import Plant

extension Declaration {
    /// What is worth a look in the rows: sales of products that the line never makes, each once.
    func warnings(_ rows: DeclaredRows, _ plant: Plant) -> [DeclaredMistake] {
        guard case .sales(let sales) = rows,
            let made = plant.lines.first(where: { $0.id == line })?.products(in: plant)
        else { return [] }
        var seen = made
        return sales.filter { seen.insert($0.product).inserted }.map { row in
            DeclaredMistake(
                file: file.name, line: row.line,
                .project(.notMade(plant.products[row.product].id, line: line ?? "")), .tradedGoods,
                severity: .warning)
        }
    }
}

extension Line {
    /// What it is set up to make: its own product, and those for which a work unit has a rate.
    fileprivate func products(in plant: Plant) -> Set<Int> {
        Set(
            workUnits.flatMap { plant.workUnits[$0].rates.map(\.product) }
                + [product].compactMap(\.self))
    }
}
