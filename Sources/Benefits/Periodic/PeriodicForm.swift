/// Forms of a project's report, by the number at the end of its kind's name (`benefit report 2`).
///
/// What was sealed is made again in its own form, to the byte.
public enum PeriodicForm: Int, CaseIterable, Sendable {
    /// Settings in the words of the project file; nothing of stock counts and tariffs; `gross`,
    /// `post` and `certificate` without effect; what the project file does not name is not there.
    case first = 1
    /// Settings in words; stock counts (B07), costs by tariff (B15), and what settings ask for.
    case second
}
