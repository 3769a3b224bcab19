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
        let sealed = try PeriodicSeal(
            of: report, versions, project: Array(try contents(of: project.file).utf8),
            template: try template(kind, of: project), store: store)
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
}
