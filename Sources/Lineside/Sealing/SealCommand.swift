import ArgumentParser
import Benefits
import Evidence
import Foundation
import Plant
import Reporting
import Sealing
import Storage
import StorageSQLite
import Telemetry

/// `lineside seal`: closes a period, with a pack that proves what was reported.
struct SealCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seal", abstract: "Seals the report of a period into an evidence pack.",
        discussion: """
            Examples:
              lineside seal --plant plant.yaml --data DIR --line mask-1 --period-from 2026-03-01 \
            --period-to 2026-03-31 --sales sales.csv --jobs jobs.csv --key seal.key -o march.pack
              lineside seal … --project example-ppe --kind benefit --key seal.key -o year-1.pack
              lineside seal list --plant plant.yaml --data DIR
              lineside seal fetch 3 --data DIR -o march.pack
              lineside seal roots --plant plant.yaml --data DIR --key seal.key > newest.root
              lineside verify march.pack --root newest.root

            With --kind it is the project's own report, of all its lines, once that is signed off \
            (`lineside sign-off`); without, the report of one line.

            The pack holds the facts of the period, what was declared, the report, the keys and \
            the chain of all seals before. Facts and corrections that come later change figures, \
            not the seal: `seal list` shows both, as reported and as restated. Leave `seal roots` \
            with somebody else every day: without it, whoever has the key could make the chain anew. \
            The data folder keeps each pack: `seal fetch` gives it again, byte for byte.
            """,
        subcommands: [MakeSeal.self, ListSeals.self, FetchSeal.self, SealRoots.self],
        defaultSubcommand: MakeSeal.self)
}

