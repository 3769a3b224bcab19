import Evidence
import Foundation
import GRDB
import Sealing
import StorageSQLite

/// What was done to a pack, and whether findings name it.
struct Tampering {
    /// What was done, for people; the same word for the same kind.
    var name: String
    var isNamed: ([SealFinding]) -> Bool
    /// Whether a figure of the report must be told with its difference.
    var changesFigure = false

    /// How many kinds there are.
    static let kinds = 17
}

/// A sealed pack and ways to change copies of it.
final class TamperWorld {
    let world: World
    private let pack: String
    private let lines: [FactLine]
    private let files: [String: [UInt8]]
    private let manifest: Manifest
    private var copies = 0

    init(seed: UInt64) throws {
        world = try World(seed: seed)
        pack = try world.sealAll()
        let file = try PackFile(reading: pack)
        lines = try Self.lines(pack)
        files = try file.read { content in
            try content.evidenceNames().reduce(into: [:]) { $0[$1] = try content.evidence($1) }
        }
        guard let manifest = Manifest(files["manifest.json"] ?? []) else {
            throw SealError(.unreadable, "the pack has no manifest")
        }
        self.manifest = manifest
    }

    /// A copy with one thing changed; draws again where what was drawn changes nothing.
    func changedCopy(_ random: inout Random) throws -> (path: String, Tampering) {
        while true {
            copies += 1
            let path = world.folder + "/copy-\(copies)"
            try FileManager.default.copyItem(atPath: pack, toPath: path)
            if let tampering = try tamper(path, &random) { return (path, tampering) }
            try FileManager.default.removeItem(atPath: path)
        }
    }

    private static func lines(_ path: String) throws -> [FactLine] {
        try PackFile(reading: path).read { content in
            var lines: [FactLine] = []
            for kind in FactKind.allCases { try content.lines(of: kind) { lines.append($0) } }
            return lines
        }
    }

    /// Changes a pack; nil where what was drawn changed nothing.
    private func tamper(_ path: String, _ random: inout Random) throws -> Tampering? {
        let queue = try DatabaseQueue(path: path)
        defer { try? queue.close() }
        switch random.below(9) {
        case 0, 1, 2: return try facts(path, queue, &random)
        case 3: return try declared(queue, &random)
        case 4: return try member(queue, &random)
        case 5: return try report(queue, &random)
        case 6: return try evidence(queue, &random)
        case 7: return try signatures(queue, &random)
        default: return try lists(queue, &random)
        }
    }

    private func put(_ bytes: [UInt8], _ name: String, _ queue: DatabaseQueue) throws {
        try queue.write {
            try $0.execute(
                sql: "UPDATE evidence SET bytes = ? WHERE name = ?", arguments: [Data(bytes), name])
        }
    }
}

/// Facts.
extension TamperWorld {
    private static let tables = [
        "condition", "pieces", "gap", "finding", "correction", "lane",
    ]

    private func facts(
        _ path: String, _ queue: DatabaseQueue, _ random: inout Random
    ) throws -> Tampering? {
        let (table, kind) = (Self.tables[random.below(Self.tables.count)], random.below(5))
        let name = try queue.write { db -> String? in
            do {
                return try change(table, kind, db, &random)
            } catch is DatabaseError {
                // The layout refuses it.
                return nil
            }
        }
        guard let name else { return nil }
        let now = try Self.lines(path)
        let (before, after) = (Set(lines), Set(now))
        guard before != after || name == "row of no unit" else { return nil }
        let added = now.filter { !before.contains($0) }.map(\.name)
        let removed = lines.filter { !after.contains($0) }.map(\.name)
        let following = lines.indices.filter { !after.contains(lines[$0]) }.map { place in
            lines[place...].first { after.contains($0) }?.name ?? ""
        }
        // Declared lines come last.
        let places = Set(added + removed + following + ["declared jobs/jobs.csv 1"])
        return Tampering(name: name) { findings in
            let codes: [SealFinding.Code] = [
                .factChanged, .factAdded, .factMissing, .factUnreadable, .strayRows,
            ]
            guard let first = findings.first, codes.contains(first.code) else { return false }
            return places.contains(first.subject) || first.code == .strayRows
        }
    }

