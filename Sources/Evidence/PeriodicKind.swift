public import Benefits
internal import Plant
internal import Reporting
internal import Sealing
public import Storage
internal import Telemetry

/// What is sealed of a project's report beside the facts: everything that it was made from.
public struct PeriodicSeal: Sendable {
    /// Which report.
    public var kind: ReportRecord.Kind
    /// The bytes of the project file.
    public var project: [UInt8]
    /// What the project file is called where it is kept.
    public var projectFile = "project.yaml"
    /// The bytes of the template.
    public var template: [UInt8]
    /// The day on which rules were judged, `YYYY-MM-DD`.
    public var day: String
    /// Which version is sealed, from 1.
    public var version: Int
    /// What people said of the project, with the bytes of declared files.
    public var records: [(record: ProjectRecord, files: [String: [UInt8]])]
    /// People whose jobs other projects of the enterprise claim too, by pseudonym (V41).
    public var claimedElsewhere: [ClaimedPerson] = []
    /// Of versions before, whether what is kept of them is what was sealed (V46).
    public var unchanged: [Int: Bool] = [:]
    /// ``Benefits/PeriodicReport/signedHash`` of what was signed, which the pack must give; nil: it
    /// is held against nothing.
    public var signedHash: String?

    /// Makes one of a report as it was read, with what of the store it reads: declared files and
    /// steps of sign-off of others than itself stay out.
    ///
    /// - Parameters:
    ///   - report: what is sealed.
    ///   - versions: its versions before.
    ///   - project: the bytes of the project file.
    ///   - template: the bytes of the template.
    ///   - store: what was said.
    /// - Throws: `StoreError`.
    public init(
        of report: PeriodicReport, _ versions: ReportVersions, project: [UInt8],
        template: [UInt8], store: some RecordStore
    ) throws(StoreError) {
        let input = report.input
        (kind, self.project, self.template) = (versions.kind, project, template)
        (day, version) = ("\(input.day)", versions.current)
        (projectFile, unchanged) = (input.project.source.name, versions.unchanged)
        (claimedElsewhere, signedHash) = (input.claimedElsewhere, report.signedHash)
        let read = Set(input.book.parts.map(\.entry.number))
        let declared = try store.records(project: input.project.id, kind: .declared, asOf: nil)
            .filter { read.contains($0.number) }
        let signed = ReportVersions.read(
            versions.kind, versions.period,
            among: try store.records(project: input.project.id, kind: .signoff, asOf: nil))
        records = []
        for record in declared + signed {
            var files: [String: [UInt8]] = [:]
            for file in record.files where file.role == DeclaredEntry.fileRole {
                files[file.name] = try store.file(
                    role: file.role, name: file.name, ofRecord: record.number)
            }
            records.append((record, files))
        }
    }

    static let folder = "project/"
    private static let projectName = folder + "project.yaml"
    private static let templateName = folder + "template.yaml"
    static let requestName = folder + "request.json"
    private static let ruleFolder = folder + "rules/"

    /// As evidence by name.
    var files: [String: [UInt8]] {
        var files = [Self.projectName: project, Self.templateName: template]
        for (place, set) in RuleSet.builtInFiles.enumerated() {
            files["\(Self.ruleFolder)\(place + 1)-\(set.name)"] = set.yaml
        }
        let listed = records.map { record, bytes -> SealJSON in
            for (name, content) in bytes {
                files["\(Self.folder)declared/\(record.number)/\(name)"] = content
            }
            return record.packed
        }
        var request: [String: SealJSON] = [
            "day": .string(day), "version": .integer(Int64(version)), "records": .array(listed),
            "project_file": .string(projectFile),
        ]
        if !claimedElsewhere.isEmpty {
            request["claimed_elsewhere"] = .array(
                claimedElsewhere.map { claim in
                    var members: [String: SealJSON] = [
                        "person": .string(claim.person), "project": .string(claim.project),
                    ]
                    members["name"] = claim.name.map {
                        .members([
                            "en": .string($0.english), "zh-Hant": .string($0.traditionalChinese),
                        ])
                    }
                    return .members(members)
                })
        }
        if !unchanged.isEmpty {
            request["unchanged"] = .members(
                Dictionary(uniqueKeysWithValues: unchanged.map { ("\($0)", .bool($1)) }))
        }
        files[Self.requestName] = Array(SealJSON.members(request).canonical.utf8)
        return files
    }

