/// Something about a pack that is not as it was sealed, or does not count.
///
/// Names are those of the interface; words for people are made from them elsewhere.
public struct SealFinding: Hashable, Sendable {
    /// What it is.
    public enum Code: String, CaseIterable, Sendable {
        /// A row says something else than when it was sealed.
        case factChanged = "fact_changed"
        /// A row is there that was not sealed.
        case factAdded = "fact_added"
        /// A row that was sealed is missing before the one that is named.
        case factMissing = "fact_missing"
        /// A row holds what no fact can hold.
        case factUnreadable = "fact_unreadable"
        /// Rows stand where a pack has none, or belong to nothing.
        case strayRows = "stray_rows"
        /// A line of a declared file is not as it was sealed.
        case declaredLine = "declared_line"
        /// A member of the manifest is not as it was sealed, or not what the pack gives.
        case manifestField = "manifest_field"
        /// The list of the lines' hashes does not give the sealed root.
        case leafList = "leaf_list"
        /// A piece of evidence is not as it was sealed.
        case evidenceChanged = "evidence_changed"
        /// A piece of evidence that was sealed is missing.
        case evidenceMissing = "evidence_missing"
        /// A piece of evidence is there that was not sealed.
        case evidenceAdded = "evidence_added"
        /// The report cannot be made again.
        case report
        /// A record of a key cannot stand where it does.
        case keyRecord = "key_record"
        /// A seal does not follow the one before.
        case chain
        /// A seal was signed with a key that nobody recorded.
        case keyUnknown = "key_unknown"
        /// A seal was signed with a key after that was revoked.
        case keyRevoked = "key_revoked"
        /// A seal was signed with a key before it was made or after another took its place.
        case keyNotInForce = "key_not_in_force"
        /// The signature is not that of the manifest.
        case signature
        /// The checkpoint that was left with somebody else says otherwise.
        case checkpoint
        /// That checkpoint is signed by a key that the pack does not know.
        case checkpointKey = "checkpoint_key"
    }

    /// What it is.
    public var code: Code
    /// Which row, line, member, file, figure or seal.
    public var subject: String
    /// What was sealed, where that can be told.
    public var sealed: String?
    /// What is found.
    public var found: String?
    /// How much more is found than was sealed, where both are numbers.
    public var difference: String?

    /// Makes one.
    public init(
        _ code: Code, _ subject: String, sealed: String? = nil, found: String? = nil,
        difference: String? = nil
    ) {
        (self.code, self.subject) = (code, subject)
        (self.sealed, self.found, self.difference) = (sealed, found, difference)
    }
}
