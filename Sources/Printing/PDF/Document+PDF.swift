internal import Plant
public import Reporting

extension Document {
    /// The document as a tagged PDF, in one language or in both.
    ///
    /// The same document gives the same bytes on the same libraries and font. Paper is A4: lying
    /// where a table would not fit standing. Nothing is cut off: texts wrap, tables go on over
    /// pages below their headings, what is too wide is continued below.
    ///
    /// - Throws: ``PrintingError``.
    public func pdf(_ languages: DocumentLanguages) throws(PrintingError) -> [UInt8] {
        let printer = PDFPrinter(
            document: self, wording: PrintedWording(languages, timeZone: metadata.timeZone),
            setter: try TypeSetter())
        return try printer.bytes()
    }
}

/// Puts a document on paper.
struct PDFPrinter {
    let document: Document
    let wording: PrintedWording
    let setter: TypeSetter
    private let numbers: BasisNumbers

    init(document: Document, wording: PrintedWording, setter: TypeSetter) {
        self.document = document
        self.wording = wording
        self.setter = setter
        numbers = BasisNumbers(document)
    }

    private static let body = TypeSetter.Style(size: 9.5)
    private static let cell = TypeSetter.Style(size: 8)
    private static let small = TypeSetter.Style(size: 6.5, colour: .grey)

    /// What stands where.
    func flow() -> PageFlow {
        let tables = document.tables.map(printed)
        let upright = PageFlow.Paper.upright
        let isUpright = tables.allSatisfy { $0.fits(upright.printWidth, setter) }
        let flow = PageFlow(isUpright ? .upright : .lying, setter)
        flow.element(Element(.document)) {
            head(flow)
            for section in document.sections { add(section, flow) }
            bases(flow)
        }
        return flow
    }

    func bytes() throws(PrintingError) -> [UInt8] {
        let flow = flow()
        let surface = PDFSurface(flow.paper)
        let date = document.metadata.asOf.rfc3339
        surface.describe(
            title: wording.line(document.metadata.title), author: document.metadata.software,
            subject: wording.line(document.metadata.project), date: date)
        for (index, marks) in flow.pages.enumerated() {
            surface.draw(marks, page: index + 1)
            surface.draw(edges(flow, page: index + 1), page: index + 1)
            surface.endPage()
        }
        return try PDFAmendment(elements: flow.elements, languages: wording.languages)
            .amend(try surface.finish())
    }

    private func head(_ flow: PageFlow) {
        let title = TypeSetter.Style(size: 18, isBold: true)
        for (text, language) in wording.each(document.metadata.title) {
            flow.text(text, title, as: Element(.title, language: language))
        }
        flow.space(6)
        let rows = wording.lines { $0.lines(document.metadata) }
        flow.table(pairs(rows))
        flow.text(wording(DocumentTerm.legend), Self.small, as: Element(.paragraph))
    }

    private func pairs(_ rows: [(name: String, text: String)]) -> PrintedTable {
        let name = TypeSetter.Style(size: 8, isBold: true)
        return PrintedTable(
            columns: [.init(heading: "", isFigure: false), .init(heading: "", isFigure: false)],
            rows: rows.map { row in
                .init(cells: [
                    .init(texts: [.init(text: row.name, style: name)]),
                    .init(texts: [.init(text: row.text, style: Self.cell)]),
                ])
            }, hasHead: false)
    }

    private func add(_ section: Document.Section, _ flow: PageFlow) {
        let first: Document.Chart? =
            if case .chart(let chart)? = section.blocks.first { chart } else { nil }
        heading(
            section.title, flow,
            following: first.map { flow.least(of: $0, wording) + 30 } ?? 110)
        for block in section.blocks {
            switch block {
            case .paragraph(let text):
                paragraphs(text, flow)
            case .notice(let notice): add(notice, flow)
            case .table(let table):
                title(table, flow, unlike: section.title)
                flow.table(printed(table))
            case .chart(let chart):
                title(
                    chart.table, flow, unlike: section.title,
                    following: flow.least(of: chart, wording))
                flow.chart(chart, wording)
                flow.text(wording(chart.summary), Self.small, as: Element(.paragraph))
                flow.space(4)
                flow.table(printed(chart.table))
            }
        }
    }

    private func heading(
        _ title: LocalizedText, _ flow: PageFlow, following: Double = 110
    ) {
        flow.space(12)
        let style = TypeSetter.Style(size: 13, isBold: true)
        // A heading does not stand alone at the end of a page.
        let height = TextBlock(wording(title), style, setter, width: flow.width).height
        flow.need(height + following)
        flow.add(.outline(wording.line(title), level: 1, y: flow.y))
        flow.text(wording.line(title), style, as: Element(.heading))
        flow.space(4)
    }

