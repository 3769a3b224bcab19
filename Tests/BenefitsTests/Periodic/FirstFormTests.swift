import Foundation
import Plant
import Reporting
import Sealing
import Storage
import Telemetry
import Testing

@testable import Benefits

/// What was sealed as `… report 1` is made again to the byte, whatever was added since.
@Suite struct FirstFormTests {
    private static let jobs =
        Example.jobsHeader + ",hours_week,retained,setup,moved,end_reason\n"
        + "J-1,engineer,2019-01-01,,1,yes,40,yes,no,no,\n"
        + "J-2,operative,2022-09-01,,1,no,20,no,no,no,\n"
        + "J-3,operative,2022-11-01,2023-06-30,0.5,no,20,no,no,no,resigned\n"
        + "J-4,technician,2022-09-01,,1,no,40,no,yes,no,\n"

    private static func input(
        _ kind: ReportRecord.Kind, _ changes: [(String, String)] = []
    ) throws -> PeriodicInput {
        var input = try Reported.input(
            kind, files: Reported.files(jobs: jobs), project: changes
        ) { $0.consumption = ["kWh": 209_019_000_000] }
        input.form = .first
        // The example and the template have grown since.
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Golden/first-form-project.yaml")
        input.project = try Project.read(
            yaml: try ExampleProject.changed(
                changes, of: String(contentsOf: file, encoding: .utf8)), file: "project.yaml")
        for place in input.template.sections.indices {
            input.template.sections[place].figures.removeAll {
                [.funding, .l03, .frozen, .products, .months].contains($0.id)
            }
        }
        (input.signOff, input.versions) = (
            Reported.signature(input),
            [
                ReportVersion(
                    report: "benefit 2022-09-01", version: 1, isSealed: false, isSigned: true)
            ]
        )
        return input
    }

    @Test(arguments: [
        (
            ReportRecord.Kind.progress, "net",
            "a1d1d715fb2f8d153bc80edc95f148ae735bc45e9401bd2d07d19bcd5325e9a9"
        ),
        (.final, "net", "afeba93c6ff38e68a227b17a3a5ce71e7070f505a877e5549413610279919dbd"),
        (.benefit, "net", "7787a4e58174328f115ca3ff35131ebb8d4d97508f7b559fddc5de1475bae4f8"),
        (
            .benefit, "net_outside_group",
            "96ab73984f7f99ecd3af01238be874142d168777b3227be4d065ce2beba5f617"
        ),
    ])
    func isMadeAgainToTheByte(kind: ReportRecord.Kind, turnover: String, digest: String) throws {
        let input = try Self.input(
            kind, [("settings:", "settings:\n  turnover: \(turnover)\n  new_job: post")])
        let text = Reported.document(input).json.text()
        #expect(Digest(of: Array(text.utf8)).hex == digest)
    }
}
