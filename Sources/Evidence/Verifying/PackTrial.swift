internal import Sealing
internal import StorageSQLite

/// Holds what is in a pack against its manifest, most telling things first: rows, members of the
/// manifest, evidence, keys, the chain.
struct PackTrial {
    private(set) var result = SealVerification()
    /// Evidence by name, the manifest and its signature left out.
    private(set) var files: [String: [UInt8]] = [:]
    /// Whether figures may be calculated: nothing that they are made from could stop the program.
    private(set) var mayCalculate = true

    private let content: PackContent
    private let own: SignedText

    init(_ content: PackContent, checkpoints notes: [CheckpointNote]) throws {
        self.content = content
        guard let text = try content.evidence(EvidenceName.manifest),
            let signature = try content.evidence(EvidenceName.signature)
        else { throw SealError(PackFault.noManifest) }
        own = SignedText(text: text, signature: signature)
        try Self.checkFormat(text)
        for name in try content.evidenceNames()
        where ![EvidenceName.manifest, EvidenceName.signature].contains(name) {
            files[name] = try content.evidence(name) ?? []
        }
        result.manifest = Manifest(text)
        if let manifest = result.manifest {
            try checkFacts(manifest)
            checkEvidence(manifest)
            result.evidence = NamedEvidence.all(manifest, request: files[PeriodicSeal.requestName])
        } else {
            add(SealFinding(.manifestField, EvidenceName.manifest, found: "unreadable"))
        }
        checkChain(notes)
    }

    private mutating func add(_ finding: SealFinding) { result.findings.append(finding) }

    /// A manifest of a later format cannot be judged.
    private static func checkFormat(_ text: [UInt8]) throws {
        guard let format = SealJSON(text)?["format"]?.string, !Manifest.formats.contains(format),
            format.hasPrefix("lineside seal ")
        else { return }
        let known = Manifest.formats.joined(separator: ", ")
        throw SealError(
            .unreadable,
            "it is of the format \"\(format)\"; this program knows \(known)\n"
                + "其格式為「\(format)」；此程式只識別 \(known)")
    }

    private mutating func checkFacts(_ manifest: Manifest) throws {
        var walk = LineWalk()
        try content.eachLine(manifest: manifest, files: files) { line in
            try walk.take(line, content)
        }
        try walk.end(content)
        result.lines = walk.count
        mayCalculate = walk.isReadable
        // Where no line is another, the list gives what the lines give.
        let list = walk.findings.isEmpty ? walk.tree.root : try walk.listRoot(content)
        let isList = list == manifest.tree.root
        if walk.tree.root == manifest.tree.root, !isList {
            add(SealFinding(.leafList, "leaf"))
        } else {
            result.findings += walk.findings
            if !isList, !walk.findings.isEmpty {
                add(SealFinding(.leafList, "leaf"))
            } else if !isList {
                add(
                    SealFinding(
                        .manifestField, "tree.root", sealed: walk.tree.root.hex,
                        found: manifest.tree.root.hex))
            }
        }
        try checkCounts(manifest, walk)
    }

    private mutating func checkCounts(_ manifest: Manifest, _ walk: LineWalk) throws {
        for kind in FactKind.allCases {
            let (found, told) = (walk.counts[kind] ?? 0, manifest.tree.counts[kind] ?? 0)
            if walk.findings.isEmpty, found != told {
                add(
                    SealFinding(
                        .manifestField, "tree.lines.\(kind.rawValue)", sealed: "\(found)",
                        found: "\(told)", difference: "\(told - found)"))
            }
            let rows = try content.rows(of: kind)
            if kind.isTable, rows != found {
                add(SealFinding(.strayRows, kind.rawValue, sealed: "\(found)", found: "\(rows)"))
            }
        }
        for table in try content.strayTables() { add(SealFinding(.strayRows, table)) }
    }

    private mutating func checkEvidence(_ manifest: Manifest) {
        for (name, hash) in manifest.evidence.sorted(by: { $0.key < $1.key }) {
            guard let bytes = files[name] else {
                add(SealFinding(.evidenceMissing, name))
                continue
            }
            let found = Digest(of: bytes)
            guard found != hash else { continue }
            add(SealFinding(.evidenceChanged, name, sealed: hash.hex, found: found.hex))
        }
        for name in files.keys.sorted() where manifest.evidence[name] == nil {
            add(SealFinding(.evidenceAdded, name))
        }
    }

    private mutating func checkChain(_ notes: [CheckpointNote]) {
        let (ring, fault) = KeyRing.read(signed(EvidenceName.key))
        result.keys = ring.keys
        if let fault {
            add(SealFinding(.keyRecord, "\(fault.number)", found: fault.why.rawValue))
        }
        let seals = signed(EvidenceName.seal) + [own]
        result.chain = seals.map(\.hash)
        result.findings += SealChain.findings(seals, keys: ring)
        let plant = result.manifest?.subject.plant ?? ""
        if let note = notes.first(where: { $0.checkpoint.isOf(plant: plant) }) ?? notes.first {
            check(note, seals, ring)
        }
    }

    private mutating func check(_ note: CheckpointNote, _ seals: [SignedText], _ ring: KeyRing) {
        let checkpoint = note.checkpoint
        guard note.isSigned(by: ring.keys.map(\.key)) else {
            return add(SealFinding(.checkpointKey, checkpoint.origin))
        }
        result.checkpoint = checkpoint.leaves.count
        if let plant = result.manifest?.subject.plant, !checkpoint.isOf(plant: plant) {
            add(SealFinding(.checkpoint, "origin", sealed: checkpoint.origin, found: plant))
        }
        if let other = checkpoint.firstOther(than: seals) {
            add(SealFinding(.checkpoint, "\(other)"))
        }
    }

    /// Texts with their signatures, numbered from 1.
    private func signed(_ name: (Int) -> EvidenceName.SignedName) -> [SignedText] {
        var all: [SignedText] = []
        while let text = files[name(all.count + 1).text] {
            let signature = files[name(all.count + 1).signature] ?? []
            all.append(SignedText(text: text, signature: signature))
        }
        return all
    }
}

extension FactKind {
    /// Whether its lines are the rows of a table.
    fileprivate var isTable: Bool { self != .claim && self != .declared }
}
