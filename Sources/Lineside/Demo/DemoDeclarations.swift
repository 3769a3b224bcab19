import ArgumentParser
import Benefits
import Foundation
import Plant
import Telemetry

/// Example declarations for the demo: today's sales and a handful of jobs of the first line, as a
/// company would hand them in.
struct DemoDeclarations {
    let folder: String
    let plant: Plant

    /// Writes the two CSV files, and names them as for `lineside report`.
    func write() throws -> BenefitOptions {
        let today = plant.localDate(of: .now)
        let yesterday = plant.localDate(of: plant.localMidnight(of: today) - 1)
        let amounts = ["1200,9000,800,50,8280.00", "600,2400,300,20,2880.00"]
        let rows = zip(products, amounts).map { "\($0),\(yesterday),\(today),\($1)\n" }
        let sales = """
            product,period_from,period_to,opening_stock,sold,closing_stock,samples_scrap,turnover_hkd
            \(rows.joined())
            """
        let jobs = """
            job_id,type,from,to,fte,it_post
            J-001,engineer,2026-01-05,,1.00,yes
            J-002,technician,2026-01-05,,1.00,yes
            J-003,data_it,2026-03-02,,1.00,yes
            J-004,quality_regulatory,2026-02-02,,1.00,no
            J-005,operative,2026-02-02,,1.00,no
            J-006,operative,2026-02-02,,1.00,no
            J-007,operative,2026-04-01,,0.50,no

            """
        let salesPath = folder + "/sales.csv"
        let jobsPath = folder + "/jobs.csv"
        try sales.write(toFile: salesPath, atomically: true, encoding: .utf8)
        try jobs.write(toFile: jobsPath, atomically: true, encoding: .utf8)
        var options = try BenefitOptions.parse([
            "--period-from", "\(yesterday)", "--period-to", "\(today)",
        ])
        options.sales = salesPath
        options.jobs = jobsPath
        return options
    }

    /// What the first line makes, by identifier.
    private var products: [String] {
        let rates = plant.lines[0].workUnits.flatMap { plant.workUnits[$0].rates }
        return Set(rates.map(\.product)).sorted().map { plant.products[$0].id }
    }
}