    /// Makes the report again from its files.
    static func report(
        _ source: ReportKind.Source, _ kind: ReportRecord.Kind, _ form: PeriodicForm
    ) throws -> MadeReport {
        let plant = source.figures.plant
        func text(_ name: String) -> String {
            String(decoding: source.files[name] ?? [], as: UTF8.self)
        }
        guard let request = SealJSON(source.files[requestName] ?? []),
            let day = request["day"]?.string.flatMap({ BenefitPeriod.date($0) }),
            let version = request["version"]?.integer,
            case .array(let listed)? = request["records"]
        else { throw SealError(.unreadable, "\(requestName) cannot be read") }
        var project = try Project.read(yaml: text(projectName), file: projectName)
        if let name = request["project_file"]?.string { project.source.name = name }
        let template = try ReportTemplate.read(yaml: text(templateName), file: templateName)
        let sets = try ruleSets(source.files, form)
        guard !sets.isEmpty else { throw SealError(.unreadable, "the pack has no rules") }
        let records = try records(listed)
        var input = PeriodicInput(
            plant: plant, project: project, ruleSets: sets, template: template,
            period: source.period, day: day,
            book: try DeclaredBook(project: project.id, records, source, plant))
        let versions = ReportVersions(
            kind: kind, period: source.period, records: records, sealed: Int(version),
            unchanged: unchanged(request, Int(version)),
            required: form == .first ? .device : project.settings.signature.value)
        input.form = form
        input.versions = versions.versions(form: form)
        input.freezes = form == .first ? [] : versions.freezes
        (input.edition, input.signOff) = (Int(version), versions.signOff(of: Int(version)))
        if case .array(let claims)? = request["claimed_elsewhere"] {
            input.claimedElsewhere = claims.compactMap { claim in
                guard let person = claim["person"]?.string, let project = claim["project"]?.string
                else { return nil }
                return ClaimedPerson(
                    person: person, project: project,
                    name: claim["name"].flatMap(LocalizedText.init))
            }
        }
        try input.measure(source.figures)
        let report = PeriodicReport.make(input)
        let edition = Int(version)
        @Sendable func document(_ instant: Timestamp, _ software: String) -> Document {
            var document = report.document(asOf: instant, software: software)
            document.metadata.state = edition > 1 ? .restated : .sealed
            document.metadata.edition = edition
            return document
        }
        // What is sealed is of the day on which rules were judged, whoever makes it.
        let sealed = document(plant.localMidnight(of: day), "Lineside")
        var made = MadeReport(json: sealed.json, document: document)
        made.signedHash = report.signedHash
        return made
    }

    private static func ruleSets(
        _ files: [String: [UInt8]], _ form: PeriodicForm
    ) throws -> [RuleSet] {
        var sets: [RuleSet] = []
        for name in files.keys.filter({ $0.hasPrefix(ruleFolder) }).sorted() {
            let yaml = String(decoding: files[name] ?? [], as: UTF8.self)
            sets.append(try RuleSet.read(yaml: yaml, file: name, bases: sets, form: form))
        }
        return sets
    }

    /// The rule set that held by the project file and the rules that were sealed; nil where none
    /// did, or where they cannot be read.
    static func ruleSet(_ manifest: Manifest, _ files: [String: [UInt8]]) -> String? {
        let form = PeriodicForm.allCases.first {
            manifest.report.hasSuffix(" report \($0.rawValue)")
        }
        guard let form, let yaml = files[projectName],
            let project = try? Project.read(
                yaml: String(decoding: yaml, as: UTF8.self), file: projectName),
            let sets = try? ruleSets(files, form), !sets.isEmpty
        else { return nil }
        let report = RuleReport.make(
            RuleInput(project: project, ruleSets: sets, day: project.agreement.applied))
        return report.isRuleSetCovering ? report.ruleSet.id : nil
    }

