/// Which role may do what: the one table.
///
/// ``Scope`` says where.
public enum Permission {
    /// By role; an action that is not there is refused.
    public static let table: [Role: Set<Action>] = [
        .operator: [.seeOverview, .seeLine, .seeDefinitions, .correct],
        .manufacturer: Set(Action.allCases).subtracting([.decide]),
        .engineer: [
            .seeOverview, .seeLine, .seeSignals, .seeDataHealth, .seeDefinitions, .correct,
        ],
        .secretariat: [.seeOverview, .seeDefinitions, .seeBenefit, .decide],
        .auditor: [.seeDefinitions, .seeBenefit],
    ]

    /// Whether a role may do something, where its scope reaches.
    public static func allows(_ role: Role, _ action: Action) -> Bool {
        table[role]?.contains(action) ?? false
    }
}
