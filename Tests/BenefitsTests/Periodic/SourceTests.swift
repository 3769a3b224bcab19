import Foundation
import Plant
import Reporting
import Sealing
import Storage
import Telemetry
import Testing

@testable import Benefits

/// Every figure that somebody said names the file in which it stands.
@Suite struct SourceTests {
    /// What people said of a report: tables with their rows, and the evidence of each.
    private func said(_ input: PeriodicInput) -> [(place: String, evidence: [Document.Evidence])] {
        Reported.document(input).tables.flatMap { table in
            table.rows.flatMap { row in
                row.cells.compactMap { cell in
                    guard let basis = cell.basis,
                        [.declared, .decided, .audited].contains(basis.source)
                    else { return nil }
                    if case .none = cell.value { return nil }
                    return ("\(table.id)/\(row.id)", basis.evidence)
                }
            }
        }
    }

    @Test(arguments: ReportRecord.Kind.allCases)
    func whatSomebodySaidNamesItsFile(kind: ReportRecord.Kind) throws {
        var input = try Reported.input(kind)
        input.signOff = Reported.signature(input)
        let yaml = try ExampleProject.changed([])
        let file = Document.Evidence(
            name: "project.yaml", sha256: Digest(of: Array(yaml.utf8)).hex)
        input.project.source = DeclaredFile(name: file.name, sha256: file.sha256)
        let value = try #require(input.project.frozenValues.first)
        input.freezes = [
            Freeze(value: value, day: date(2023, 11, 2), officer: "Officer", record: 1)
        ]
        let said = said(input)
        // An officer signs the report itself, its period is asked for, and what a check froze is in
        // its record: value, day and officer; what the file says now is in the file.
        let bare = said.filter(\.evidence.isEmpty).map(\.place)
        let outside = ["/B30/", "/B01/", "frozen/"]
        #expect(bare.filter { place in !outside.contains { place.contains($0) } } == [])
        #expect(
            said.filter { $0.place == "frozen/\(value.key)" }.map(\.evidence) == [
                [], [], [], [file],
            ])
        #expect(said.count { $0.evidence == [file] } >= 10)
        input.form = .first
        #expect(!self.said(input).contains { $0.evidence.contains(file) })
    }

    @Test func aProjectKnowsItsFile() throws {
        let yaml = try ExampleProject.changed([])
        let read = try Project.read(yaml: yaml, file: "projects/example-ppe.yaml")
        #expect(read.source.name == "example-ppe.yaml")
        #expect(read.source.sha256 == Digest(of: Array(yaml.utf8)).hex)
    }
}