/// `lineside seal` itself.
struct MakeSeal: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "make", abstract: "Makes an evidence pack and records its seal.")

    @OptionGroup var plantOption: PlantOption
    @OptionGroup var benefitOptions: BenefitOptions
    @OptionGroup var projectsOption: ProjectsOption

    @Option(help: "The data folder.")
    var data: String

    @Option(
        help: """
            The funded project to which the line belongs: its identifier, or its file; where it is \
            in the folder of projects and no files are given, what is declared about it is sealed.
            """)
    var project: String?

    @Option(help: "Which report of the project: progress, final or benefit.")
    var kind: ReportRecord.Kind?

    @Option(
        help: """
            With --kind and no period: the day by which the usual one is chosen, like 2022-12-31; \
            today otherwise. Rules are judged on the day of the signature.
            """)
    var on: String?

    @Option(help: "The file of the private key that signs; see `lineside key`.")
    var key: String

    @Option(name: .customLong("evidence"), help: "A file to put in as it is; may be repeated.")
    var attached: [String] = []

    @Option(name: [.customShort("o"), .customLong("output")], help: "The pack to make.")
    var pack: String

    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
        guard kind == nil || project != nil else {
            throw ValidationError("--kind is of a project; give --project")
        }
        guard on == nil || kind != nil else { throw ValidationError("--on goes with --kind") }
        guard kind == nil || !benefitOptions.isOfLine else {
            throw ValidationError(
                "with --kind the report is of all lines and of what is declared; leave out --line, "
                    + "--sales and --jobs")
        }
    }

    func run() async throws {
        let (manifest, pack) = try await seal()
        guard !json else { return output(String(decoding: manifest.bytes, as: UTF8.self)) }
        let subject = manifest.subject
        let project = subject.project.map { ", project \($0)" } ?? ""
        say(
            "\(pack): seal \(manifest.number), \(manifest.report)\(project), line \(subject.line), "
                + "\(subject.from) to \(subject.to), root \(manifest.tree.root.hex)")
    }

    /// Makes the pack and has its seal recorded; gives the pack's whole path, too.
    func seal() async throws -> (Manifest, pack: String) {
        let plant = try plantOption.read()
        let request = try request(plant)
        let target = URL(fileURLWithPath: pack).standardizedFileURL.path
        let partial = target + ".partial"
        guard !FileManager.default.fileExists(atPath: target) else {
            throw failure(Exit.inputOutput, "\(target) is there already")
        }
        try? FileManager.default.removeItem(atPath: partial)
        do {
            let desk = try await SealDesk(data: data)
            let making = PackMaking(
                plant: plant, store: try SQLiteStore(snapshot: desk.storePath),
                journals: DataFolder.reach(of: data), key: try SigningKey(file: key))
            let manifest = try make(request, making, at: partial)
            // From here on the seal may be recorded, and the pack must not get lost.
            try await desk.record(pack: partial)
            try FileManager.default.moveItem(atPath: partial, toPath: target)
            return (manifest, target)
        } catch {
            throw said(error)
        }
    }

    private func make(
        _ request: SealRequest, _ making: PackMaking, at path: String
    ) throws -> Manifest {
        do {
            return try making.make(request, at: path, on: .now)
        } catch {
            try? FileManager.default.removeItem(atPath: path)
            throw error
        }
    }

    private func request(_ plant: Plant) throws -> SealRequest {
        if let kind, let project {
            let found = try saying { () throws(ConfigurationError) in
                try projectsOption.project(project, plant: plantOption.plant)
            }
            var request = try periodic(kind, of: found, plant)
            try attach(to: &request)
            return request
        }
        let asked = try benefitOptions.request(plant)
        var request = SealRequest(
            line: asked.line, period: asked.period, project: project,
            plantFile: Array(try contents(of: plantOption.plant).utf8),
            software: "lineside \(LinesideCommand.version)")
        request.declared = try declared(&request, plant)
        try attach(to: &request)
        return request
    }

    private func attach(to request: inout SealRequest) throws {
        for path in attached {
            guard let bytes = FileManager.default.contents(atPath: path) else {
                throw failure(Exit.noInput, "cannot read \(path)")
            }
            request.attached[path] = [UInt8](bytes)
        }
    }

    /// The files that are given, or those of the book.
    private func declared(
        _ request: inout SealRequest, _ plant: Plant
    ) throws -> [DeclaredRole: DeclaredSource] {
        let given = try saying { () throws(ConfigurationError) in try benefitOptions.sources() }
        guard let project, given.isEmpty else { return given }
        let known = try saying { () throws(ConfigurationError) in
            try projectsOption.known(project, plant: plantOption.plant)
        }
        guard let known else { return given }
        request.project = known.id
        do {
            return try BookSources(project: known, store: try openStore(data), plant: plant)
                .sources(line: request.line, period: request.period)
        } catch {
            throw said(error)
        }
    }
}

/// `lineside seal list`: what was reported, and what it is now.
struct ListSeals: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Shows every seal: as reported, and as restated.")

    @OptionGroup var plantOption: PlantOption
    @OptionGroup var languageOption: LanguageOption

    @Option(help: "The data folder.")
    var data: String

    @Option(help: "The line; all of them otherwise.")
    var line: String?

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        let plant = try plantOption.read()
        do {
            let store = try openStore(data)
            let seals = try store.seals().filter { seal in
                line.map { seal.lines.contains($0) } ?? true
            }
            let restated = try seals.map { try Restatement(of: $0, plant: plant, store: store) }
            guard !json else {
                return output(JSON.array(restated.map(\.json)).text(indented: true))
            }
            restated.flatMap(\.words).forEach { output(languageOption($0)) }
        } catch {
            throw said(error)
        }
    }
}

/// `lineside seal roots`: what to leave with somebody else.
struct SealRoots: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "roots",
        abstract: "Prints the head of the chain, signed, to be left with somebody else.")

    @OptionGroup var plantOption: PlantOption

    @Option(help: "The data folder.")
    var data: String

    @Option(help: "The file of the private key that signs.")
    var key: String

    func run() throws {
        let plant = try plantOption.read()
        do {
            let checkpoint = Checkpoint(plant: plant.id, seals: try openStore(data).chain())
            guard let note = checkpoint.note(signedBy: try SigningKey(file: key)) else {
                throw SealError(.key, "the key does not sign")
            }
            FileHandle.standardOutput.write(Data(note.utf8))
        } catch {
            throw said(error)
        }
    }
}
