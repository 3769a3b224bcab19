internal import Plant
internal import Reporting

// Flags of what is declared, alone and beside what was measured.

extension FlagTests {
    var movedInside: [RaisedFlag] {
        (project.moves ?? []).filter {
            $0.kind == .inside && period.contains($0.date) && $0.noticed == nil
        }.map { move in
            var raised = flag(
                .r04, move.line, .notice,
                [
                    .init(words("moved on", "搬遷日期"), .date(move.date), .declared),
                    .init(words("to", "遷往"), .name(move.to), .declared),
                ])
            // Once, whichever period is looked at.
            raised.period = BenefitPeriod(from: move.date, to: move.date)
            return raised
        }
    }

    /// A gateway was found outside Hong Kong; what the site's meters counted in the week before
    /// says whether the line stayed.
    var foundOutside: [RaisedFlag] {
        input.positionsOutside.map { position in
            var evidence: [RaisedFlag.Evidence] = [
                .init(words("gateway found in", "閘道所在地"), .name(position.place), .declared),
                .init(words("on", "日期"), .date(position.day), .declared),
            ]
            if let source = position.source {
                evidence.append(.init(words("shown by", "依據"), .text(source), .declared))
            }
            if let before = input.beforePositions[position] {
                let planned = before.days.filter { $0.planned > 0 }
                evidence.append(
                    .init(
                        words("days without a word in the week before", "之前一週無訊號日數"),
                        .count(planned.count { $0.unknown == $0.planned }), .measured))
                if let energy = before.consumption["kWh"] {
                    evidence.append(
                        .init(
                            words("kWh metered at the site in that week", "該週廠房電錶讀數（千瓦時）"),
                            .quantity(energy), .measured))
                }
            }
            var raised = flag(.r03, position.line, .serious, evidence)
            // Once, whichever period is looked at.
            raised.period = BenefitPeriod(from: position.day, to: position.day)
            return raised
        }
    }

    /// Each product of each line with all that is known of it.
    private var products: [(line: ProjectLine, product: Int, benefit: ProductBenefit)] {
        project.lines.flatMap { line in
            (making.sales[line.id]?.products ?? []).compactMap { benefit in
                benefit.product.map { (line, $0, benefit) }
            }
        }
    }

    private func about(_ line: ProjectLine, _ product: Int) -> String {
        "\(line.id)/\(input.plant.products[product].id)"
    }

    /// A funded asset whose serial number stands on two lines of the project.
    var splitAssets: [RaisedFlag] {
        project.fundedSerials.compactMap { serial in
            let lines = project.lines.filter { line in
                line.assets.contains { $0.isFunded && $0.serial == serial }
            }
            guard lines.count > 1 else { return nil }
            return projectFlag(
                .r05, serial,
                [.init(words("serial number", "序號"), .text(serial), .declared)]
                    + lines.map { .init(words("on the line", "所在生產線"), .name($0.name), .declared) })
        }
    }

    /// A funded asset whose serial number another project has too.
    var sharedAssets: [RaisedFlag] {
        project.fundedSerials.flatMap { serial in
            input.others.filter { $0.fundedSerials.contains(serial) }.map { other in
                projectFlag(
                    .r22, "\(other.id)/\(serial)",
                    [
                        .init(words("serial number", "序號"), .text(serial), .declared),
                        .init(
                            words("also funded in the project", "同時受此項目資助"), .name(other.title),
                            .declared),
                    ])
            }
        }
    }

    var aboveCeiling: [RaisedFlag] {
        products.compactMap { line, product, benefit in
            guard let identity = benefit.identity, identity.verdict != .undecided,
                let sold = benefit.declared?.sold.value,
                sold > identity.available + identity.tolerance, let good = benefit.good.value
            else { return nil }
            var evidence: [RaisedFlag.Evidence] = [
                .init(words("declared as sold", "申報銷售"), .quantity(sold), .declared),
                .init(words("good pieces", "合格品"), .quantity(good), .measured),
                .init(
                    words("good pieces and opening stock", "合格品及期初存貨"),
                    .quantity(identity.available), .computed),
                limit("tolerance", "容差", .quantity(identity.tolerance)),
            ]
            if let turnover = benefit.declared?.turnover.value {
                evidence.append(
                    .init(words("declared turnover", "申報生意額"), .money(turnover), .declared))
            }
            if let ratio = identity.soldPerAvailable {
                evidence.append(
                    .init(words("ratio", "比率"), .quantity(ratio * 10_000), .computed))
            }
            return flag(.r07, about(line, product), .serious, evidence)
        }
    }

