/// A table as it is printed: texts, each in its own style.
struct PrintedTable {
    struct Column {
        var heading: String
        var isFigure: Bool
    }

    struct Row {
        var cells: [Cell]
        var isTotal = false
        /// What links lead to.
        var anchor: String?
    }

    /// Texts below each other.
    struct Cell {
        var texts: [Text]
    }

    struct Text {
        var text: String
        var style: TypeSetter.Style
        /// The anchor that it leads to.
        var link: String?
    }

    var columns: [Column]
    var rows: [Row]
    /// Whether there is a row of headings, repeated on every page.
    var hasHead = true

    static let headStyle = TypeSetter.Style(size: 8, isBold: true)
    static let padding = 4.0

    /// The widths of columns, in parts that fit: where all do not fit beside each other, each part
    /// begins with the first column again.
    func parts(_ width: Double, _ setter: TypeSetter) -> [[(column: Int, width: Double)]] {
        let sizes = columns.indices.map { size($0, setter) }
        let fewest = Self.parts(sizes, width).count
        // No part is left with a column or two where the others could do with less.
        let limit = stride(from: 0.4, to: 1, by: 0.05).map { $0 * width }
            .first { Self.parts(sizes, $0).count == fewest }
        return Self.parts(sizes, limit ?? width).map { part in
            let widths = Self.share(width, part.map { sizes[$0] })
            return zip(part, widths).map { ($0, $1) }
        }
    }

    private static func parts(_ sizes: [Size], _ width: Double) -> [[Int]] {
        var parts: [[Int]] = [[]]
        var used = 0.0
        for column in sizes.indices {
            if parts[parts.count - 1].count > 1, used + sizes[column].least > width {
                parts.append([0])
                used = sizes[0].least
            }
            parts[parts.count - 1].append(column)
            used += sizes[column].least
        }
        return parts
    }

    /// Whether all columns fit beside each other.
    func fits(_ width: Double, _ setter: TypeSetter) -> Bool {
        columns.indices.map { size($0, setter).least }.reduce(0, +) <= width
    }

    private struct Size {
        var least: Double
        var natural: Double
    }

    /// Columns get what they ask for, and more or less in proportion, never less than their least.
    private static func share(_ width: Double, _ sizes: [Size]) -> [Double] {
        let natural = sizes.map(\.natural).reduce(0, +)
        let least = sizes.map(\.least).reduce(0, +)
        if natural <= width { return sizes.map { $0.natural * width / natural } }
        guard natural > least, least < width else { return sizes.map { $0.least * width / least } }
        let part = (width - least) / (natural - least)
        return sizes.map { $0.least + ($0.natural - $0.least) * part }
    }

    private func size(_ column: Int, _ setter: TypeSetter) -> Size {
        let isFigure = columns[column].isFigure
        var sizes = rows.flatMap { $0.cells[column].texts }.map {
            size($0, isWhole: isFigure, setter)
        }
        if hasHead {
            let head = Text(text: columns[column].heading, style: Self.headStyle)
            sizes.append(size(head, isWhole: false, setter))
        }
        let padding = 2 * Self.padding + 1
        return Size(
            least: (sizes.map(\.least).max() ?? 0) + padding,
            natural: (sizes.map(\.natural).max() ?? 0) + padding)
    }

    /// A figure is not broken; of words, the longest is not, but a hash may be.
    private func size(_ text: Text, isWhole: Bool, _ setter: TypeSetter) -> Size {
        let natural = TextBlock(text.text, text.style, setter).width
        let words = text.text.split(whereSeparator: \.isWhitespace).map { word in
            let isWide = word.unicodeScalars.contains { $0.value > 0x2E80 }
            return isWide ? 40 : TextBlock(String(word), text.style, setter).width
        }
        let least = isWhole ? natural : words.max() ?? 0
        return Size(least: min(natural, least, 130), natural: natural)
    }
}
