import Benefits
import Foundation
import Plant
import Testing

/// The example files of the repository.
@Suite struct ConfigurationTests {
    private func bytes(_ path: String) throws -> [UInt8] {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        return Array(try Data(contentsOf: root.appending(path: "config/\(path)")))
    }

    @Test func examplesAreValidForTheDemonstrationPlant() throws {
        let yaml = String(decoding: try bytes("examples/mask-line.yaml"), as: UTF8.self)
        let plant = try Plant.read(yaml: yaml, file: "mask-line.yaml")
        let sales = DeclaredSource(name: "sales.csv", bytes: try bytes("benefits/sales.csv"))
        let jobs = DeclaredSource(name: "jobs.csv", bytes: try bytes("benefits/jobs.csv"))
        #expect(sales.bytes.starts(with: [0xEF, 0xBB, 0xBF]))
        let data = try DeclaredData.read(sales: sales, jobs: jobs, plant: plant)
        #expect(Set(data.sales.map { plant.products[$0.product].id }) == ["mask-l1", "mask-l2"])
        #expect(data.jobs.count == 8)
        #expect(jobs.bytes.split(separator: 10).count == 10)
    }
}
