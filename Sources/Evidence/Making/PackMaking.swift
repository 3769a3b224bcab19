public import Benefits
internal import Foundation
public import Plant
internal import Production
internal import Reporting
public import Sealing
public import Storage
public import StorageSQLite
internal import Telemetry

/// What is to be sealed.
public struct SealRequest: Sendable {
    /// Index into the plant's lines.
    public var line: Int
    /// The period.
    public var period: BenefitPeriod
    /// The funded project, where one is named.
    public var project: String?
    /// Bytes of the plant file; the pack has of it what is of its lines.
    public var plantFile: [UInt8]
    /// What the company declares.
    public var declared: [DeclaredRole: DeclaredSource] = [:]
    /// Other evidence, by the name of its file.
    public var attached: [String: [UInt8]] = [:]
    /// The program, with its version.
    public var software: String

    /// The lines whose facts are sealed, ``line`` among them.
    private(set) var lines: [Int]
    /// The report of a project; nil: the benefit figure of the line.
    private(set) var periodic: PeriodicSeal?
    /// What is made of the facts.
    var kind = ReportKind.benefit

    /// Makes a request of the benefit figure of a line.
    public init(
        line: Int, period: BenefitPeriod, project: String? = nil, plantFile: [UInt8],
        software: String
    ) {
        (self.line, self.period, self.project) = (line, period, project)
        (self.plantFile, self.software, lines) = (plantFile, software, [line])
    }

    /// Makes it one of a project's report, of all its lines.
    public mutating func take(_ periodic: PeriodicSeal, lines: [Int]) {
        (self.periodic, self.lines) = (periodic, lines)
        kind = .periodic(periodic.kind)
    }
}

/// Makes evidence packs from a store that stands still.
public struct PackMaking {
    let plant: Plant
    /// A snapshot: facts, corrections, seals and keys are of one instant.
    let store: SQLiteStore
    let journals: JournalReach
    let key: SigningKey

    /// Makes packs signed with a key.
    public init(
        plant: Plant, store: SQLiteStore, journals: @escaping JournalReach, key: SigningKey
    ) {
        (self.plant, self.store, self.journals, self.key) = (plant, store, journals, key)
    }

    /// Makes a pack that is not recorded yet.
    ///
    /// - Parameters:
    ///   - request: What is to be sealed.
    ///   - path: Where; must not exist.
    ///   - instant: When it is made.
    /// - Returns: Its manifest.
    /// - Throws: ``SealError``, `StoreError`, `DeclaredError`; what is at the path is of no use
    ///   then.
    @discardableResult
    public func make(
        _ request: SealRequest, at path: String, on instant: Instant
    ) throws -> Manifest {
        let figures = Figures(plant: plant, store: store)
        let span = try span(of: request, figures)
        let ring = try signingRing()
        let pack = try PackFile(making: path)
        try pack.add(try facts(of: request, over: span, figures), from: store)
        let (definitions, lastCorrection) = (
            try definitions(of: request, figures), try store.lastCorrection()
        )
        let files = try addFiles(request, ring, to: pack)
        let seals = try store.seals()
        var manifest = Manifest(
            number: Int64(seals.count) + 1, previous: seals.last.map { Digest(of: $0.manifest) },
            subject: Manifest.Subject(
                plant: plant.id,
                line: request.lines.map { plant.lines[$0].id }.joined(separator: ","),
                project: request.project,
                from: "\(request.period.from)", to: "\(request.period.to)",
                span: span.from.nanoseconds..<span.to.nanoseconds),
            madeAt: instant, software: request.software, report: request.kind.name,
            tree: Manifest.Tree(root: Digest(of: []), counts: [:]),
            journals: try journalSpans(of: request),
            definitions: definitions, lastCorrection: lastCorrection,
            lastChange: try store.lastChange(), evidence: files.mapValues { Digest(of: $0) },
            key: key.publicKey.id)
        manifest.tree = try pack.grow(manifest: manifest, files: files)
        try sign(manifest, into: pack)
        return manifest
    }

    private func sign(_ manifest: Manifest, into pack: PackFile) throws {
        guard let signed = SignedText(manifest.bytes, by: key) else {
            throw SealError(.key, "the key does not sign")
        }
        try pack.add(signed.text, named: EvidenceName.manifest)
        try pack.add(signed.signature, named: EvidenceName.signature)
        try pack.close()
    }