    private func title(
        _ table: Document.Table, _ flow: PageFlow, unlike title: LocalizedText,
        following: Double = 80
    ) {
        guard table.title != title else { return }
        let style = TypeSetter.Style(size: 10, isBold: true)
        flow.text(
            wording.line(table.title), style, as: Element(.subheading), following: following)
        flow.space(3)
    }

    private func paragraphs(_ text: LocalizedText, _ flow: PageFlow) {
        for (text, language) in wording.each(text) {
            flow.text(text, Self.body, as: Element(.paragraph, language: language))
        }
        flow.space(5)
    }

    /// A notice has its severity in words, and a bar at its side.
    private func add(_ notice: Document.Notice, _ flow: PageFlow) {
        let colour =
            switch notice.severity {
            case .information: Colour(0x3B6EA5)
            case .warning: Colour(0xB26A00)
            case .error: Colour(0xB00020)
            }
        for (text, language) in wording.each(notice.text) {
            let style = TypeSetter.Style(size: 9)
            let line = "\(wording.line(notice.severity.wording, language)) · \(text)"
            let height = TextBlock(line, style, setter, width: flow.width - 12).height
            flow.need(min(height, flow.wholeRoom))
            let bar = Rectangle(
                x: flow.left, y: flow.y, width: 3, height: min(height, flow.room))
            flow.add(.fill(bar, colour))
            flow.text(
                line, style, as: Element(.paragraph, language: language), indent: 12)
        }
        flow.space(5)
    }

    /// Figures with their class and the number of their basis below them.
    private func printed(_ table: Document.Table) -> PrintedTable {
        PrintedTable(
            columns: table.columns.map {
                .init(heading: wording($0.title), isFigure: $0.isFigure)
            },
            rows: table.rows.map { row in
                let style = TypeSetter.Style(size: 8, isBold: row.isTotal)
                return .init(
                    cells: row.cells.map { cell in
                        var texts = [PrintedTable.Text(text: wording(cell.value), style: style)]
                        if let basis = cell.basis { texts.append(mark(basis)) }
                        return .init(texts: texts)
                    }, isTotal: row.isTotal)
            })
    }

    private func mark(_ basis: Document.Basis) -> PrintedTable.Text {
        let number = numbers[basis]
        return .init(
            text: "\(wording.line(basis.source.wording)) [\(number)]", style: Self.small,
            link: "basis-\(number)")
    }

    /// At the end: what each figure rests on, by number.
    private func bases(_ flow: PageFlow) {
        guard !numbers.bases.isEmpty else { return }
        heading(DocumentTerm.bases.wording, flow)
        let heads: [(DocumentTerm, Bool)] = [
            (.number, false), (.source, false), (.restsOn, false),
        ]
        flow.table(
            PrintedTable(
                columns: heads.map { .init(heading: wording($0), isFigure: $1) },
                rows: numbers.bases.enumerated().map { index, basis in
                    let lines = wording.lines { $0.lines(basis) }
                        .map { "\($0.name): \($0.text)" }.joined(separator: "\n")
                    let texts = ["[\(index + 1)]", wording(basis.source.wording), lines]
                    return .init(
                        cells: texts.map { .init(texts: [.init(text: $0, style: Self.cell)]) },
                        anchor: "basis-\(index + 1)")
                }))
    }

    /// What stands at the top and the bottom of a page, outside of the structure: what it is of and
    /// which version, and which page.
    private func edges(_ flow: PageFlow, page: Int) -> [Mark] {
        let style = TypeSetter.Style(size: 7, colour: .grey)
        let paper = flow.paper
        func line(_ text: String, _ alignment: TextBlock.Alignment, y: Double) -> [Mark] {
            let block = TextBlock(
                text, style, setter, width: paper.printWidth, alignment: alignment)
            // Of a name of many lines, two have room above the text.
            return block.lines.prefix(2).indices.map { index in
                let above = block.lines[..<index].reduce(0) { $0 + $1.height }
                return .text(block, line: index, x: paper.margin, y: y + above)
            }
        }
        let metadata = document.metadata
        let subject = wording.line(metadata.project)
        let title = wording.line(metadata.title)
        let number = wording.page(page, of: flow.pages.count)
        let standing = wording.standing(metadata)
        let isOneLine =
            TextBlock("\(standing)    \(number)", style, setter).width < paper.printWidth
        return line(page == 1 ? subject : "\(title) · \(subject)", .left, y: 22)
            + line(standing, .left, y: paper.height - (isOneLine ? 30 : 36))
            + line(number, .right, y: paper.height - (isOneLine ? 30 : 24))
    }
}