    private func change(
        _ table: String, _ kind: Int, _ db: Database, _ random: inout Random
    ) throws -> String? {
        let rows = try Row.fetchAll(db, sql: "SELECT * FROM \(table)")
        guard !rows.isEmpty else { return nil }
        let row = rows[random.below(rows.count)]
        let columns = Array(row.columnNames)
        let keys = columns.map { "\($0) IS ?" }.joined(separator: " AND ")
        let values = StatementArguments(row.map { $0.1 })
        switch kind {
        case 0:
            try db.execute(sql: "DELETE FROM \(table) WHERE \(keys)", arguments: values)
            return "row removed"
        case 1:
            let column =
                ["condition", "pieces", "gap", "finding"].contains(table) ? "at" : columns[1]
            let others = columns.map { $0 == column ? "\($0) + 1" : $0 }.joined(separator: ", ")
            try db.execute(
                sql: "INSERT INTO \(table) SELECT \(others) FROM \(table) WHERE \(keys)",
                arguments: values)
            return "row added"
        case 2:
            guard columns.contains("unit"), table != "correction" else { return nil }
            try db.execute(sql: "UPDATE \(table) SET unit = 999 WHERE \(keys)", arguments: values)
            return "row of no unit"
        case 3:
            let names = try String.fetchAll(db, sql: "SELECT name FROM term")
            try db.execute(
                sql: "UPDATE term SET name = name || 'x' WHERE name = ?",
                arguments: [names[random.below(names.count)]])
            return "name changed"
        default:
            let column = columns[random.below(columns.count)]
            let value = other(than: row[column] as DatabaseValue, &random)
            try db.execute(
                sql: "UPDATE \(table) SET \(column) = ? WHERE \(keys)",
                arguments: [value] + values)
            return "value changed"
        }
    }

    private func other(than value: DatabaseValue, _ random: inout Random) -> DatabaseValue {
        switch value.storage {
        case .int64(let number):
            let values = [
                number &+ 1, number &- 1, number ^ 1 << Int64(random.below(63)), -number, 0,
                .min, .max,
            ]
            return values[random.below(values.count)].databaseValue
        case .double(let number): return (number + 0.000_001).databaseValue
        case .string(let text):
            return (random.below(2) == 0 ? text + " " : String(text.dropLast())).databaseValue
        default: return Int64(random.below(3)).databaseValue
        }
    }
}

/// What was declared, reported, and said in the manifest.
extension TamperWorld {
    private func changed(_ bytes: [UInt8], _ random: inout Random) -> (bytes: [UInt8], place: Int) {
        var bytes = bytes
        let digits = bytes.indices.filter { (0x30...0x39).contains(bytes[$0]) }
        let place = digits[random.below(digits.count)]
        bytes[place] = 0x30 + (bytes[place] - 0x30 + 1 + UInt8(random.below(9))) % 10
        return (bytes, place)
    }

    private func declared(_ queue: DatabaseQueue, _ random: inout Random) throws -> Tampering? {
        let name = ["sales/sales.csv", "jobs/jobs.csv"][random.below(2)]
        let before = files[name] ?? []
        if random.below(3) == 0 {
            var lines = before.split(separator: 0x0A, omittingEmptySubsequences: false)
            lines.remove(at: random.below(lines.count - 1))
            try put(Array(lines.joined(separator: [0x0A])), name, queue)
            return Tampering(name: "declared line removed") { findings in
                let codes: [SealFinding.Code] = [.declaredLine, .factMissing]
                guard let first = findings.first, codes.contains(first.code) else { return false }
                return first.subject.contains(name) || first.subject == "end"
            }
        }
        let (bytes, place) = changed(before, &random)
        try put(bytes, name, queue)
        let line = before[..<place].count { $0 == 0x0A } + 1
        return Tampering(name: "declared figure changed") {
            $0.first?.code == .declaredLine && $0.first?.subject == "\(name):\(line)"
        }
    }

    /// Changes a member of the manifest, whose signature stays.
    private func member(_ queue: DatabaseQueue, _ random: inout Random) throws -> Tampering? {
        guard case .object(var members)? = SealJSON(files["manifest.json"] ?? []) else {
            return nil
        }
        let place = random.below(members.count)
        let name = members[place].name
        guard name != "format" else { return nil }
        var detail = name
        members[place].value = Self.other(than: members[place].value, name, &detail, &random)
        let text = Array(SealJSON.object(members).canonical.utf8)
        try put(text, "manifest.json", queue)
        let isReadable = Manifest(text) != nil
        return Tampering(name: "manifest member changed") { findings in
            guard let first = findings.first else { return false }
            guard isReadable else { return first.subject == "manifest.json" }
            return name == "evidence"
                ? first.code == .evidenceChanged && first.subject == detail
                : first.code == .manifestField && first.subject == detail
        }
    }

    private static func other(
        than value: SealJSON, _ name: String, _ detail: inout String, _ random: inout Random
    ) -> SealJSON {
        switch value {
        case .null: return .string(Digest(of: [1]).hex)
        case .number(let digits): return .integer((Int64(digits) ?? 0) + 1)
        case .string(let text):
            var bytes = Array(text.utf8)
            let last = max(0, bytes.count - 2)
            bytes[last] = bytes[last] == 0x31 ? 0x32 : 0x31
            return .string(String(decoding: bytes, as: UTF8.self))
        case .array(var items):
            let place = random.below(items.count)
            var inner = ""
            items[place] = other(than: items[place], name, &inner, &random)
            return .array(items)
        case .object(var members):
            let place = random.below(members.count)
            detail = name == "evidence" ? members[place].name : name
            if name == "tree" { detail = "tree." + members[place].name }
            var inner = members[place].name
            members[place].value = other(than: members[place].value, name, &inner, &random)
            if name == "tree", case .object(let counts) = members[place].value,
                case .object(let before)? = value[members[place].name]
            {
                let changed = zip(counts, before).first { $0.0 != $0.1 }?.0.name ?? ""
                detail += "." + changed
            }
            return .object(members)
        default: return value
        }
    }