    /// The instants of the period, which must be over.
    private func span(of request: SealRequest, _ figures: Figures) throws -> TimeSpan {
        let (first, next) = (request.period.from, request.period.to.adding(days: 1))
        let span = TimeSpan(
            from: plant.localMidnight(of: first), to: plant.localMidnight(of: next))
        for line in request.lines {
            guard let horizon = try figures.horizon(line: line), horizon >= span.to else {
                throw SealError(
                    .notOver,
                    "the period is not over: nothing of \(plant.lines[line].id) was heard after "
                        + "\(request.period.to)")
            }
        }
        let units = request.lines.flatMap { plant.lines[$0].workUnits }
            .map { plant.workUnits[$0].path }
        let waiting = try store.waiting(among: units)
        guard waiting.isEmpty else {
            throw SealError(
                .notOver,
                "late messages of \(waiting.joined(separator: ", ")) wait to be folded; try again")
        }
        return span
    }

    /// The keys, of which the current one must be ours.
    private func signingRing() throws -> KeyRing {
        let ring = try store.keyRing()
        guard let current = ring.current else {
            throw SealError(.key, "there is no key that counts: make one with `lineside key make`")
        }
        guard current.key == key.publicKey else {
            throw SealError(
                .key,
                "the key \(key.publicKey.id.hex.prefix(16)) is not the one that signs now, "
                    + "\(current.key.id.hex.prefix(16))")
        }
        return ring
    }

    /// The lanes of the lines, each once, in order of their names.
    func lanes(of request: SealRequest) -> [String] {
        Set(request.lines.map { plant.brokers[plant.lines[$0].broker].id }).sorted()
    }

    private func journalSpans(of request: SealRequest) throws -> [Manifest.JournalSpan] {
        let stored = try store.lanes()
        return lanes(of: request).map { lane in
            Manifest.JournalSpan(
                lane: lane, first: journals(lane).map { Int64(clamping: $0.record) },
                last: Int64(clamping: stored[lane]?.position ?? 0))
        }
    }

    private func definitions(
        of request: SealRequest, _ figures: Figures
    ) throws -> [String: String] {
        var hashes: [String: String] = [:]
        for unit in request.lines.flatMap({ plant.lines[$0].workUnits }) {
            hashes[plant.workUnits[unit].path] = try figures.definitionHash(.unit(unit))
        }
        return hashes
    }

    /// Adds all evidence but the manifest; returns it.
    private func addFiles(
        _ request: SealRequest, _ ring: KeyRing, to pack: PackFile
    ) throws -> [String: [UInt8]] {
        let excerpt = Plant.excerpt(
            of: String(decoding: request.plantFile, as: UTF8.self),
            lines: Set(request.lines.map { plant.lines[$0].id }))
        var files = [EvidenceName.plant: Array(excerpt.utf8)]
        for (role, source) in request.declared {
            files[role.prefix + baseName(source.name)] = source.bytes
        }
        for (name, bytes) in request.periodic?.files ?? [:] { files[name] = bytes }
        for (name, bytes) in request.attached {
            let name = EvidenceName.attached + baseName(name)
            guard files.updateValue(bytes, forKey: name) == nil else {
                throw SealError(.request, "two files would be \(name)")
            }
        }
        let source = ReportKind.Source(
            figures: Figures(
                plant: plant, store: try pack.store(copy: pack.path + ".copy")),
            line: request.line, period: request.period, files: files)
        let made = try request.kind.make(source)
        if let signed = request.periodic?.signedHash, made.signedHash != signed {
            throw SealError(.request, "what the pack holds gives another report than was signed")
        }
        files[EvidenceName.report] = made.bytes
        files[EvidenceName.publicKey] = Array(key.publicKey.pem.utf8)
        for (place, record) in ring.records.enumerated() {
            let name = EvidenceName.key(place + 1)
            (files[name.text], files[name.signature]) = (record.text, record.signature)
        }
        for seal in try store.seals() {
            let name = EvidenceName.seal(Int(seal.number))
            (files[name.text], files[name.signature]) = (seal.manifest, seal.signature)
        }
        for (name, bytes) in files { try pack.add(bytes, named: name) }
        return files
    }

    private func baseName(_ path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? "file"
    }
}

extension SealingStore {
    /// The keys as they are recorded.
    ///
    /// - Throws: ``SealError`` where a record cannot stand where it does.
    public func keyRing() throws -> KeyRing {
        let records = try keyRecords().map { SignedText(text: $0.text, signature: $0.signature) }
        let (ring, fault) = KeyRing.read(records)
        if let fault {
            throw SealError(
                .key, "record \(fault.number) of a key is damaged: \(fault.why.rawValue)")
        }
        return ring
    }

    /// The seals as they are recorded, from the first one on.
    public func chain() throws -> [SignedText] {
        try seals().map { SignedText(text: $0.manifest, signature: $0.signature) }
    }
}
