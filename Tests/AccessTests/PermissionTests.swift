import Telemetry
import Testing

@testable import Access

@Suite("Permissions")
struct PermissionTests {
    @Test func engineerNeverSeesMoneyAndSecretariatNeverARecipe() {
        for action in [Action.seeBenefit, .declare, .decide, .seeLedger] {
            #expect(!Permission.allows(.engineer, action))
            #expect(!Permission.allows(.operator, action))
        }
        let lines = [Action.seeSignals, .seeLine, .seeDataHealth, .correct, .declare, .seeLedger]
        for action in lines {
            #expect(!Permission.allows(.secretariat, action))
            #expect(!Permission.allows(.auditor, action))
        }
        // Nobody judges the own case.
        let roles = Role.allCases.filter { Permission.allows($0, .decide) }
        #expect(roles == [.secretariat])
        let others = Action.allCases.filter { $0 != .decide }
        #expect(others.allSatisfy { Permission.allows(.manufacturer, $0) })
        #expect(Set(Permission.table.keys) == Set(Role.allCases))
    }

    @Test(arguments: [
        (Subject.line("a", plant: "p"), true), (.line("b", plant: "p"), false),
        (.line("a", plant: "q"), true), (.line("b", plant: "q"), true),
        (.plant("p"), false), (.plant("q"), true), (.nothing, true),
        (.project("x", report: nil), true), (.project("x", report: "1"), true),
        (.project("y", report: "1"), true), (.project("y", report: "2"), false),
        (.project("y", report: nil), false), (.allProjects, false),
    ])
    func scopeReachesWhatItNamesAndNothingElse(subject: Subject, reaches: Bool) {
        let scope = Scope(lines: ["p/a", "q"], projects: ["x", "y/1"])
        #expect(scope.covers(subject) == reaches)
        #expect(Scope.everything.covers(subject))
        #expect(Scope(lines: [], projects: []).covers(subject) == (subject == .nothing))
    }

    @Test func tellsWhoIsUnknownFromWhoMayNot() {
        let scope = Scope(lines: ["p/a"], projects: nil)
        let engineer = Principal(kind: .user, name: "mei", role: .engineer, scope: scope)
        #expect(engineer.refusal(.seeLine, .line("a", plant: "p")) == nil)
        #expect(engineer.refusal(.seeLine, .line("b", plant: "p")) == .scope)
        #expect(engineer.refusal(.seeBenefit, .project("x", report: nil)) == .role)
        #expect(Principal.nobody.refusal(.seeDefinitions, .nothing) == .unknown)
        #expect(Principal.anyone.refusal(.seeLedger, .allProjects) == nil)
    }
}
