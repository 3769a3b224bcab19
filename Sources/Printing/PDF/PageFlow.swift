/// Puts what is printed on pages, one below the other.
final class PageFlow {
    /// The size of a page in points, and the room around what is printed.
    struct Paper: Hashable {
        var width: Double
        var height: Double
        var margin = 48.0

        static let upright = Paper(width: 595.276, height: 841.89)
        static let lying = Paper(width: 841.89, height: 595.276)

        var printWidth: Double { width - 2 * margin }
    }

    let paper: Paper
    let setter: TypeSetter
    private(set) var pages: [[Mark]] = [[]]
    /// How far down the page is used.
    private(set) var y: Double
    /// The elements that have begun, in order: what `PDFAmendment` tells the reader of them.
    private(set) var elements: [Element] = []

    init(_ paper: Paper, _ setter: TypeSetter) {
        self.paper = paper
        self.setter = setter
        y = paper.margin
    }

    var left: Double { paper.margin }
    var width: Double { paper.printWidth }
    /// What is left of the page.
    var room: Double { paper.height - paper.margin - y }
    /// What an empty page has.
    var wholeRoom: Double { paper.height - 2 * paper.margin }

    func add(_ mark: Mark) {
        if case .begin(let element) = mark { elements.append(element) }
        pages[pages.count - 1].append(mark)
    }

    /// Begins a new page, unless this one is empty.
    func breakPage() {
        guard y > paper.margin else { return }
        pages.append([])
        y = paper.margin
    }

    /// Begins a new page where less than so much room is left.
    func need(_ height: Double) {
        if room < height { breakPage() }
    }

    func move(_ height: Double) { y += height }

    /// Room between two parts, which a page does not begin with.
    func space(_ height: Double) {
        if y > paper.margin { y += height }
    }

    /// Prints what makes up an element.
    func element(_ element: Element, _ content: () -> Void) {
        add(.begin(element))
        content()
        add(.end(element))
    }

    /// A text over the whole width, which may go on over the end of a page; `following` is the
    /// room that must be left below it on its page.
    func text(
        _ text: String, _ style: TypeSetter.Style, as element: Element, indent: Double = 0,
        following: Double = 0
    ) {
        let block = TextBlock(text, style, setter, width: width - indent)
        need(min(block.height + following, wholeRoom))
        add(.begin(element))
        for (index, line) in block.lines.enumerated() {
            if room < line.height {
                add(.end(element))
                breakPage()
                add(.begin(element))
            }
            add(.text(block, line: index, x: left + indent, y: y))
            move(line.height)
        }
        add(.end(element))
    }
}