    /// Changes a figure of the report; also with the hash in the manifest, so that the figure alone
    /// and the signature tell.
    private func report(_ queue: DatabaseQueue, _ random: inout Random) throws -> Tampering? {
        let text = String(decoding: files["report.json"] ?? [], as: UTF8.self)
        let figures = ["\"value\":", "\"difference\":", "\"available\":"].flatMap { word in
            text.ranges(of: word).map(\.upperBound)
        }.filter { text[$0].isNumber }
        let place = text.utf8.distance(
            from: text.startIndex, to: figures[random.below(figures.count)])
        var bytes = Array(text.utf8)
        bytes[place] = bytes[place] == 0x39 ? 0x38 : bytes[place] + 1
        try put(bytes, "report.json", queue)
        guard random.below(2) == 0 else {
            return Tampering(
                name: "reported figure changed",
                isNamed: {
                    $0.first?.code == .evidenceChanged && $0.first?.subject == "report.json"
                }, changesFigure: true)
        }
        var other = manifest
        other.evidence["report.json"] = Digest(of: bytes)
        try put(other.bytes, "manifest.json", queue)
        return Tampering(
            name: "reported figure changed with its hash",
            isNamed: { $0.first?.code == .signature && $0.first?.subject == "3" },
            changesFigure: true)
    }
}

/// Evidence, keys, the chain and the lists.
extension TamperWorld {
    private func evidence(_ queue: DatabaseQueue, _ random: inout Random) throws -> Tampering? {
        let names = files.keys.sorted().filter {
            !$0.hasPrefix("manifest") && !$0.hasPrefix("sales/") && !$0.hasPrefix("jobs/")
        }
        let name = names[random.below(names.count)]
        switch random.below(3) {
        case 0:
            try queue.write {
                try $0.execute(sql: "DELETE FROM evidence WHERE name = ?", arguments: [name])
            }
            return Tampering(name: "evidence, key or seal removed") {
                $0.first?.code == .evidenceMissing && $0.first?.subject == name
            }
        case 1:
            try queue.write {
                try $0.execute(sql: "INSERT INTO evidence VALUES ('evidence/new', x'00')")
            }
            return Tampering(name: "evidence added") {
                $0.first?.code == .evidenceAdded && $0.first?.subject == "evidence/new"
            }
        default:
            var bytes = files[name] ?? []
            let place = random.below(bytes.count)
            bytes[place] ^= 1 << UInt8(random.below(8))
            try put(bytes, name, queue)
            return Tampering(name: "evidence, key or seal changed") {
                $0.first?.code == .evidenceChanged && $0.first?.subject == name
            }
        }
    }

    private func signatures(_ queue: DatabaseQueue, _ random: inout Random) throws -> Tampering? {
        if random.below(2) == 0 {
            var signature = files["manifest.sig"] ?? []
            signature[random.below(signature.count)] ^= 1 << UInt8(random.below(8))
            try put(signature, "manifest.sig", queue)
            return Tampering(name: "signature changed") {
                $0.first?.code == .signature && $0.first?.subject == "3"
            }
        }
        // Signed with a key of one's own, which the manifest names.
        let own = try World.key(UInt8(100 + random.below(99)))
        var other = manifest
        other.key = own.publicKey.id
        guard let signed = SignedText(other.bytes, by: own) else { return nil }
        try put(signed.text, "manifest.json", queue)
        try put(signed.signature, "manifest.sig", queue)
        return Tampering(name: "signed with another key") {
            $0.first?.code == .manifestField && $0.first?.subject == "key"
                && $0.contains { $0.code == .keyUnknown && $0.subject == "3" }
        }
    }

    private func lists(_ queue: DatabaseQueue, _ random: inout Random) throws -> Tampering? {
        if random.below(2) == 0 {
            let number = random.below(lines.count)
            let isGone = random.below(2) == 0
            try queue.write { db in
                try db.execute(
                    sql: isGone
                        ? "DELETE FROM leaf WHERE number = ?"
                        : "UPDATE leaf SET hash = x'00' WHERE number = ?",
                    arguments: [number + 1])
            }
            return Tampering(name: "list of hashes changed") { $0.first?.code == .leafList }
        }
        try queue.write {
            try $0.execute(sql: "INSERT INTO late VALUES (1, 1, 1, x'00', 1)")
        }
        return Tampering(name: "row in another table") {
            $0.first?.code == .strayRows && $0.first?.subject == "late"
        }
    }
}