    private static func records(_ listed: [SealJSON]) throws -> [ProjectRecord] {
        try listed.map { value in
            guard let record = ProjectRecord(packed: value) else {
                throw SealError(.unreadable, "a record of \(requestName) cannot be read")
            }
            return record
        }
    }

    /// The declared files that a sealed report read; nil where its files do not tell them.
    static func declared(
        in store: some SealingStore, seal number: Int64
    ) throws -> [DeclaredEntry]? {
        guard let request = try store.file(requestName, ofSeal: number).flatMap({ SealJSON($0) })
        else { return nil }
        return try records(request.elements("records")).filter { $0.kind == .declared }
            .map { try DeclaredEntry($0) }
    }

    /// The versions of a report as its sealed files tell them; nil where they do not.
    static func versions(
        of kind: ReportRecord.Kind, over period: BenefitPeriod, in store: some SealingStore,
        seal number: Int64
    ) throws -> ReportVersions? {
        guard
            let request = try store.file(requestName, ofSeal: number).flatMap({ SealJSON($0) }),
            let version = request["version"]?.integer
        else { return nil }
        return ReportVersions(
            kind: kind, period: period, records: try records(request.elements("records")),
            sealed: Int(version))
    }
}

extension PeriodicSeal {
    /// Which versions are what was sealed, up to one of which verifying it says so.
    private static func unchanged(_ request: SealJSON, _ version: Int) -> [Int: Bool] {
        var unchanged = [version: true]
        for earlier in 1..<max(1, version) {
            guard case .bool(let isSame)? = request["unchanged"]?["\(earlier)"] else { continue }
            unchanged[earlier] = isSame
        }
        return unchanged
    }
}

extension DeclaredBook {
    fileprivate init(
        project: String, _ records: [ProjectRecord], _ source: ReportKind.Source, _ plant: Plant
    ) throws {
        let entries = try records.filter { $0.kind == .declared }.map { try DeclaredEntry($0) }
        let parts = try entries.inForce().map { entry in
            let name = "\(PeriodicSeal.folder)declared/\(entry.number)/\(entry.file.name)"
            guard let bytes = source.files[name] else {
                throw SealError(.unreadable, "the pack has lost \(name)")
            }
            return Part(
                entry: entry,
                rows: try DeclaredRows.read(
                    entry.kind, DeclaredSource(name: entry.file.name, bytes: bytes), plant: plant))
        }
        self.init(project: project, asOf: nil, parts: parts)
    }
}

extension ProjectRecord {
    fileprivate var packed: SealJSON {
        var members: [String: SealJSON] = [
            "number": .integer(number), "at": .string("\(at.nanoseconds)"), "by": .string(by),
            "project": .string(project), "kind": .string(kind.rawValue),
            "subject": .string(subject),
            "content": .string(String(decoding: content, as: UTF8.self)), "why": .string(why),
            "files": .array(
                files.map {
                    .members([
                        "role": .string($0.role), "name": .string($0.name),
                        "sha256": .string($0.sha256), "size": .integer(Int64($0.size)),
                    ])
                }),
        ]
        members["supersedes"] = supersedes.map { .integer($0) }
        return .members(members)
    }

    fileprivate init?(packed value: SealJSON) {
        guard let number = value["number"]?.integer,
            let at = value["at"]?.string.flatMap({ Int64($0) }), let by = value["by"]?.string,
            let project = value["project"]?.string,
            let kind = value["kind"]?.string.flatMap(Kind.init(rawValue:)),
            let subject = value["subject"]?.string, let content = value["content"]?.string,
            case .array(let files)? = value["files"]
        else { return nil }
        let draft = RecordDraft(
            by: by, project: project, kind: kind, subject: subject, content: Array(content.utf8),
            supersedes: value["supersedes"]?.integer, why: value["why"]?.string ?? "",
            files: files.compactMap { file in
                guard let role = file["role"]?.string, let name = file["name"]?.string,
                    let sha256 = file["sha256"]?.string, let size = file["size"]?.integer
                else { return nil }
                return RecordFile(role: role, name: name, sha256: sha256, size: Int(size))
            })
        self.init(number: number, at: Timestamp(nanoseconds: at), draft: draft)
    }
}
