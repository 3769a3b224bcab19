public import Sealing
internal import Storage
internal import StorageSQLite

/// What a pack says when it is held against its seal.
public struct SealVerification: Sendable {
    /// What was sealed; nil where the manifest cannot be read.
    public internal(set) var manifest: Manifest?
    /// What is not as it was sealed, or does not count: the first is the first bad item.
    public internal(set) var findings: [SealFinding] = []
    /// Figures, and words, of the report that are not what the pack gives.
    public internal(set) var differences: [FigureDifference] = []
    /// How many lines are under the seal.
    public internal(set) var lines: Int64 = 0
    /// How many measured and computed figures were calculated again.
    public internal(set) var figures = 0
    /// The report, made again from nothing but the pack; nil where it cannot be.
    public internal(set) var report: MadeReport?
    /// The hashes of the seals in the chain, this one's the last.
    public internal(set) var chain: [Digest] = []
    /// The rule set of the project file that was sealed; nil where none holds, or none was sealed.
    public internal(set) var ruleSet: String?
    /// The keys of the chain, and when each counts.
    public internal(set) var keys: [KeyRing.Standing] = []
    /// The files whose hashes are under the seal, in the pack and beside it.
    public internal(set) var evidence: [NamedEvidence] = []
    /// The seals of the checkpoint that it was held against; nil: none was given.
    public internal(set) var checkpoint: Int?

    /// Whether everything is as it was sealed.
    public var isSame: Bool { findings.isEmpty && differences.isEmpty }

    /// Whether nothing speaks against it but that the checkpoint does not speak of it.
    var isUndecided: Bool {
        !isSame && differences.isEmpty && findings.allSatisfy { $0.code == .checkpointKey }
    }

    /// Seals in the chain, this one included.
    public var seals: Int { chain.count }

    /// More findings of one kind of item than this are not named.
    static let listed = 20
}

extension SealVerification {
    /// Verifies a pack with nothing but itself, and a checkpoint where one was left elsewhere.
    ///
    /// - Parameters:
    ///   - path: The pack.
    ///   - notes: Checkpoints; it is held against that of its plant, else against the first.
    ///   - copy: Where a copy may be made of a pack that an earlier version made.
    /// - Throws: ``SealError`` with the code `unreadable` where it is no pack that can be read.
    public init(
        pack path: String, checkpoints notes: [CheckpointNote] = [], copy: String
    ) throws {
        if let fault = PackFault(ofFileAt: path) { throw SealError(fault) }
        do {
            let pack = try PackFile(reading: path)
            let trial = try pack.read { try PackTrial($0, checkpoints: notes) }
            self = trial.result
            guard let manifest, trial.mayCalculate else { return }
            let again = ReportTrial(pack: pack, manifest: manifest, files: trial.files, copy: copy)
            ruleSet = PeriodicSeal.ruleSet(manifest, trial.files)
            (figures, report, differences) = (again.figures, again.report, again.differences)
            if let finding = again.finding { findings.append(finding) }
        } catch let error as SealError {
            throw error
        } catch let error as StoreError where error.code == .newerVersion {
            throw SealError(PackFault.otherVersion)
        } catch {
            throw SealError(PackFault.damaged)
        }
    }
}
