internal import Plant
internal import Reporting

// Fields P, M and L: what the project file records.

extension FigureMaking {
    func agreement(_ id: FigureID) -> [FigureRow] {
        let agreement = project.agreement
        switch id {
        case .p01:
            let name = LocalizedText(both: project.scheme.rawValue)
            return [row(id, stated(input.form == .first ? name : project.scheme.wording, .decided))]
        case .p02: return [row(id, stated(ruleSet.name, .decided))]
        case .p03: return [row(id, stated(project.reference, .decided))]
        case .p06: return enterprise
        case .p07: return [row(id, stated(project.consultants.design, .declared))]
        case .p08: return [row(id, stated(project.consultants.application, .declared))]
        case .p09: return [row(id, date(agreement.signed, .decided))]
        case .p10:
            return [
                row("start", words("first day", "首日"), date(agreement.start, .decided)),
                row("end", words("approved last day", "獲批最後一日"), date(agreement.end, .decided)),
            ]
        case .p11: return [row(id, date(agreement.completed, .decided))]
        case .p12: return [row(id, restriction)]
        case .p13:
            let end = project.restriction.map { Document.Value.date($0.to) }
            let formula = words(
                "first day + restriction months − 1 day", "首日 + 指明期限（月）− 1 日")
            return [
                row(
                    id,
                    live(
                        Document.Cell(
                            end ?? .none(FigureGap.notYet.wording),
                            Document.Basis(source: .computed, formula: formula)),
                        .minus(.monthsAfter(.input(0), .figure(.p12, "project")), .number(1)),
                        inputs: project.restriction.map {
                            [
                                .init(
                                    name: words("first day", "首日"), value: .date($0.from),
                                    source: .decided)
                            ]
                        } ?? []))
            ]
        case .p14: return charge
        case .p15: return otherFunding
        case .p16: return otherProjects
        default: return [row(id, stated(project.industry, .declared))]
        }
    }

    private var enterprise: [FigureRow] {
        let enterprise = project.enterprise
        return [
            row("name", words("name", "名稱"), stated(enterprise.name, .declared)),
            row(
                "company_number", words("Companies Registry no.", "公司編號"),
                stated(enterprise.companyNumber, .declared)),
            row(
                "business_number", words("Business registration no.", "商業登記號碼"),
                stated(enterprise.businessNumber, .declared)),
        ]
    }

    private var restriction: Document.Cell {
        let setting = project.settings.restrictionMonths
        let unit = Document.Unit(
            code: "mo", name: words("months", "個月"), one: words("month", "個月"))
        return Document.Cell(
            count(setting.value, unit),
            setting.source == nil
                ? Document.Basis(source: .decided, formula: origin(nil))
                : filed(.decided, formula: origin(setting.source)))
    }

    /// Who decided a setting.
    func origin(_ source: String?) -> LocalizedText {
        if input.form != .first, source == ProjectSettings.ownSource {
            return words("the project file", "項目檔案")
        }
        return source.map { LocalizedText(both: $0) }
            ?? words("default of Lineside: nobody has decided it", "Lineside 的預設值：尚未有人決定")
    }

    private var charge: [FigureRow] {
        guard let charge = project.charge else { return [row(.p14, gap(.notDeclared))] }
        return [
            row("created", words("created", "設立日期"), date(charge.created, .declared)),
            row("filed", words("form NM1 delivered", "NM1交付日期"), date(charge.filed, .declared)),
            row(
                "registration", words("registration no.", "登記編號"),
                stated(charge.registration, .declared)),
        ]
    }

    /// Of an empty list that there is none, and of none that nobody said so.
    private func nothing<Element>(_ list: [Element]?) -> Document.Cell {
        list == nil ? gap(.notDeclared) : stated(FigureGap.none_.wording, .declared)
    }

    private var otherFunding: [FigureRow] {
        guard let other = project.otherFunding, !other.isEmpty else {
            return [row(.p15, nothing(project.otherFunding))]
        }
        return other.enumerated().map { place, funding in
            row(
                "\(place + 1)",
                joined(lineName(funding.line), LocalizedText(both: funding.scheme)),
                amount(funding.amount, .declared))
        }
    }

    private var otherProjects: [FigureRow] {
        guard let others = project.otherProjects, !others.isEmpty else {
            return [row(.p16, nothing(project.otherProjects))]
        }
        return others.enumerated().map { place, other in
            row(
                "\(place + 1)", LocalizedText(both: other.reference),
                amount(other.funding, .declared))
        }
    }

