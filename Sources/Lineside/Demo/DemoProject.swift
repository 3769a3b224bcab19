import ArgumentParser
import Benefits
import Evidence
import Foundation
import Plant
import Sealing
import StorageSQLite
import Subprocess
import SystemPackage
import Telemetry

/// A finished project for the demo: the year of the worked example, replayed through the real path
/// into the data folder and sealed with its declarations, before the daemon begins.
struct DemoProject {
    let folder: String
    let plant: Plant
    let seed: UInt64
    /// The simulator's program.
    let simulator: String

    /// The line of the project, with its plant file among the examples.
    static let line = "funded-line"
    private static let (from, to) = ("2022-09-01", "2023-08-31")

    private var data: String { folder + "/data" }

    /// The project, read from the worked example's project file; its line is the demo's.
    func project(_ example: String) throws -> ProjectFolder {
        let projects = folder + "/projects"
        try FileManager.default.createDirectory(
            atPath: projects, withIntermediateDirectories: true)
        let text = try contents(of: example).replacing("  mask-1:\n", with: "  mask-f:\n")
        try text.write(
            toFile: projects + "/example-ppe.yaml", atomically: true, encoding: .utf8)
        do throws(RegistryError) {
            return try ProjectFolder.read(projects)
        } catch {
            throw failure(Exit.badConfiguration, error.description)
        }
    }

    /// Makes everything; says how long it takes.
    func make() async throws {
        let begin = ContinuousClock.now
        let messages = try await simulate()
        let lock = try DataFolder(data)
        try withExtendedLifetime(lock) {
            let replayer = try Replayer(plant: plant, folder: data)
            try replayer.take(jsonl: contents(of: messages), of: messages)
            try replayer.finish()
            try seal(replayer.store)
        }
        let seconds = (ContinuousClock.now - begin) / .seconds(1)
        say(
            "A finished project: a year of messages replayed and sealed in "
                + "\(Int(seconds.rounded())) s (\(folder)/finished.pack)")
    }

    private func simulate() async throws -> String {
        let path = folder + "/finished.jsonl"
        let result = try await Subprocess.run(
            .path(FilePath(simulator)),
            arguments: ["year", "--messages", path, "--seed", String(seed)],
            output: .discarded, error: .string(limit: 4096))
        guard result.terminationStatus.isSuccess else {
            throw failure(.failure, "the simulator of the year ended: \(result.standardError)")
        }
        return path
    }

    private func seal(_ store: SQLiteStore) throws {
        let key = SigningKey()
        try key.write(to: folder + "/seal.key")
        let made = KeyRing.read([]).ring.next(
            .made, key: key.publicKey, at: .now, signer: key.publicKey.id, why: "the demo")
        guard let signed = SignedText(made.bytes, by: key) else {
            throw SealError(.key, "the key does not sign")
        }
        try store.append(try SealRecording.record(signed, for: store))
        let making = PackMaking(
            plant: plant, store: try SQLiteStore(snapshot: data + "/facts.sqlite"),
            journals: DataFolder.reach(of: data), key: key)
        let path = folder + "/finished.pack"
        try making.make(try request(), at: path, on: .now)
        try store.append(
            try SealRecording.seal(of: try PackFile(reading: path), for: store, at: .now))
    }

    private func request() throws -> SealRequest {
        let options = try declare()
        let asked = try options.request(plant)
        var request = SealRequest(
            line: asked.line, period: asked.period, project: "example-ppe",
            plantFile: Array(try contents(of: folder + "/plant.yaml").utf8),
            software: "lineside \(LinesideCommand.version)")
        request.declared = try options.sources()
        return request
    }

    /// What the company of the worked example declares.
    private func declare() throws -> BenefitOptions {
        let sales = """
            product,period_from,period_to,opening_stock,sold,closing_stock,samples_scrap,turnover_hkd
            mask-f,\(Self.from),\(Self.to),0,45600000,2919904,500000,41952000.00

            """
        var jobs = ["job_id,type,from,to,fte,it_post"]
        for post in Self.posts {
            for _ in 0..<post.count {
                jobs.append("EX-\(jobs.count),\(post.type),\(post.from),,\(post.fte),\(post.it)")
            }
        }
        let paths = (folder + "/finished-sales.csv", folder + "/finished-jobs.csv")
        try sales.write(toFile: paths.0, atomically: true, encoding: .utf8)
        try (jobs.joined(separator: "\n") + "\n")
            .write(toFile: paths.1, atomically: true, encoding: .utf8)
        var options = try BenefitOptions.parse([
            "--line", "mask-f", "--period-from", Self.from, "--period-to", Self.to,
        ])
        (options.sales, options.jobs) = paths
        return options
    }

    private struct Posts {
        var count: Int
        var type: String
        var from = DemoProject.from
        var fte = "1"
        var it = "no"
    }

    /// 29 jobs; the sales posts for half a year.
    private static let posts = [
        Posts(count: 2, type: "engineer", it: "yes"),
        Posts(count: 4, type: "technician", it: "yes"),
        Posts(count: 1, type: "data_it", from: "2022-11-01", it: "yes"),
        Posts(count: 3, type: "quality_regulatory"), Posts(count: 14, type: "operative"),
        Posts(count: 1, type: "supply_chain"), Posts(count: 2, type: "supply_chain", fte: "0.5"),
        Posts(count: 2, type: "sales_admin", from: "2023-03-01"),
    ]
}
