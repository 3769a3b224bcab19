import Access
import Benefits
import Plant

/// What the ledger calls an address at which benefit data are read.
enum ReadTerm: Term, CaseIterable {
    case benefit, sealedList, sealedReport, pack, projectList, project, report, reply, close
    case declared, template, declaredFile, projects, ofProject, benefits, duties, flags

    /// Of an address as the router writes it; nil: it gives no benefit data.
    init?(pattern: String) {
        let api = "/api/v1"
        let isCSV = pattern.hasSuffix(".csv")
        switch isCSV ? String(pattern.dropLast(4)) : pattern {
        case "/benefit": self = .benefit
        case "/sealed": self = .sealedList
        case "/sealed/{project}/{report}": self = .sealedReport
        case "/sealed/{project}/{report}/pack", api + "/projects/{project}/pack": self = .pack
        case "/projects": self = .projectList
        case "/projects/{project}": self = .project
        case "/projects/{project}/report": self = .report
        case "/projects/{project}/flags/{flag}/reply": self = .reply
        case "/projects/{project}/flags/{flag}/close": self = .close
        case "/projects/{project}/declare": self = .declared
        case "/projects/{project}/declare/template/{kind}": self = .template
        case "/projects/{project}/declare/file/{record}/{place}": self = .declaredFile
        case api + "/projects": self = .projects
        case api + "/projects/{project}": self = .ofProject
        case api + "/projects/{project}/benefits": self = .benefits
        case api + "/projects/{project}/duties": self = .duties
        case api + "/projects/{project}/flags": self = .flags
        default: return nil
        }
    }

    var wording: LocalizedText {
        switch self {
        case .benefit: words("Benefit information, page", "效益資料頁")
        case .sealedList: words("List of sealed reports", "已封存報告一覽")
        case .sealedReport: words("Sealed report", "已封存報告")
        case .pack: words("Evidence pack", "證據包")
        case .projectList: words("List of projects", "項目一覽")
        case .project: words("Project, page", "項目頁")
        case .report: words("Report as it stands", "現況報告")
        case .reply: words("Reply to a flag", "回應警示")
        case .close: words("Closing of a flag", "結束警示")
        case .declared: words("Declared data, page", "申報資料頁")
        case .template: words("Template of a declaration", "申報範本")
        case .declaredFile: words("Declared file", "申報檔案")
        case .projects: words("Projects, for programs", "項目（程式介面）")
        case .ofProject: words("Project, for programs", "單一項目（程式介面）")
        case .benefits: words("Sealed figures, for programs", "已封存數字（程式介面）")
        case .duties: words("Duties, for programs", "責任（程式介面）")
        case .flags: words("Flags, for programs", "警示（程式介面）")
        }
    }
}

extension Wording {
    /// What was read, and as which file; an address that has no name as it is.
    func what(_ read: BenefitRead) -> String {
        let parts = read.what.split(separator: "?format=", maxSplits: 1).map(String.init)
        let pattern = parts.first ?? ""
        let name = ReadTerm(pattern: pattern).map { self($0) } ?? pattern
        let form = parts.dropFirst().first ?? (pattern.hasSuffix(".csv") ? "csv" : nil)
        return form.map { name + comma + $0.uppercased() } ?? name
    }

    /// A report as the ledger names it: its kind, its period, its seal.
    func reportName(_ name: String) -> String {
        var words = name.split(separator: " ").map(String.init)
        var seal = ""
        if words.count > 2, words[words.count - 2] == "seal", let number = words.last {
            seal = comma + self(SealTerm.number) + " " + number
            words.removeLast(2)
        }
        guard let period = words.popLast() else { return name }
        let days = period.hasSuffix(",") ? String(period.dropLast()) : period
        let dates = (try? BenefitPeriod(address: days)).map {
            "\(date($0.from)) – \(date($0.to))"
        }
        let kind = words.first.flatMap { ReportRecord.Kind(rawValue: $0) }
        // A line's report is of the kind `benefit`, a project's of `benefit report`.
        let isOfLine = words.count == 1 && !seal.isEmpty
        let title = kind.map { isOfLine ? self(SealTerm.ofLine) : self($0) }
        return [title ?? words.joined(separator: " "), dates ?? days]
            .filter { !$0.isEmpty }.joined(separator: " ") + seal
    }
}
