/// Something that holds of every case.
struct Property: Sendable {
    let name: String
    /// What contradicts it in a case; nil where nothing does.
    let contradiction: @Sendable (Trial) throws -> String?

    /// The invariants of `production.md` section 1, and the oracle.
    static let all = [
        conservation, oneFold, order, crashes, additivity, oracle, oracleAsOf, meters, ages,
    ]

    /// What contradicts it in a case, also where the case is none; nil where nothing does.
    func failure(of story: GeneratedCase) -> String? {
        do {
            return try contradiction(Trial(story))
        } catch {
            return nil
        }
    }
}
