extension PageFlow {
    /// A table; its headings stand on every page that it goes on to.
    func table(_ table: PrintedTable) {
        for part in table.parts(width, setter) {
            let heads = part.map { column, width in
                CellLines(
                    [.init(text: table.columns[column].heading, style: PrintedTable.headStyle)],
                    width, isFigure: table.columns[column].isFigure, setter)
            }
            let rows = table.rows.map { row in
                PreparedRow(
                    cells: part.map { column, width in
                        CellLines(
                            row.cells[column].texts, width,
                            isFigure: table.columns[column].isFigure, setter)
                    }, isTotal: row.isTotal, anchor: row.anchor)
            }
            let grid = Grid(widths: part.map(\.width), heads: table.hasHead ? heads : nil)
            element(Element(.table)) { add(rows, grid) }
            space(10)
        }
    }

    private func add(_ rows: [PreparedRow], _ grid: Grid) {
        // Nor does the first.
        let first = rows.prefix(2).reduce(0) { $0 + min($1.height, 60) }
        need(grid.headHeight + first)
        head(grid, isRepeated: false)
        for (place, row) in rows.enumerated() {
            var rest = row
            // The last row does not stand alone on a page.
            let isBeforeLast = place > 0 && place == rows.count - 2
            let together = row.height + (isBeforeLast ? rows[place + 1].height : 0)
            let whole = wholeRoom - grid.headHeight
            if room < (together <= whole ? together : row.height), row.height <= whole {
                turn(grid)
            }
            // A row that no page can hold goes on over pages, line by line.
            while room < rest.height {
                let (now, later) = rest.split(room)
                if now.cells.allSatisfy(\.lines.isEmpty) {
                    turn(grid)
                    continue
                }
                add(now, grid)
                turn(grid)
                rest = later
            }
            add(rest, grid)
        }
    }

    private func turn(_ grid: Grid) {
        breakPage()
        head(grid, isRepeated: true)
    }

    /// Repeated headings are not part of the structure: they would be heard again and again.
    private func head(_ grid: Grid, isRepeated: Bool) {
        guard let heads = grid.heads else { return }
        let height = grid.headHeight
        add(.fill(Rectangle(x: left, y: y, width: width, height: height), .shade))
        if !isRepeated { add(.begin(Element(.row))) }
        var x = left
        for (cell, width) in zip(heads, grid.widths) {
            let element = Element(.head, scope: "Column")
            if !isRepeated { add(.begin(element)) }
            cell.draw(self, x: x)
            if !isRepeated { add(.end(element)) }
            x += width
        }
        if !isRepeated { add(.end(Element(.row))) }
        move(height)
    }

    private func add(_ row: PreparedRow, _ grid: Grid) {
        let edge = row.isTotal ? Colour.black : .rule
        add(
            .line(
                Stroke(
                    places: [Place(x: left, y: y), Place(x: left + width, y: y)], width: 0.5,
                    colour: edge)))
        if let anchor = row.anchor { add(.anchor(anchor, Place(x: left, y: y))) }
        element(Element(.row)) {
            var x = left
            for (place, (cell, width)) in zip(row.cells, grid.widths).enumerated() {
                element(place == 0 ? Element(.head, scope: "Row") : Element(.cell)) {
                    cell.draw(self, x: x)
                }
                x += width
            }
        }
        move(row.height)
    }
}

/// Where the columns of a table are, and its headings.
private struct Grid {
    var widths: [Double]
    var heads: [CellLines]?

    var headHeight: Double { heads.map { $0.map(\.height).max() ?? 0 } ?? 0 }
}

/// A row with its texts set.
private struct PreparedRow {
    var cells: [CellLines]
    var isTotal: Bool
    var anchor: String?

    var height: Double { cells.map(\.height).max() ?? 0 }

    /// What fits into a height, and what is left.
    func split(_ height: Double) -> (Self, Self) {
        var (now, later) = (self, self)
        for place in cells.indices {
            (now.cells[place], later.cells[place]) = cells[place].split(height)
        }
        later.anchor = nil
        return (now, later)
    }
}

/// The lines of a cell.
struct CellLines {
    struct Line {
        var block: TextBlock
        var line: Int
        var link: String?

        var height: Double { block.lines[line].height }
    }

    var lines: [Line]
    private let isFigure: Bool
    private let width: Double
    private static let padding = PrintedTable.padding

    init(_ texts: [PrintedTable.Text], _ width: Double, isFigure: Bool, _ setter: TypeSetter) {
        self.isFigure = isFigure
        self.width = width
        lines = texts.flatMap { text in
            let block = TextBlock(
                text.text, text.style, setter, width: width - 2 * Self.padding,
                alignment: isFigure ? .right : .left)
            return block.lines.indices.map { Line(block: block, line: $0, link: text.link) }
        }
    }

    var height: Double { lines.map(\.height).reduce(0, +) + 2 * Self.padding }

    func split(_ height: Double) -> (Self, Self) {
        var (now, later) = (self, self)
        var used = 2 * Self.padding
        let count = lines.prefix { line in
            used += line.height
            return used <= height
        }.count
        now.lines = Array(lines.prefix(count))
        later.lines = Array(lines.dropFirst(count))
        return (now, later)
    }

    func draw(_ flow: PageFlow, x: Double) {
        var y = flow.y + Self.padding
        for line in lines {
            let place = line.block.lines[line.line]
            if let link = line.link {
                flow.add(
                    .link(
                        Rectangle(
                            x: x + Self.padding + place.indent, y: y, width: place.width,
                            height: place.height), to: link))
            }
            flow.add(.text(line.block, line: line.line, x: x + Self.padding, y: y))
            if line.link != nil { flow.add(.endLink) }
            y += place.height
        }
    }
}