    func money(_ id: FigureID) -> [FigureRow] {
        switch id {
        case .m02: return [row(id, amount(project.approvedCost, .decided))]
        case .m03: return [row(id, amount(project.approvedFunding, .decided))]
        case .m04:
            return [row(id, amount(project.contribution, .declared))]
        case .m05: return [row(id, amount(project.interimAccounts?.eligible, .audited))]
        case .m06: return payments(.interim)
        case .m07: return [row(id, amount(project.finalAccounts?.eligible, .audited))]
        case .m08:
            return [
                row(
                    "funding", words("final funding amount", "最終資助額"),
                    amount(project.finalFunding, .decided))
            ] + payments(.final)
        default:
            guard !project.recoveries.isEmpty else { return [row(id, gap(.none_, .decided))] }
            return project.recoveries.enumerated().flatMap { place, recovery in
                [
                    row(
                        "\(place + 1)-demanded", words("demanded", "要求追回"),
                        amount(recovery.demanded, .decided)),
                    row(
                        "\(place + 1)-recovered", words("recovered", "已追回"),
                        amount(recovery.recovered, .decided)),
                ]
            }
        }
    }

    private func payments(_ kind: Disbursement.Kind) -> [FigureRow] {
        let payments = project.disbursements.filter { $0.kind == kind }
        guard !payments.isEmpty else {
            return [row(kind == .interim ? .m06 : .m08, gap(.notYet, .decided))]
        }
        return payments.enumerated().map { place, payment in
            row(
                "\(kind.rawValue)-\(place + 1)",
                words("paid \(payment.paid)", "\(payment.paid) 發放"),
                amount(payment.amount, .decided))
        }
    }

    func lines(_ id: FigureID) -> [FigureRow] {
        project.lines.flatMap { line -> [FigureRow] in
            switch id {
            case .l01: [named(line)]
            case .l02:
                [
                    row(
                        line.id, name(line),
                        line.site.map { stated($0.address, .declared) } ?? gap(.notDeclared))
                ]
            case .l03: position(line)
            case .l05: devices(line)
            case .l07: [row(line.id, name(line), recognition(line))]
            default: operation(line)
            }
        }
    }

    /// The last position check of a line up to the period's end.
    func lastCheck(_ line: ProjectLine) -> GatewayPosition? {
        (project.positions ?? []).filter { $0.line == line.id && $0.day <= period.to }
            .enumerated().max { ($0.element.day, $0.offset) < ($1.element.day, $1.offset) }?
            .element
    }

    /// L03: where the gateway was found last, by whatever shows it.
    private func position(_ line: ProjectLine) -> [FigureRow] {
        guard let check = lastCheck(line) else {
            return [row(line.id, name(line), gap(.notDeclared))]
        }
        return [
            row(
                line.id, joined(name(line), words("found", "查核結果")),
                stated(check.wording, .declared)),
            row(
                "\(line.id)/date", joined(name(line), words("on", "日期")),
                date(check.day, .declared)),
            row(
                "\(line.id)/source", joined(name(line), words("shown by", "依據")),
                stated(check.source, .declared)),
        ]
    }

    /// L01: the name, and what the plant file calls it.
    private func named(_ line: ProjectLine) -> FigureRow {
        guard input.form != .first else {
            return row(line.id, LocalizedText(both: line.id), stated(line.name, .declared))
        }
        let name = words(
            "\(line.name.english) (\(line.id))", "\(line.name.traditionalChinese)（\(line.id)）")
        return row(line.id, words("", ""), stated(name, .declared))
    }

    /// The name of a line by its identifier; in the first form the identifier.
    private func lineName(_ id: String) -> LocalizedText {
        let known = input.form == .first ? nil : project.lines.first { $0.id == id }
        return known?.name ?? LocalizedText(both: id)
    }

    private func devices(_ line: ProjectLine) -> [FigureRow] {
        guard !line.devices.isEmpty else { return [row(line.id, name(line), gap(.notDeclared))] }
        return line.devices.map { device in
            row(
                "\(line.id)/\(device.id)",
                joined(name(line), LocalizedText(both: device.id), words("calibrated", "校準")),
                date(device.calibrated, .declared, .notDeclared))
        }
    }

    private func recognition(_ line: ProjectLine) -> Document.Cell {
        stated(line.recognition.map { "\($0.issuer), \($0.code), \($0.date)" }, .declared)
    }

    /// L08: as it is declared, beside the first good piece.
    private func operation(_ line: ProjectLine) -> [FigureRow] {
        let first = input.measured[line.id].map { measured in
            Document.Cell(
                measured.firstGood.map { .date($0) } ?? .none(FigureGap.notMeasured.wording),
                self.measured(measured))
        }
        return [
            row(
                "\(line.id)/declared", joined(name(line), words("as declared", "申報")),
                date(line.operationStart, .declared, .notDeclared)),
            row(
                "\(line.id)/measured",
                joined(name(line), words("first good piece in the period", "期內首件合格品")),
                first ?? gap(.notInPlant, .measured)),
        ]
    }