    var withoutSales: [RaisedFlag] {
        products.compactMap { line, product, benefit in
            guard let declared = benefit.declared, let opening = declared.openingStock.value,
                let closing = declared.closingStock.value, let sold = declared.sold.value
            else { return nil }
            let growth = closing - opening
            let months = max(1, period.months)
            guard
                Int128(growth) * Int128(months)
                    > Int128(sold) * Int128(settings.stockMonths.value)
            else { return nil }
            return flag(
                .r09, about(line, product), .notice,
                [
                    .init(words("growth of the stock", "存貨增幅"), .quantity(growth), .declared),
                    .init(
                        words("sold in \(numbered(months, "month"))", "\(months) 個月銷售"),
                        .quantity(sold),
                        .declared),
                    limit("months of sales", "銷售月數", .count(settings.stockMonths.value)),
                ])
        }
    }

    var wholeCompany: [RaisedFlag] {
        guard let turnover = making.turnover, let company = making.companyFigure,
            input.plant.lines.count > project.lines.count, company.row.value > 0,
            Int128(turnover.cents) * 100
                > Int128(company.row.value) * Int128(settings.companyPercent.value)
        else { return [] }
        return [
            flag(
                .r10, "", .notice,
                [
                    .init(
                        words("turnover of the lines", "生產線生意額"), .money(turnover),
                        making.turnoverSource),
                    .init(
                        words("company turnover", "公司營業額"),
                        .money(Money(cents: company.row.value)), .audited),
                    .init(
                        words("other lines of the plant", "廠內其他生產線"),
                        .count(input.plant.lines.count - project.lines.count), .declared),
                    limit("share", "比例", .share(Int64(settings.companyPercent.value) * 10_000)),
                ])
        ]
    }

    /// The same turnover as in another period, or exactly a target.
    var copied: [RaisedFlag] {
        guard let turnover = making.turnover, turnover.cents > 0 else { return [] }
        for report in input.earlier where FigureMaking(report.input).turnover == turnover {
            return [
                flag(
                    .r11, FlagAbout.turnover.rawValue, .notice,
                    [
                        .init(
                            words("turnover", "生意額"), .money(turnover), making.turnoverSource),
                        .init(
                            words("the same in the period from", "與此報告期相同，由"),
                            .date(report.input.period.from), .declared),
                    ])
            ]
        }
        let target = project.targets.first {
            $0.figure == .b02 && Int128($0.value) == Int128(turnover.cents) * 10_000
        }
        guard let target else { return [] }
        return [
            flag(
                .r11, FlagAbout.turnover.rawValue, .notice,
                [
                    .init(words("turnover", "生意額"), .money(turnover), making.turnoverSource),
                    .init(words("exactly the target", "與目標完全相同"), .name(target.name), .declared),
                ])
        ]
    }

    /// Every declared quantity and amount is a round number.
    var round: [RaisedFlag] {
        let rows = project.lines.flatMap { making.sales(of: $0) ?? [] }.map(\.row)
        var numbers: [Int64] = []
        for row in rows {
            numbers += [row.sold, row.closingStock ?? 0, row.turnover.cents * 10_000]
        }
        numbers.removeAll { $0 == 0 }
        let step = Int64(settings.roundTo.value) * 1_000_000
        // Three numbers may be round by chance; six are no chance.
        guard numbers.count >= 6, numbers.allSatisfy({ $0 % step == 0 }) else { return [] }
        return [
            flag(
                .r11, FlagAbout.round.rawValue, .notice,
                [
                    .init(
                        words("declared numbers, all round", "申報數字全為整數"),
                        .count(numbers.count), .declared),
                    limit("multiples of", "倍數", .count(settings.roundTo.value)),
                ])
        ]
    }

    var jobsAboveRise: [RaisedFlag] {
        guard project.settings.newJob.value == .aboveBaseline, let jobs = making.jobs,
            let now = making.headcount, let before = project.agreement.baselineHeadcount
        else { return [] }
        let claimed = jobs.filled(jobs.counted).count
        let rise = Int(now.row.value) - before
        guard claimed > rise else { return [] }
        return [
            flag(
                .r12, "", .notice,
                [
                    .init(words("claimed jobs", "申報職位"), .count(claimed), .declared),
                    .init(words("headcount now", "現時人數"), .count(Int(now.row.value)), .declared),
                    .init(words("headcount at application", "申請時人數"), .count(before), .decided),
                ])
        ]
    }

