import Reporting
import Testing

@testable import Printing

/// Nothing is cut off, and nothing stands on something else.
@Suite struct LayoutTests {
    private struct Box {
        var left: Double
        var top: Double
        var right: Double
        var bottom: Double

        func overlaps(_ other: Box) -> Bool {
            min(right, other.right) - max(left, other.left) > 0.1
                && min(bottom, other.bottom) - max(top, other.top) > 0.1
        }
    }

    private func flow(
        _ document: Document, _ languages: DocumentLanguages
    ) throws -> PageFlow {
        PDFPrinter(
            document: document, wording: PrintedWording(languages, timeZone: "Asia/Hong_Kong"),
            setter: try TypeSetter()
        ).flow()
    }

    private func boxes(_ marks: [Mark]) -> [Box] {
        marks.compactMap { mark in
            guard case .text(let block, let index, let x, let y) = mark else { return nil }
            let line = block.lines[index]
            let left = x + line.indent
            return Box(left: left, top: y, right: left + line.width, bottom: y + line.height)
        }
    }

    @Test(arguments: Sample.Hard.allCases, DocumentLanguages.allCases)
    func everyTextStandsOnItsPageAlone(hard: Sample.Hard, languages: DocumentLanguages) throws {
        let flow = try flow(hard.document, languages)
        for (page, marks) in flow.pages.enumerated() {
            let boxes = boxes(marks)
            let paper = flow.paper
            let outside = boxes.filter {
                $0.left < paper.margin - 0.1 || $0.right > paper.width - paper.margin + 0.1
                    || $0.top < paper.margin - 0.1 || $0.bottom > paper.height - paper.margin + 0.1
            }
            #expect(outside.isEmpty, "page \(page + 1): \(outside)")
            let crossed = boxes.indices.filter { one in
                boxes[(one + 1)...].contains { $0.overlaps(boxes[one]) }
            }
            #expect(crossed.isEmpty, "page \(page + 1): \(crossed.map { boxes[$0] })")
        }
    }

    @Test func printsEveryLineOfACellThatNoPageHolds() throws {
        let flow = try flow(Sample.huge, .english)
        var seen: [ObjectIdentifier: [Int]] = [:]
        var blocks: [ObjectIdentifier: TextBlock] = [:]
        for case .text(let block, let line, _, _) in flow.pages.flatMap(\.self) {
            seen[ObjectIdentifier(block), default: []].append(line)
            blocks[ObjectIdentifier(block)] = block
        }
        let longest = try #require(blocks.values.max { $0.lines.count < $1.lines.count })
        #expect(longest.lines.count > 60, "the cell is higher than a page")
        #expect(seen[ObjectIdentifier(longest)] == Array(longest.lines.indices))
    }

    @Test func continuesBelowWhatIsTooWide() throws {
        let table = try flow(Sample.huge, .english)
        #expect(table.paper == .lying)
        let tables = table.elements.filter { $0.kind == .table }
        #expect(tables.count > 4, "head, parts of the wide table, the high one, bases")
        #expect(try flow(Sample.hard, .english).paper == .upright)
    }

    /// Every row of a chart has its name, over as many pages as it takes.
    @Test(arguments: DocumentLanguages.allCases)
    func namesEveryRowOfAChart(languages: DocumentLanguages) throws {
        let document = Sample.document([Sample.chart(.bars, rows: 60)])
        let flow = try flow(document, languages)
        let figures = flow.elements.filter { $0.kind == .figure }
        #expect(figures.count > 1 && Set(figures).count == 1, "it goes on with the same words")
        let blocks = flow.pages.flatMap(\.self).compactMap { mark in
            if case .text(let block, _, _, _) = mark, block.text.contains("59") {
                block.text
            } else {
                nil
            }
        }
        #expect(blocks.count >= 2, "the last row is named in the chart and in the table")
    }

    @Test func lastRowDoesNotStandAlone() throws {
        for count in 30...60 {
            let flow = try flow(
                Sample.document([.table(Sample.table(rows: count, columns: 2))]), .english)
            let rows = flow.pages.map { marks in
                marks.count { mark in
                    if case .text(let block, 0, _, _) = mark {
                        block.text.hasPrefix("Row ")
                    } else {
                        false
                    }
                }
            }
            #expect(!rows.dropFirst().contains(1), "\(rows)")
        }
    }

    @Test func repeatsHeadingsOnEveryPage() throws {
        let flow = try flow(Sample.document([.table(Sample.table(rows: 90, columns: 2))]), .english)
        let pages = flow.pages.map { marks in
            marks.filter { if case .fill(_, .shade) = $0 { true } else { false } }.count
        }
        #expect(pages.count > 2)
        #expect(pages.allSatisfy { $0 >= 1 })
    }
}
