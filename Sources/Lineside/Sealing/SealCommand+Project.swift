import ArgumentParser
import Benefits
import Evidence
import Foundation
import Plant
import Storage
import StorageSQLite

extension MakeSeal {
    /// Everything that a report of a project is made from.
    func periodic(
        _ kind: ReportRecord.Kind, of project: Project, _ plant: Plant
    ) throws -> SealRequest {
        let asked = try PeriodicRequest(kind, of: project, plant, benefitOptions, on: on)
        let lines = project.lines.compactMap { line in
            plant.lines.firstIndex { $0.id == line.id }
        }
        guard let first = lines.first, lines.count == project.lines.count else {
            throw failure(.validationFailure, "the plant file lacks a line of the project")
        }
        let store = try openStore(data)
        let versions = try ReportVersions.read(
            of: project, kind: kind, period: asked.period, store: store)
        // What is sealed is what was signed, judged on the same day.
        let day = versions.signedOn ?? asked.day
        let report = try PeriodicReport.read(
            kind, of: project,
            among: try projectsOption.saidChecked(plant: plantOption.plant), over: asked.period,
            on: day,
            figures: Figures(plant: plant, store: store, folder: data), store: store)
        let checked = versions.checkedOn.map { report.signedHash(on: $0) }
        if let obstacle = versions.obstacle(toSealing: report.signed, asChecked: checked) {
            throw failure(
                .validationFailure, "\(obstacle.english)\n\(obstacle.traditionalChinese)")
        }
        var request = SealRequest(
            line: first, period: asked.period, project: project.id,
            plantFile: Array(try contents(of: plantOption.plant).utf8),
            software: "lineside \(LinesideCommand.version)")
        var sealed = PeriodicSeal(
            kind: kind, project: Array(try contents(of: project.file).utf8),
            template: try template(kind, of: project), day: "\(day)",
            version: versions.current, records: try records(of: project.id, store))
        sealed.projectFile = project.source.name
        sealed.claimedElsewhere = report.input.claimedElsewhere
        sealed.unchanged = versions.unchanged
        request.take(sealed, lines: lines)
        return request
    }

    /// The bytes of the template: the project's own beside its file, else that of the program.
    private func template(_ kind: ReportRecord.Kind, of project: Project) throws -> [UInt8] {
        guard let name = project.templates[kind] else { return ReportTemplate.builtInFile(kind) }
        let folder = URL(fileURLWithPath: project.file).deletingLastPathComponent()
        return Array(
            try contents(of: URL(fileURLWithPath: name, relativeTo: folder).path).utf8)
    }

    /// What is declared and in force, and every step of sign-off.
    private func records(
        of project: String, _ store: SQLiteStore
    ) throws -> [(record: ProjectRecord, files: [String: [UInt8]])] {
        let declared = try store.records(project: project, kind: .declared, asOf: nil).inForce()
        let signed = try store.records(project: project, kind: .signoff, asOf: nil)
        return try (declared + signed).map { record in
            var files: [String: [UInt8]] = [:]
            for file in record.files where file.role == DeclaredEntry.fileRole {
                files[file.name] = try store.file(
                    role: file.role, name: file.name, ofRecord: record.number)
            }
            return (record, files)
        }
    }
}
