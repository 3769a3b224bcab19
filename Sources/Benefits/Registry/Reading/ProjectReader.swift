internal import Plant
internal import Sealing
internal import Yams

extension Project {
    /// Reads and checks a project file, version 1.
    ///
    /// Only the form is checked, and that what is named is there; rules are `RuleReport`'s affair.
    ///
    /// - Parameters:
    ///   - yaml: The text of the file.
    ///   - file: Its name, for messages; it is not opened.
    /// - Returns: The project with its ``Project/warnings``.
    /// - Throws: ``RegistryError`` with all mistakes and warnings.
    public static func read(yaml: String, file: String) throws(RegistryError) -> Project {
        let report = Report(file: file, what: "a project file")
        var project = try report.whole(of: yaml, ProjectReader(report).read)
        project.warnings = report.sorted
        project.source = DeclaredFile(
            name: file.split(separator: "/").last.map(String.init) ?? file,
            sha256: Digest(of: Array(yaml.utf8)).hex)
        return project
    }
}

/// Reads one project file.
///
/// Mistakes go to the report and reading goes on with a stand-in, so that all are found.
final class ProjectReader {
    let report: Report
    /// Identifiers of approvals and lines, to which others refer.
    var approvals: [String] = []
    var lines: [String] = []
    /// What the file names of the plant file.
    var plantNames: [PlantName] = []

    init(_ report: Report) {
        self.report = report
    }

    static let sections = [
        "version", "project", "enterprise", "consultants", "agreement", "approved", "budget",
        "interim_accounts", "final_accounts", "disbursements", "recoveries", "charge",
        "other_funding", "other_projects", "approvals", "targets", "lines", "moves", "positions",
        "reports", "baseline", "templates", "settings", "flags",
    ]

    func read(_ root: Node) -> Project? {
        guard let file = Fields(root, "a project file", keys: Self.sections, report) else {
            return nil
        }
        var project = readHead(file)
        project.approvals = readApprovals(file)
        project.budget = list(file, "budget", "costs").compactMap { readItem($0, .budget) }
        readApproved(file, &project)
        project.interimAccounts = readAccounts(file, "interim_accounts")
        project.finalAccounts = readAccounts(file, "final_accounts")
        project.disbursements = list(file, "disbursements", "payments").compactMap(readPayment)
        project.recoveries = list(file, "recoveries", "recoveries").compactMap(readRecovery)
        project.charge = readCharge(file)
        project.lines = readLines(file)
        project.otherFunding = stated(file, "other_funding", "other funding")?
            .compactMap(readOtherFunding)
        project.otherProjects = stated(file, "other_projects", "projects")?
            .compactMap(readOtherProject)
        project.targets = readTargets(file)
        project.moves = stated(file, "moves", "moves")?.compactMap(readMove)
        project.positions = stated(file, "positions", "positions")?.compactMap(readPosition)
        project.reports = list(file, "reports", "reports").compactMap(readReport)
        project.baseline = readBaseline(file)
        project.templates = readTemplates(file)
        project.settings = readSettings(file)
        project.flagSettings = readFlagSettings(file)
        project.plantNames = plantNames
        return project
    }

    /// The nodes of a list that need not be there.
    func list(_ fields: Fields, _ key: String, _ what: String) -> [Node] {
        stated(fields, key, what) ?? []
    }

    /// The nodes of a list; nil where the file says nothing of it.
    private func stated(_ fields: Fields, _ key: String, _ what: String) -> [Node]? {
        fields.node(key).flatMap { report.list($0, what) }
    }

    /// A mapping from identifiers to descriptions, in order of the file.
    func entries<Value>(
        _ fields: Fields, _ key: String, _ what: String, _ read: (Text, Node) -> Value?
    ) -> [Value] {
        guard let node = fields.node(key), let pairs = Fields.pairs(of: node, "\"\(key)\"", report)
        else { return [] }
        return pairs.compactMap { id, value in
            // What stands under a wrong identifier is read all the same, for its own mistakes.
            let isIdentifier = report.identifier(id, what) != nil
            let entry = read(id, value)
            return isIdentifier ? entry : nil
        }
    }

    /// An identifier that must be one of those that are known.
    func reference(_ fields: Fields, _ key: String, _ what: String, among known: [String])
        -> String?
    {
        guard let text = fields.text(key, what) else { return nil }
        guard !known.contains(text.string) else { return text.string }
        report.error(
            text.place, "there is no \(what) \(quoted(text.string))",
            hint: suggestion(for: text.string, among: known)
                ?? (known.isEmpty
                    ? "none is declared" : "declared: \(known.joined(separator: ", "))"))
        return nil
    }
}
