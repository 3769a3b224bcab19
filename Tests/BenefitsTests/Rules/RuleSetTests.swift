import Benefits
import Plant
import Testing

@Suite struct RuleSetTests {
    @Test(arguments: [
        (date(2020, 7, 26), nil), (date(2020, 7, 27), "rfs-2020"), (date(2024, 1, 7), "rfs-2020"),
        (date(2024, 1, 8), "nifs-2024"), (date(2025, 5, 31), "nifs-2024"),
        (date(2025, 6, 1), "nifs-2025"), (date(2040, 1, 1), "nifs-2025"),
    ])
    func applicationDateChooses(day: LocalDate, id: String?) {
        let covering = RuleSet.builtIn.filter { $0.covers(day) }.map(\.id)
        #expect(covering == (id.map { [$0] } ?? []))
    }

    @Test func everyRuleSpeaksBothLanguages() {
        for set in RuleSet.builtIn {
            let missing = RuleID.allCases.filter { set.rules[$0] == nil }
            #expect(missing == (set.id == "nifs-2025" ? [] : [.v19]))
            for (rule, definition) in set.rules {
                #expect(
                    Set(definition.messages.keys) == Set(RuleCase.all(of: rule).map(\.name)))
                let texts = [definition.statement] + definition.messages.values.map(\.text)
                for text in texts {
                    #expect(text.english != text.traditionalChinese)
                    #expect(
                        text.traditionalChinese.unicodeScalars.contains {
                            $0.properties.isIdeographic
                        })
                }
            }
        }
    }

    /// A rule set that was sealed with a report of the first form has no messages of later cases.
    @Test(arguments: PeriodicForm.allCases)
    func casesThatCameLaterAreOptionalInTheFirstForm(form: PeriodicForm) throws {
        let file = try #require(RuleSet.builtInFiles.first)
        var (text, isIn) = ("", true)
        for line in String(decoding: file.yaml, as: UTF8.self).split(separator: "\n") {
            if line.hasPrefix("      ") && !line.hasPrefix("       ") {
                isIn = !["frozen:", "frozen_gone:", "signed_not_sealed:"].contains {
                    line.hasSuffix($0)
                }
            } else if !line.hasPrefix("       ") {
                isIn = true
            }
            if isIn { text += line + "\n" }
        }
        let read = { try RuleSet.read(yaml: text, file: file.name, form: form) }
        guard form == .first else {
            #expect(throws: RegistryError.self) { try read() }
            return
        }
        let messages = try read().rules[.v46]?.messages ?? [:]
        #expect(messages["frozen"] == nil && messages["lost"] != nil)
    }

    /// Every case has a rule, and every rule but none a case.
    @Test func everyRuleHasCases() {
        for rule in RuleID.allCases { #expect(!RuleCase.all(of: rule).isEmpty, "\(rule)") }
    }

    private static let ofNIFS = [
        ("scheme: RFS", "scheme: NIFS"), ("  rule_set: rfs-2020\n\n", "\n"),
        ("rule_set: rfs-2020 }", "}"), ("signed: 2021-02-15\n  start: 2021-03-01", ""),
        ("  end: 2022-08-31\n  completed: 2022-08-31\n  restriction_end: 2027-08-31\n", ""),
    ]

    private func report(_ applied: String, others: String) throws -> RuleReport {
        try ExampleProject.report(
            Self.ofNIFS + [
                ("applied: 2020-09-01", "applied: \(applied)"),
                ("other_projects: []\n", "other_projects: [\(others)]\n"),
            ], on: date(2025, 12, 1))
    }

    private static func other(_ number: Int, _ funding: Int) -> String {
        "{ reference: N-\(number), approved: 2024-02-01, funding: \(funding) }"
    }

    @Test func threeProjectsMayRunAndFortyFiveMillionBeGranted() throws {
        let two = [Self.other(1, 15_000_000), Self.other(2, 15_000_000)]
        let three = two + [Self.other(3, 12_710_000)]
        let within = try report("2024-03-01", others: two.joined(separator: ", "))
        #expect(within.ruleSet.id == "nifs-2024")
        #expect(within.found(.v18) == [])
        let fourth = try report("2024-03-01", others: three.joined(separator: ", "))
        #expect(fourth.found(.v18) == ["running error"])
        let over = try report(
            "2024-03-01",
            others: (two + [
                "{ reference: N-3, approved: 2024-01-09, ended: 2024-02-20, funding: 12710000.01 }"
            ]).joined(separator: ", "))
        #expect(over.found(.v18) == ["cumulative error"])
    }

    @Test func smallProjectsAreStreamlinedSinceJune2025() throws {
        let report = try report("2025-06-01", others: "")
        #expect(report.found(.v19) == ["streamlined info"])
        #expect(!report.findings.contains { $0.rule == .v19 && $0.severity != .info })
        let before = try self.report("2025-05-31", others: "")
        #expect(before.judgement(.v19) == nil)
    }

    @Test func largeProjectsAreNotStreamlined() throws {
        let report = try ExampleProject.report(
            Self.ofNIFS + [
                ("applied: 2020-09-01", "applied: 2025-07-01"),
                ("  funding: 2290000\n", "  funding: 2800000.01\n"),
            ])
        #expect(report.judgement(.v19)?.outcome == .notApplicable(.aboveStreamlined))
    }

    private func mistakes(_ yaml: String) -> [String] {
        do throws(RegistryError) {
            _ = try RuleSet.read(yaml: yaml, file: "r", bases: RuleSet.builtIn)
            return []
        } catch {
            return error.diagnostics.map(\.description)
        }
    }

    @Test func siteMayBaseItsOwnSetOnOneOfOurs() throws {
        let own = try RuleSet.read(
            yaml: """
                version: 1
                rule_set: { id: pilot, based_on: nifs-2025, from: 2026-01-01 }
                parameters: { patent_cap: 300000 }
                """, file: "r", bases: RuleSet.builtIn)
        #expect(own.parameters.patentCap == Money(cents: 30_000_000))
        #expect(own.parameters.fundingCap == Money(cents: 1_500_000_000))
        #expect(own.rules.count == RuleID.allCases.count)
        var input = RuleInput(
            project: try ExampleProject.read(), ruleSets: RuleSet.builtIn + [own],
            day: ExampleProject.day)
        #expect(RuleReport.make(input).ruleSet.id == "rfs-2020")
        input.project.agreement.applied = date(2026, 1, 1)
        #expect(RuleReport.make(input).ruleSet.id == "pilot")
    }

    @Test func tellsEveryMistakeWithItsPlace() {
        let found = mistakes(
            """
            version: 1
            rule_set: { id: pilot, based_on: nifs-2026, from: 2026-01-01, schems: [NIFS] }
            parameters: { patent_cap: 3.001, funding_share: 4/3, stock_tolerance: 1 }
            rules:
              V5: { severity: error }
              V05:
                severity: fatal
                messages:
                  over_limit: { en: "{fundin} is too much", zh-Hant: "" }
            """)
        #expect(
            found.map { $0.split(separator: " ")[0] }.filter { $0.hasPrefix("r:2:") }.count == 2)
        #expect(found.contains { $0.contains("did you mean \"nifs-2024\"") })
        #expect(found.contains { $0.contains("did you mean \"schemes\"") })
        #expect(
            found.contains { $0.hasPrefix("r:3:27: error: \"3.001\" has more than 2 decimals") })
        #expect(found.contains { $0.contains("\"V5\" is not a rule; did you mean \"V05\"?") })
        #expect(found.contains { $0.contains("\"fatal\" is not a severity") })
        #expect(found.contains { $0.contains("not an empty text") })
        let unknown = mistakes(
            """
            version: 1
            rule_set: { id: pilot, based_on: nifs-2025, from: 2026-01-01 }
            rules:
              V05:
                messages:
                  over_limit: { en: "{fundin} is too much", zh-Hant: "太多" }
            """)
        #expect(
            unknown == [
                "r:6:25: error: the message \"over_limit\" has no figure \"fundin\"; did you mean "
                    + "\"funding\"?"
            ])
    }

    @Test func setWithoutABaseIsWhole() {
        let found = mistakes("version: 1\nrule_set: { id: a, schemes: [RFS], from: 2020-01-01 }")
        #expect(found.count == 2)
        #expect(mistakes("").first?.contains("a rule set begins with \"version: 1\"") == true)
    }
}
