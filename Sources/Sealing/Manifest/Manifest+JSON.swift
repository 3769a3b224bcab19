extension Manifest {
    /// Its bytes.
    public var bytes: [UInt8] { Array(json.canonical.utf8) }

    private var json: SealJSON {
        var members = claimed
        members["tree"] = .members([
            "root": .string(tree.root.hex),
            "lines": .members(
                Dictionary(
                    uniqueKeysWithValues: tree.counts.map { ($0.key.rawValue, .integer($0.value)) })
            ),
        ])
        members["evidence"] = .members(evidence.mapValues { .string($0.hex) })
        return .members(members)
    }

    /// All members but those that depend on the tree.
    private var claimed: [String: SealJSON] {
        [
            "format": .string(format), "number": .integer(number),
            "previous": previous.map { .string($0.hex) } ?? .null,
            "plant": .string(subject.plant), "line": .string(subject.line),
            "project": subject.project.map { .string($0) } ?? .null,
            "period": .members(["from": .string(subject.from), "to": .string(subject.to)]),
            "span": .members([
                "since": .integer(subject.span.lowerBound),
                "until": .integer(subject.span.upperBound),
            ]),
            "made_at": .string(madeAt.text), "software": .string(software),
            "report": .string(report),
            "journal": format == Self.formats[0]
                ? journals.first?.json ?? .null : .array(journals.map(\.json)),
            "definitions": .members(definitions.mapValues { .string($0) }),
            "last_correction": .integer(lastCorrection), "last_change": .integer(lastChange),
            "key": .string(key.hex),
        ]
    }

    /// Its members as lines of the tree, in order of their names, so that which one was changed can
    /// be told; those that depend on the tree left out.
    public var claims: [FactLine] {
        claimed.sorted { $0.key < $1.key }.map { name, value in
            FactLine(.claim, [.text(name), .text(value.canonical)])
        }
    }

    /// Reads a manifest; nil where the bytes are not exactly those of one.
    public init?(_ bytes: [UInt8]) {
        guard let json = SealJSON(bytes), let manifest = Manifest(json), manifest.bytes == bytes
        else {
            return nil
        }
        self = manifest
    }

    private init?(_ json: SealJSON) {
        guard let format = json["format"]?.string, Self.formats.contains(format),
            let number = json["number"]?.integer, let subject = Subject(json),
            let madeAt = json["made_at"]?.string.flatMap(Instant.init),
            let software = json["software"]?.string, let report = json["report"]?.string,
            let tree = json["tree"].flatMap(Tree.init),
            let journals = json["journal"].flatMap(JournalSpan.all),
            format != Self.formats[0] || journals.count == 1,
            let definitions = json["definitions"]?.strings,
            let lastCorrection = json["last_correction"]?.integer,
            let lastChange = json["last_change"]?.integer,
            let evidence = json["evidence"]?.strings?.mapValues({ Digest(hex: $0) }),
            let key = json["key"]?.string.flatMap({ Digest(hex: $0) })
        else { return nil }
        let hashes = evidence.compactMapValues { $0 }
        guard hashes.count == evidence.count else { return nil }
        self.init(
            format: format, number: number,
            previous: json["previous"]?.string.flatMap { Digest(hex: $0) },
            subject: subject, madeAt: madeAt, software: software, report: report, tree: tree,
            journals: journals, definitions: definitions, lastCorrection: lastCorrection,
            lastChange: lastChange, evidence: hashes, key: key)
    }
}

extension Manifest.Subject {
    fileprivate init?(_ json: SealJSON) {
        guard let plant = json["plant"]?.string, let line = json["line"]?.string,
            let from = json["period"]?["from"]?.string, let to = json["period"]?["to"]?.string,
            let since = json["span"]?["since"]?.integer,
            let until = json["span"]?["until"]?.integer, since <= until
        else { return nil }
        self.init(
            plant: plant, line: line, project: json["project"]?.string, from: from, to: to,
            span: since..<until)
    }
}

extension Manifest.Tree {
    fileprivate init?(_ json: SealJSON) {
        guard let root = json["root"]?.string.flatMap({ Digest(hex: $0) }),
            case .object(let lines)? = json["lines"]
        else { return nil }
        var counts: [FactKind: Int64] = [:]
        for line in lines {
            guard let kind = FactKind(rawValue: line.name), let count = line.value.integer else {
                return nil
            }
            counts[kind] = count
        }
        self.init(root: root, counts: counts)
    }
}

extension Manifest.JournalSpan {
    fileprivate var json: SealJSON {
        .members([
            "lane": .string(lane), "first_record": first.map { .integer($0) } ?? .null,
            "last_record": .integer(last),
        ])
    }

    /// One span, or a list of them; nil where one of them is none.
    fileprivate static func all(_ json: SealJSON) -> [Self]? {
        guard case .array(let items) = json else { return Self(json).map { [$0] } }
        let spans = items.compactMap(Self.init)
        return spans.count == items.count ? spans : nil
    }

    fileprivate init?(_ json: SealJSON) {
        guard let lane = json["lane"]?.string, let last = json["last_record"]?.integer else {
            return nil
        }
        self.init(lane: lane, first: json["first_record"]?.integer, last: last)
    }
}

extension SealJSON {
    /// The members of an object of strings; nil for anything else.
    fileprivate var strings: [String: String]? {
        guard case .object(let members) = self else { return nil }
        var strings: [String: String] = [:]
        for member in members {
            guard let text = member.value.string else { return nil }
            strings[member.name] = text
        }
        return strings
    }
}