    /// L04.
    var assets: Document.Table {
        let rows = project.lines.flatMap { line in
            line.assets.map { asset in
                Document.Row(
                    id: "\(line.id)/\(asset.id)",
                    cells: [
                        Document.Cell(joined(name(line), asset.name)),
                        Document.Cell(
                            asset.isFunded ? words("funded", "受資助") : words("own", "自費")),
                        Document.Cell(LocalizedText(both: asset.serial ?? "—")),
                        Document.Cell(LocalizedText(both: asset.schedule ?? "—")),
                        amount(asset.cost, .declared),
                        date(asset.commissioned, .declared, .notDeclared),
                    ])
            }
        }
        return Document.Table(
            id: FigureID.l04.rawValue, title: FigureID.l04.name,
            columns: [
                .init(id: "asset", title: words("Asset", "資產")),
                .init(id: "funded", title: words("Funding", "資助")),
                .init(id: "serial", title: words("Serial no.", "序號")),
                .init(id: "schedule", title: words("Charge schedule no.", "押記清單編號")),
                .init(id: "cost", title: words("Cost", "成本"), isFigure: true),
                .init(id: "commissioned", title: words("Commissioned", "啓用"), isFigure: true),
            ], rows: rows)
    }

    var periodDates: [FigureRow] {
        let basis = input.form == .first ? Document.Basis(source: .decided) : periodBasis
        return [
            row("from", words("first day", "首日"), Document.Cell(.date(period.from), basis)),
            row("to", words("last day", "最後一日"), Document.Cell(.date(period.to), basis)),
        ]
    }

    /// The project file, where the days are of one of its reports.
    private var periodBasis: Document.Basis {
        guard project.ownReports.contains(where: { $0.period == period }) else {
            return Document.Basis(
                source: .decided, formula: words("days that were asked for", "按要求的日期"))
        }
        return filed(
            .decided,
            formula: words(
                "from the dates of the agreement and the settings of the project file",
                "按項目檔案內協議的日期及設定"))
    }

    /// B28: moves and transfers in the period, and how long each line stood still.
    var moves: [FigureRow] {
        let moves = project.moves?.filter { period.contains($0.date) }
        guard let moves, !moves.isEmpty else { return [row(.b28, nothing(moves))] }
        return moves.enumerated().map { place, move in
            let kind =
                switch move.kind {
                case .transfer: words("transferred to another company", "轉讓予其他公司")
                case .outside: words("moved out of Hong Kong", "轉移至香港以外")
                case .inside: words("moved inside Hong Kong", "在香港境內搬遷")
                }
            return row(
                "\(place + 1)", joined(lineName(move.line), kind, move.to),
                date(move.date, .declared))
        }
    }

    private var isCertificateMissing: Bool {
        project.settings.signature.value == .certificate && input.form != .first
    }

    var signature: [FigureRow] {
        guard let signOff = input.signOff else { return [row(.b30, gap(.notSigned))] }
        return [
            row("officer", words("officer", "負責人"), signed(signOff.officer)),
            row("post", words("post", "職銜"), signed(signOff.post)),
            row(
                "date", words("date", "日期"),
                Document.Cell(.date(signOff.date), signedBasis)),
            row(
                "certificate", words("recognised certificate", "認可證書"),
                signOff.certificate.map(signed)
                    ?? gap(isCertificateMissing ? .noCertificate : .notDeclared)),
        ]
            + signOff.despiteInOrder.map { rule, reason in
                row(
                    "despite-\(rule.rawValue)",
                    words(
                        "signed although \(rule.rawValue) is broken, because",
                        "雖違反 \(rule.rawValue) 仍簽署，原因"),
                    signed(reason))
            }
    }

    /// What an officer said who signed: it is in no file.
    private func signed(_ text: String) -> Document.Cell {
        said(LocalizedText(both: text), signedBasis)
    }

    private var signedBasis: Document.Basis {
        Document.Basis(
            source: .declared,
            formula: input.form == .first
                ? nil : words("record of the sign-off of this version", "此版本的簽署記錄"))
    }
}

extension GatewayPosition {
    /// Where it was found, and on which day.
    var wording: LocalizedText {
        let side =
            isOutsideHongKong ? words("outside Hong Kong", "在香港以外") : words("in Hong Kong", "在香港")
        return .joined([LocalizedText(both: "\(day)"), side, place])
    }
}
