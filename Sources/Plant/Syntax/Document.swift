internal import Yams

/// Turns the text of a file into a node tree in which no key stands twice in one mapping.
struct Document {
    /// The most UTF-8 bytes that a file may have.
    static let maximumBytes = 16 * 1024 * 1024
    /// The most nodes, aliases counted as often as they are used.
    static let maximumNodes = 1_000_000
    /// The most doubled keys of which every one is named.
    static let maximumDuplicates = 64

    private let report: Report
    private var duplicates: [Place: String] = [:]
    /// How many keys were renamed; one may be renamed again, where its stand-in is a key too.
    private var renamings = 0
    private var nodes = 0

    private init(report: Report) {
        self.report = report
    }

    /// The root of the document, or nil where it cannot be parsed at all; mistakes are reported.
    static func root(of yaml: String, report: Report) -> Node? {
        guard yaml.utf8.count <= maximumBytes else {
            report.error(.start, "the file is larger than \(maximumBytes / 1_048_576) MiB")
            return nil
        }
        var document = Document(report: report)
        guard let root = document.compose(yaml) else { return nil }
        guard document.counts(root) else {
            report.error(.start, "the file has more than \(maximumNodes) values")
            return nil
        }
        return document.duplicates.isEmpty ? root : document.withoutDuplicates(root)
    }

    /// Whether a tree is small enough; aliases make a large tree of a short text.
    private mutating func counts(_ node: Node) -> Bool {
        nodes += 1
        guard nodes <= Self.maximumNodes else { return false }
        switch node {
        case .sequence(let sequence): return sequence.allSatisfy { counts($0) }
        case .mapping(let mapping): return mapping.allSatisfy { counts($0.key) && counts($0.value) }
        default: return true
        }
    }

    /// Parses the text, renaming doubled keys, at the first of which Yams would stop.
    ///
    /// The first character of the doubled key becomes one that no key has, and the text is parsed
    /// again.
    private mutating func compose(_ yaml: String) -> Node? {
        var yaml = yaml
        while true {
            do {
                guard let root = try Yams.compose(yaml: yaml, .basic) else {
                    report.error(
                        .start, "the file is empty",
                        hint: "\(report.what) begins with \"version: 1\"")
                    return nil
                }
                return root
            } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
                guard let renamed = rename(keys.first, at: Place(context.mark), in: yaml) else {
                    report.error(
                        Place(context.mark), "the key \(quoted(keys.first ?? "")) stands twice")
                    return nil
                }
                yaml = renamed
            } catch {
                report.syntaxError(error)
                return nil
            }
        }
    }

    private mutating func rename(_ key: String?, at place: Place, in yaml: String) -> String? {
        guard let key, let first = key.unicodeScalars.first,
            renamings < Self.maximumDuplicates,
            let stand = Unicode.Scalar(0xE000 + UInt32(renamings))
        else { return nil }
        var scalars = yaml.unicodeScalars
        guard var index = position(of: place, in: scalars) else { return nil }
        if scalars[index] == "\"" || scalars[index] == "'" { index = scalars.index(after: index) }
        guard index < scalars.endIndex, scalars[index] == first else { return nil }
        scalars.replaceSubrange(index...index, with: [stand])
        duplicates[place] = duplicates[place] ?? key
        renamings += 1
        return String(scalars)
    }

    private func position(
        of place: Place, in scalars: String.UnicodeScalarView
    ) -> String.UnicodeScalarView.Index? {
        var line = 1
        var index = scalars.startIndex
        while line < place.line, index < scalars.endIndex {
            if scalars[index] == "\n" { line += 1 }
            index = scalars.index(after: index)
        }
        return scalars.index(index, offsetBy: place.column - 1, limitedBy: scalars.endIndex)
            .flatMap { $0 < scalars.endIndex ? $0 : nil }
    }

    private func withoutDuplicates(_ node: Node) -> Node {
        switch node {
        case .sequence(let sequence):
            let items = sequence.map { withoutDuplicates($0) }
            return .sequence(.init(items, sequence.tag, sequence.style, sequence.mark))
        case .mapping(let mapping):
            var pairs: [(Node, Node)] = []
            for (key, value) in mapping {
                if let name = duplicates[Place(key.mark)] {
                    reportDuplicate(name, first: key, in: mapping)
                } else {
                    pairs.append((key, withoutDuplicates(value)))
                }
            }
            return .mapping(.init(pairs, mapping.tag, mapping.style, mapping.mark))
        default:
            return node
        }
    }

    private func reportDuplicate(_ name: String, first: Node, in mapping: Node.Mapping) {
        let other = mapping.first { pair in pair.key.scalar?.string == name }
        report.error(
            Place(other?.key.mark ?? first.mark), "the key \(quoted(name)) stands twice",
            hint: "it stands in line \(Place(first.mark).line) already")
    }
}

extension Report {
    /// Reports why the text is not YAML.
    func syntaxError(_ error: any Error) {
        switch error {
        case YamlError.scanner(_, _, let mark, let yaml) where Place(mark).isTab(in: yaml):
            self.error(
                Place(mark), "this is not YAML: a tab stands where spaces should",
                hint: "YAML is indented by spaces; tabs are not allowed")
        case YamlError.scanner(let context, let problem, let mark, _),
            YamlError.parser(let context, let problem, let mark, _),
            YamlError.composer(let context, let problem, let mark, _):
            let context = context.map { "\($0.text) from line \($0.mark.line), " } ?? ""
            self.error(Place(mark), "this is not YAML: \(context)\(problem)")
        case YamlError.reader(let problem, let offset, _, let yaml):
            self.error(
                Place(offset: offset ?? 0, in: yaml), "this is not YAML: \(problem)")
        default:
            self.error(.start, "this is not YAML: \(error)")
        }
    }
}

extension Place {
    /// Whether a tab stands there.
    fileprivate func isTab(in text: String) -> Bool {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.indices.contains(line - 1) else { return false }
        return lines[line - 1].unicodeScalars.dropFirst(column - 1).first == "\t"
    }

    /// The place of a character, counted from the beginning of a text.
    init(offset: Int, in text: String) {
        let before = text.prefix(offset)
        let line = before.reduce(1) { $1.isNewline ? $0 + 1 : $0 }
        let start = before.lastIndex(where: \.isNewline).map { before.index(after: $0) }
        let column = before[(start ?? before.startIndex)...].unicodeScalars.count
        self.init(line: line, column: column + 1)
    }
}

/// A word of the file in quotes, cut where it is long.
package func quoted(_ word: some StringProtocol) -> String {
    let shown = word.prefix(80).map { $0.isNewline ? " " : String($0) }.joined()
    return "\"\(shown)\(word.count > 80 ? "…" : "")\""
}
