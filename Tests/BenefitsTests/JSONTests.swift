import Benefits
import Plant
import Reporting
import Testing

@Suite struct JSONTests {
    private func text() throws -> String {
        let sales =
            Example.salesHeader
            + "\nmask-l1,2022-09-01,2023-08-31,0,45600000,2919904,500000,41952000.10\n"
        let jobs = Example.jobsHeader + "\nJ-secret,data_it,2022-11-01,,1,yes"
        let report = try Example.report(good: [0: 49_019_904], sales: sales, jobs: jobs)
        return report.json(try Example.plant()).text()
    }

    @Test func moneyAndQuantitiesAreExact() throws {
        let text = try text()
        #expect(text.contains("\"turnover_hkd\":{\"value\":41952000.1,\"source\":\"declared\""))
        #expect(text.contains("\"good\":{\"value\":49019904,\"source\":\"measured\""))
        #expect(text.contains("\"fte_annual\":{\"value\":0.83,\"source\":\"computed\""))
        #expect(text.contains("\"oee\":{\"value\":0.7092,\"source\":\"computed\",\"coverage\":1,"))
        #expect(text.contains("\"period\":{\"from\":\"2022-09-01\",\"to\":\"2023-08-31\","))
        #expect(text.contains("\"from\":\"2022-08-31T16:00:00"))
        #expect(text.contains("\"verdict\":\"holds\",\"difference\":0,\"tolerance\":490199.04,"))
        #expect(text.contains("\"definitions\":{\"mask-1/packer\":\"sha256:0\"}"))
    }

    /// Reports that were sealed as `benefit 1` and `benefit 2` are made as they were: half a
    /// percent and jobs by days; jobs by months.
    @Test func olderEditionsAreAsTheyWere() throws {
        let sales =
            Example.salesHeader
            + "\nmask-l1,2022-09-01,2023-08-31,0,45600000,2919904,500000,41952000.10\n"
        let posts = "\nJ-1,sales_admin,2023-03-01,,1,no\nJ-2,sales_admin,2023-03-01,,1,no"
        func text(_ settings: BenefitSettings) throws -> String {
            try Example.report(
                good: [0: 49_019_904], sales: sales, jobs: Example.jobsHeader + posts,
                change: { $0.settings = settings }
            ).json(try Example.plant()).text()
        }
        let first = try text(.firstEdition)
        #expect(first.contains("\"tolerance\":245099.52,"))
        #expect(first.contains("\"stock_tolerance\":0.005,"))
        #expect(first.contains("\"fte_average\":{\"value\":1.01,"))
        for (settings, name) in [(BenefitSettings.secondEdition, "average"), (.init(), "annual")] {
            let text = try text(settings)
            #expect(text.contains("\"tolerance\":490199.04,"))
            #expect(text.contains("\"fte_\(name)\":{\"value\":1,"))
        }
    }

    @Test func onlyCountsOfJobsLeave() throws {
        #expect(try !text().contains("secret"))
    }

    @Test func everyFindingHasASentence() throws {
        let plant = try Example.plant()
        for code in BenefitFinding.Code.allCases {
            let finding = BenefitFinding(code: code, product: 0, numbers: [])
            #expect(finding.text(plant).count > 10)
        }
    }

    @Test func missingFiguresAreNullWithAReason() throws {
        let text = try Example.report(good: [0: 1]).json(try Example.plant()).text()
        #expect(
            text.contains(
                "\"turnover_hkd\":{\"value\":null,\"reason\":\"nothing declared\","
                    + "\"source\":\"declared\"}"))
        #expect(text.contains("\"declared\":null,\"stock_identity\":null"))
    }
}
