import Telemetry

/// What names, scopes and dates of accounts must be.
enum AccountRules {
    static func check(name: String) throws(AccessError) {
        guard name.utf8.count <= AccessLimits.name.value else {
            throw AccessError(
                .badName, "a name has at most \(AccessLimits.name.value) characters",
                limit: AccessLimits.name)
        }
        guard !name.isEmpty, name.utf8.allSatisfy(isNamed) else {
            throw AccessError(.badName, "a name has 1 to 64 of a-z, 0-9, '.', '_', '-' and '@'")
        }
    }

    private static func isNamed(_ letter: UInt8) -> Bool {
        switch letter {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: [".", "_", "-", "@"].contains(Character(Unicode.Scalar(letter)))
        }
    }

    /// An auditor sees one report, until a date.
    static func check(
        _ role: Role, _ scope: Scope, until: Timestamp?, at now: Timestamp
    ) throws(AccessError) {
        let entries = Array(scope.lines ?? []) + Array(scope.projects ?? [])
        guard entries.count <= AccessLimits.scope.value else {
            throw AccessError(
                .badScope, "a scope has at most \(AccessLimits.scope.value) entries",
                limit: AccessLimits.scope)
        }
        guard entries.allSatisfy(isPath) else {
            throw AccessError(
                .badScope, "a scope is PLANT or PLANT/LINE, PROJECT or PROJECT/REPORT")
        }
        if let until, until <= now {
            throw AccessError(.badDate, "the date until which it holds is over")
        }
        guard role == .auditor else { return }
        guard let projects = scope.projects, projects.count == 1,
            projects.allSatisfy({ $0.contains("/") })
        else { throw AccessError(.badScope, "an auditor sees one report: PROJECT/REPORT") }
        guard until != nil else {
            throw AccessError(.badDate, "an auditor needs a date until which it holds")
        }
    }

    private static func isPath(_ text: String) -> Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        return (1...2).contains(parts.count) && text.utf8.count <= 200
            && parts.allSatisfy { part in
                !part.isEmpty && part.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x2C }
            }
    }
}