    /// People whose jobs another project of the enterprise counts too; how many, not who.
    var claimedTwice: [RaisedFlag] {
        Dictionary(grouping: input.report.input.claimedElsewhere, by: \.project).sorted {
            $0.key < $1.key
        }.map {
            flag(
                .r12, $0.key, .serious,
                [
                    .init(
                        words("people whose jobs are claimed there too (V41)", "同時在該處申報的僱員（V41）"),
                        .count(Set($0.value.map(\.person)).count), .declared)
                ])
        }
    }

    var jobsEnded: [RaisedFlag] {
        guard let jobs = making.jobs else { return [] }
        let counted = jobs.jobs.filter { jobs.isCounted($0.job) && jobs.isFilled($0.job) }
        let until = period.to.adding(days: settings.endedDays.value)
        let ends = lastDays(on: until)
        let ended = counted.count { line, job in
            var end = job.to
            if let newer = ends[line]?[job.id] { end = newer }
            return end.map { period.to < $0 && $0 <= until } ?? false
        }
        guard ended * 100 > counted.count * settings.endedPercent.value else { return [] }
        return [
            flag(
                .r13, "", .notice,
                [
                    .init(words("counted jobs", "計算的職位"), .count(counted.count), .declared),
                    .init(
                        words(
                            "ended within \(settings.endedDays.value) days",
                            "於 \(settings.endedDays.value) 日內終止"), .count(ended), .declared),
                    limit("share", "比例", .share(Int64(settings.endedPercent.value) * 10_000)),
                ])
        ]
    }

    /// What the newest list of each line says of its jobs, by line and job: the last day, or none.
    private func lastDays(on day: LocalDate) -> [String: [String: LocalDate?]] {
        var ends: [String: [String: LocalDate?]] = [:]
        for line in project.lines {
            guard case .jobs(let rows)? = input.book.jobs(line: line.id, on: day)?.rows else {
                continue
            }
            ends[line.id] = Dictionary(rows.map { ($0.id, $0.to) }, uniquingKeysWith: { $1 })
        }
        return ends
    }

    var late: [RaisedFlag] {
        let day = input.report.input.day
        return input.report.rules.duties.filter { $0.kind != .restrictionEnd }.compactMap { duty in
            let late = (duty.done ?? day).dayNumber - duty.due.dayNumber
            guard late > settings.lateDays.value else { return nil }
            var raised = flag(
                .r18, "\(duty.kind.rawValue)/\(duty.due)", .notice,
                [
                    .init(words("due on", "到期日"), .date(duty.due), .computed),
                    .init(words("days late", "逾期日數"), .count(late), .computed),
                    limit("days", "日數", .count(settings.lateDays.value)),
                ])
            // Once, whichever period is looked at.
            raised.period = duty.period ?? BenefitPeriod(from: duty.due, to: duty.due)
            return raised
        }
    }

    var revised: [RaisedFlag] {
        guard input.corrections > settings.corrections.value else { return [] }
        return [
            flag(
                .r18, FlagAbout.corrections.rawValue, .notice,
                [
                    .init(
                        words("corrections of a signed report", "已簽署報告的更正次數"),
                        .count(input.corrections), .computed),
                    limit("corrections", "次數", .count(settings.corrections.value)),
                ])
        ]
    }

    /// Good pieces were made on a day that no certificate of a name covers, after one of it ended.
    var lapsed: [RaisedFlag] {
        let certificates = Dictionary(
            grouping: input.book.company.map(\.row).filter { $0.item == .certification },
            by: \.name)
        let days = Set(
            input.report.input.measured.values.flatMap(\.days).filter { $0.good > 0 }.map(\.date)
        ).sorted()
        return certificates.sorted { $0.key < $1.key }.compactMap { name, own in
            func ended(before day: LocalDate) -> LocalDate? {
                own.compactMap(\.to).filter { $0 < day }.max()
            }
            let first = days.first { day in
                let isCovered = own.contains { $0.from <= day && ($0.to ?? day) >= day }
                return !isCovered && ended(before: day) != nil
            }
            guard let first, let end = ended(before: first) else { return nil }
            return flag(
                .r25, name, .notice,
                [
                    .init(words("certificate", "認證"), .text(name), .declared),
                    .init(words("valid to", "有效至"), .date(end), .declared),
                    .init(words("first good piece after it", "其後首件合格品"), .date(first), .measured),
                ])
        }
    }
}

extension Project {
    /// Serial numbers of what was funded, in order.
    fileprivate var fundedSerials: [String] {
        Set(lines.flatMap(\.assets).filter(\.isFunded).compactMap(\.serial)).sorted()
    }
}
