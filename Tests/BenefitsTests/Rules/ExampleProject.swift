import Benefits
import Foundation
import Plant

/// The worked example's project file, as it is and with changes.
enum ExampleProject {
    static let yaml: String = {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../config/benefits/project.yaml")
        return (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    }()

    /// A text that is not there once and once only is a mistake of the test.
    struct NotOnce: Error {
        var text: String
    }

    /// The file with texts replaced, each of which stands in it once.
    static func changed(
        _ changes: [(String, String)], of yaml: String = yaml
    ) throws -> String {
        try changes.reduce(yaml) { text, change in
            guard text.components(separatedBy: change.0).count == 2 else {
                throw NotOnce(text: change.0)
            }
            return text.replacingOccurrences(of: change.0, with: change.1)
        }
    }

    static func read(_ changes: [(String, String)] = []) throws -> Project {
        try Project.read(yaml: try changed(changes), file: "project.yaml")
    }

    /// What is wrong, a line each; empty where nothing is.
    static func mistakes(_ yaml: String) -> [String] {
        do throws(RegistryError) {
            _ = try Project.read(yaml: yaml, file: "p")
            return []
        } catch {
            return error.diagnostics.map(\.description)
        }
    }

    static let day = LocalDate(year: 2023, month: 12, day: 1)

    static func report(
        _ changes: [(String, String)] = [], on day: LocalDate = day, period: PeriodInput? = nil,
        register: ApprovedList? = nil
    ) throws -> RuleReport {
        var input = RuleInput(
            project: try read(changes), ruleSets: RuleSet.builtIn, day: day)
        input.period = period
        input.register = register
        return RuleReport.make(input)
    }
}

extension RuleReport {
    func judgement(_ rule: RuleID) -> RuleJudgement? { judgements.first { $0.rule == rule } }

    /// `V05 over_limit error` for each finding of a rule.
    func found(_ rule: RuleID) -> [String] {
        judgement(rule)?.findings.map { "\($0.name) \($0.severity.rawValue)" } ?? ["no judgement"]
    }

    func result(_ rule: RuleID, _ name: String) -> RuleFigure? {
        judgement(rule)?.results.first { $0.name == name }?.figure
    }

    func isHeld(_ rule: RuleID) -> Bool { judgement(rule)?.outcome == .holds }
}

func date(_ year: Int, _ month: Int, _ day: Int) -> LocalDate {
    LocalDate(year: year, month: month, day: day)
}
